package io.zoosync.internal.sync;

import java.util.function.LongSupplier;

/**
 * How long to let the other side run ahead before looking again at how far it has come.
 *
 * <p>Two ends that follow each other closely fight for the same cache lines, and each look at the
 * other's counter takes its line away: both become several times slower than when the one that
 * follows takes larger bites. So while much comes in little bites, an end pauses before its next
 * look, a little longer each time, four microseconds at most.
 *
 * <p>Between cores that share no cache that is not enough: the core of the one that follows fetches
 * lines ahead of what it reads, and so takes those that are being written. In a dense stream, of
 * millions of messages a second for a while, pauses and bites grow further, to 16 microseconds.
 *
 * <p>There is a stream where a look finds several messages, or where they come at a rate that an
 * exchange of single messages comes nowhere near. An exchange is not delayed; one of several
 * messages at a time is, for a moment: its rate falls by the pauses, where that of a stream does
 * not, and then it is left alone, for longer each time. A stream that has ended is noticed after
 * two pauses.
 *
 * <p>Threads may share one without harm: it is a hint.
 */
public final class Pace {
    private static final long FIRST_NANOS = 50;
    static final long MOST_NANOS = 4_000;
    static final long MOST_DENSE_NANOS = 16_000;

    /** Bites of this size need no pause. */
    static final long MUCH_BYTES = 16_384;

    /**
     * In a dense stream they do, up to this size; where it is less, up to this part of the ring.
     */
    private static final long MUCH_DENSE_BYTES = 131_072;

    static final int MUCH_PART = 8;

    /** A dense stream has at least one message per so many nanoseconds. */
    private static final long DENSE_NANOS = 200;

    /** Is judged after so many looks that found something. */
    static final int FINDS = 16;

    /** A stream has so many messages a bite, or at least one byte per so many nanoseconds. */
    private static final int STREAM_MESSAGES = 2;

    private static final int STREAM_NANOS = 2;

    /** With pauses a stream has at least three quarters of its rate without them. */
    private static final double LEAST_OF_RATE = 0.75;

    /**
     * So many finds are not judged after pauses in which less came, and twice as many each time
     * that this happens again.
     */
    static final int LEAST_MUTED_FINDS = 64;

    static final int MOST_MUTED_FINDS = 65_536;

    private final long muchDense;
    private boolean streaming;
    private boolean dense;
    private long nanos;
    private int empties;
    private int finds;

    /** How many finds the next judgement is about. */
    private int judged = FINDS;

    private long bytes;
    private long messages;
    private long since;
    private double least;
    private int muted = LEAST_MUTED_FINDS;

    private final LongSupplier clock;

    /**
     * @param span how far one side can be ahead of the other, in bytes
     */
    public Pace(long span) {
        this(span, System::nanoTime);
    }

    Pace(long span, LongSupplier clock) {
        this.muchDense = Math.min(span / MUCH_PART, MUCH_DENSE_BYTES);
        this.clock = clock;
        this.since = clock.getAsLong();
    }

    /** Pauses before a look, if there is a stream. */
    public void beforeLook() {
        if (nanos > 0) {
            long end = System.nanoTime() + nanos;
            do {
                Thread.onSpinWait();
            } while (System.nanoTime() - end < 0);
        }
    }

    /** Whether there is no stream: then a look that finds nothing need not be told. */
    public boolean isIdle() {
        return !streaming;
    }

    /**
     * Says what came of a look.
     *
     * @param came how many bytes the other side had come further
     * @param handled how many messages this side has dealt with since the look before
     */
    public void afterLook(long came, int handled) {
        messages += handled;
        if (came != 0) {
            bytes += came;
            if (++finds == judged) {
                judge(clock.getAsLong());
            }
        }
        nanos = streaming ? nextPause(came) : 0;
    }

    private long nextPause(long came) {
        if (came == 0) {
            streaming = ++empties == 1;
            return streaming ? nanos / 4 : 0;
        }
        empties = 0;
        long much = dense ? muchDense : MUCH_BYTES;
        long most = dense ? MOST_DENSE_NANOS : MOST_NANOS;
        return came < much ? Math.min(2 * nanos + FIRST_NANOS, most) : nanos / 2;
    }

    private void judge(long now) {
        long took = Math.max(now - since, 1);
        double rate = (double) bytes / took;
        if (streaming) {
            streaming = rate >= least;
            dense = streaming && muchDense > MUCH_BYTES && messages * DENSE_NANOS >= took;
            judged = streaming ? FINDS : muted;
            muted = streaming ? LEAST_MUTED_FINDS : Math.min(2 * muted, MOST_MUTED_FINDS);
        } else {
            streaming = messages >= (long) STREAM_MESSAGES * judged || rate * STREAM_NANOS > 1;
            dense = false;
            least = rate * LEAST_OF_RATE;
            judged = FINDS;
        }
        finds = 0;
        since = now;
        bytes = 0;
        messages = 0;
    }

    /** How long the next pause will be. */
    long pauseNanos() {
        return nanos;
    }
}
