package io.zoosync.bench.harness;

import java.time.Duration;

/**
 * The time in which all processes of a run count.
 *
 * @param start reading of {@link System#nanoTime()}
 * @param end reading of {@link System#nanoTime()}
 */
public record Window(long start, long end) {
    /** What a process that stood still does before it counts again. */
    public static final Duration SETTLING = Duration.ofMillis(50);

    /** The window that begins after the plan's warm-up, which begins now. */
    static Window after(Plan plan) {
        long start = System.nanoTime() + plan.warmUp().toNanos();
        return new Window(start, start + plan.measure().toNanos());
    }

    /** The window of a turn of processes that are warm and stood still. */
    static Window ofTurn(Plan plan) {
        return after(plan.warmingUpFor(SETTLING));
    }

    /** True from the window's start on. */
    public boolean hasBegun() {
        return System.nanoTime() - start >= 0;
    }

    /** True from the window's end on. */
    public boolean hasEnded() {
        return System.nanoTime() - end >= 0;
    }

    /** The window's length in nanoseconds. */
    public long nanos() {
        return end - start;
    }
}
