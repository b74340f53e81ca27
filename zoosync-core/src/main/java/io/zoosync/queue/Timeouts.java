package io.zoosync.queue;

import java.time.Duration;

/** Durations as deadlines of {@link System#nanoTime}. */
final class Timeouts {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Timeouts() {}

    static long deadline(Duration timeout) {
        if (timeout.isNegative()) {
            return System.nanoTime();
        }
        Duration bounded = timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
        return System.nanoTime() + bounded.toNanos();
    }
}
