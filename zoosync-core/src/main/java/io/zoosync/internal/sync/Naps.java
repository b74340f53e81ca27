package io.zoosync.internal.sync;

/**
 * How long a sleep may last that nobody is sure to end: a part of the time that has been waited
 * already. What is noticed late only because its wake was lost in a death then makes a wait longer
 * by that part at most, and a wait that goes on for long uses next to no processor time.
 */
public final class Naps {
    private Naps() {}

    /**
     * The longest sleep after a wait of {@code waitedNanos}: one {@code part}th of it, but at least
     * {@code leastNanos} and at most {@code mostNanos}.
     */
    public static long longest(long waitedNanos, int part, long leastNanos, long mostNanos) {
        return Math.max(leastNanos, Math.min(waitedNanos / part, mostNanos));
    }
}
