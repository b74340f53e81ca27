package io.zoosync.internal.sync;

/**
 * How long a sleep may last that nobody is sure to end: a part of the time that has been waited
 * already. What is noticed late only because its wake was lost in a death then makes a wait longer
 * by that part at most, and a wait that goes on for long uses next to no processor time.
 */
public final class Naps {
    private static final long SETTLING_NANOS = 200;

    private Naps() {}

    /**
     * Lets a moment pass between a sleeper's registration and its last look, in which what was in
     * other processors' store buffers becomes visible.
     */
    static void settle() {
        long end = System.nanoTime() + SETTLING_NANOS;
        do {
            Thread.onSpinWait();
        } while (System.nanoTime() - end < 0);
    }

    /**
     * The longest sleep after a wait of {@code waitedNanos}: one {@code part}th of it, but at least
     * {@code leastNanos} and at most {@code mostNanos}.
     */
    public static long longest(long waitedNanos, int part, long leastNanos, long mostNanos) {
        return Math.max(leastNanos, Math.min(waitedNanos / part, mostNanos));
    }
}
