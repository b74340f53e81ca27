package io.zoosync.bench;

import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Window;
import java.io.IOException;
import java.util.List;

/**
 * What passed some ends.
 *
 * @param perNano how many messages a nanosecond in the window
 * @param count how many before, in and after it
 * @param sum of their numbers, as far as a {@code Tally} tells it
 */
record Passed(double perNano, long count, long sum) {
    private static final long SUM_MASK = (1L << 48) - 1;

    static Passed by(List<Child> ends, Window window) throws IOException {
        double perNano = 0;
        long count = 0;
        long sum = 0;
        for (Child end : ends) { // one that began late counted in a part of the window
            double[] result = end.numbers();
            perNano += result[0] / Math.max(result[1], (double) window.nanos());
            count += (long) result[2];
            sum += (long) result[3];
        }
        return new Passed(perNano, count, sum & SUM_MASK);
    }

    /** Compares what was received, this, with what was sent. */
    void check(String kind, Passed sent) throws IOException {
        if (count != sent.count || sum != sent.sum) {
            throw new IOException(
                    kind + " lost or doubled messages: sent=" + sent + ", received=" + this);
        }
    }
}
