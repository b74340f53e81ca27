package io.zoosync.internal.sync;

/**
 * How long to let the other side run ahead before looking again at how far it has come.
 *
 * <p>Two ends that follow each other closely fight for the same cache lines, and each look at the
 * other's counter takes its line away: both become several times slower than when the one that
 * follows takes larger bites. So an end that finds a little at every look pauses before the next
 * one, a little longer each time, four microseconds at most. A look that finds nothing, much, or
 * less than a fast peer would have added during the pause shortens the pause or ends it: an
 * exchange of single messages is not delayed.
 *
 * <p>Threads may share one without harm: it is a hint.
 */
public final class Pace {
    private static final long FIRST_NANOS = 50;
    private static final long MOST_NANOS = 4_000;
    private static final long MUCH_BYTES = 16_384;

    /** Looks in a row that must have found something before the first pause. */
    private static final int STREAK = 4;

    /** A peer that adds fewer bytes per nanosecond than one in so many is not in the way. */
    private static final int SLOW = 8;

    private long nanos;
    private int streak;
    private boolean paused;

    /** Pauses before a look, if the last looks found a little each. */
    public void beforeLook() {
        paused = streak >= STREAK;
        if (paused) {
            long end = System.nanoTime() + nanos;
            do {
                Thread.onSpinWait();
            } while (System.nanoTime() - end < 0);
        }
    }

    /** Says how far the other side had come. */
    public void afterLook(long bytes) {
        if (bytes == 0 || paused && bytes * SLOW < nanos) {
            streak = 0;
            nanos >>= 1;
        } else if (bytes >= MUCH_BYTES) {
            nanos >>= 1;
        } else if (streak < STREAK) {
            streak++;
        } else {
            nanos = Math.min(2 * nanos + FIRST_NANOS, MOST_NANOS);
        }
    }
}
