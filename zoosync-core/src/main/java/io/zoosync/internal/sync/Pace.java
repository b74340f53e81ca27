package io.zoosync.internal.sync;

/**
 * How long to let the other side run ahead before looking again at how far it has come.
 *
 * <p>Two ends that follow each other closely fight for the same cache lines, and each look at the
 * other's counter takes its line away: both become several times slower than when the one that
 * follows takes larger bites. So an end that keeps finding little pauses before its next look, a
 * little longer each time, four microseconds at most; one that finds much, or nothing at all (its
 * peer is idle, so a delay would be felt), pauses less.
 *
 * <p>Threads may share one without harm: it is a hint.
 */
public final class Pace {
    private static final long MOST_NANOS = 4_000;
    private static final long LITTLE_BYTES = 16_384;

    private long nanos;
    private boolean foundSome;

    /** Pauses before a look, if the last look found something. */
    public void beforeLook() {
        if (foundSome && nanos > 0) {
            long end = System.nanoTime() + nanos;
            do {
                Thread.onSpinWait();
            } while (System.nanoTime() - end < 0);
        }
    }

    /** Says how far the other side had come. */
    public void afterLook(long bytes) {
        foundSome = bytes > 0;
        if (bytes > 0 && bytes < LITTLE_BYTES) {
            nanos = Math.min(2 * nanos + 50, MOST_NANOS);
        } else {
            nanos >>= 1;
        }
    }
}
