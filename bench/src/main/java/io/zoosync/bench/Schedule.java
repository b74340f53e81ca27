package io.zoosync.bench;

import io.zoosync.bench.harness.Window;

/**
 * When each message of a stream is to be sent; sender and receiver compute it alike. Until half of
 * the warm-up is over they follow each other faster than later, so that the JIT compiler sees
 * enough of them.
 */
final class Schedule {
    private static final long WARM_INTERVAL = 4_000;

    private final long begin;
    private final long middle;
    private final long fast;
    private final long interval;

    /**
     * @param warmUp nanoseconds before the window's start at which the first message is due
     * @param interval nanoseconds from one message to the next
     */
    Schedule(Window window, long warmUp, long interval) {
        begin = window.start() - warmUp;
        middle = window.start() - warmUp / 2;
        fast = warmUp / 2 / WARM_INTERVAL;
        this.interval = interval;
    }

    /** Reading of {@link System#nanoTime()} at which message {@code n} is due, counted from 0. */
    long due(long n) {
        return n < fast ? begin + n * WARM_INTERVAL : middle + (n - fast) * interval;
    }
}
