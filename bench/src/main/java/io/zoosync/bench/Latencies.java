package io.zoosync.bench;

import org.HdrHistogram.Histogram;

/** Times that were measured, in nanoseconds, with an error of a thousandth. */
final class Latencies {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);

    void add(long time) {
        nanos.recordValue(time);
    }

    long count() {
        return nanos.getTotalCount();
    }

    long p50() {
        return nanos.getValueAtPercentile(50);
    }

    long p99() {
        return nanos.getValueAtPercentile(99);
    }

    long p999() {
        return nanos.getValueAtPercentile(99.9);
    }

    long max() {
        return nanos.getMaxValue();
    }
}
