package io.zoosync.internal.sync;

/**
 * How long to let the other side run ahead before looking again at how far it has come.
 *
 * <p>Two ends that follow each other closely fight for the same cache lines, and each look at the
 * other's counter takes its line away: both become several times slower than when the one that
 * follows takes larger bites. So while much comes in little bites, an end pauses before its next
 * look, a little longer each time, four microseconds at most. An exchange of single messages comes
 * nowhere near that rate and is not delayed; a stream that has ended is noticed after two pauses.
 *
 * <p>Threads may share one without harm: it is a hint.
 */
public final class Pace {
    private static final long FIRST_NANOS = 50;
    private static final long MOST_NANOS = 4_000;

    /** Bites of this size need no pause. */
    private static final long MUCH_BYTES = 16_384;

    /** A stream has at least one byte per so many nanoseconds. */
    private static final int STREAM_NANOS = 2;

    /** The rate is judged after so many looks that found something. */
    private static final int FINDS = 16;

    /**
     * After pauses in which little came, so many finds are not judged: what comes is the answer to
     * what this side does, or the peer is in trouble.
     */
    private static final int MUTED_FINDS = 8_192;

    private boolean streaming;
    private long nanos;
    private int empties;
    private int finds;
    private long found;
    private long since = System.nanoTime();

    /** Pauses before a look, if there is a stream. */
    public void beforeLook() {
        if (streaming && nanos > 0) {
            long end = System.nanoTime() + nanos;
            do {
                Thread.onSpinWait();
            } while (System.nanoTime() - end < 0);
        }
    }

    /** Says how far the other side had come. */
    public void afterLook(long bytes) {
        if (bytes == 0) {
            nanos >>= 2;
            streaming &= ++empties == 1;
            return;
        }
        empties = 0;
        found += bytes;
        if (++finds == FINDS) {
            judge();
        }
        nanos = bytes < MUCH_BYTES ? Math.min(2 * nanos + FIRST_NANOS, MOST_NANOS) : nanos / 2;
    }

    private void judge() {
        long now = System.nanoTime();
        boolean fast = found * STREAM_NANOS > now - since;
        finds = streaming && !fast ? -MUTED_FINDS : 0;
        streaming = fast;
        since = now;
        found = 0;
    }
}
