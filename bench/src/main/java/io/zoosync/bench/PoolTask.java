package io.zoosync.bench;

import io.zoosync.bench.harness.Metric;

/** What pools are given to do. All of it is done by each contender that can. */
enum PoolTask {
    /** {@code x * x} of so many numbers, each a task and a message of its own. */
    ONE_EACH("one-each", 2_000, true),
    /** {@code x * x} of so many numbers, in chunks of the size that the pool chooses. */
    CHUNKED("chunked", 1_000_000, true),
    /** So many single tasks handed over, and then all their results awaited. */
    SUBMIT("submit", 1_000, true),
    /** So many arrays of 1 MiB, each a task; its result is the length and the last byte. */
    MEBIBYTES("mebibytes", 100, false),
    /** {@link Chain} of each of so many elements of an array of float64, in place. */
    IN_PLACE("in-place", 10_000_000, false);

    static final int MEBIBYTE = 1 << 20;
    private static final double SECOND = 1e9;
    private static final double MILLI = 1e6;

    private final String label;
    private final int size;
    private final boolean rated;

    PoolTask(String label, int size, boolean rated) {
        this.label = label;
        this.size = size;
        this.rated = rated;
    }

    /** The name that all contenders know it by. */
    String label() {
        return label;
    }

    /** How many elements, calls or arrays. */
    int size() {
        return size;
    }

    static PoolTask of(String label) {
        for (PoolTask task : values()) {
            if (task.label.equals(label)) {
                return task;
            }
        }
        throw new IllegalArgumentException(label);
    }

    Metric metric() {
        return rated ? Metric.rate(label, "tasks/s") : Metric.time(label, "ms");
    }

    /** The figure of so many runs in so many nanoseconds. */
    double figure(double runs, double nanos) {
        return rated ? runs * size / nanos * SECOND : nanos / runs / MILLI;
    }
}
