package io.zoosync.bench;

import io.zoosync.array.ZooArray;
import java.nio.DoubleBuffer;

/** The function of {@link PoolTask#IN_PLACE}: little to say, and much to compute. */
final class Chain {
    private static final int SAMPLES = 1009;
    private static final int STRIDE = 7919;

    private Chain() {}

    /** {@code sqrt(1 + sin(sqrt(1 + sin(x))))} of each element. */
    static void apply(ZooArray block) {
        DoubleBuffer elements = block.asDoubleBuffer();
        for (int i = 0, end = elements.limit(); i < end; i++) {
            elements.put(i, step(step(elements.get(i))));
        }
    }

    private static double step(double x) {
        return Math.sqrt(1 + Math.sin(x));
    }

    /** A pattern that tells elements from their neighbours. */
    static void fill(ZooArray array) {
        DoubleBuffer elements = array.asDoubleBuffer();
        for (int i = 0, end = elements.limit(); i < end; i++) {
            elements.put(i, i % 97 / 97.0);
        }
    }

    /** Of elements all over the array, each with a weight that tells it from its neighbours. */
    static double checksum(ZooArray array) {
        double sum = 0;
        for (long i = 0; i < SAMPLES; i++) {
            sum += (i % 7 + 1) * array.getDouble(i * STRIDE % array.size());
        }
        return sum;
    }
}
