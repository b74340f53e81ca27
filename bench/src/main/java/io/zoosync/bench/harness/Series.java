package io.zoosync.bench.harness;

import java.util.Arrays;

/** The figures that one contender reached in one metric, a figure a round. */
public final class Series {
    private final double[] sorted;

    /** Takes a copy of at least one figure. */
    public Series(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        sorted = figures.clone();
        Arrays.sort(sorted);
    }

    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return sorted[0];
    }

    public double max() {
        return sorted[sorted.length - 1];
    }
}
