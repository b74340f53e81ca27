package io.zoosync.examples.demo;

import io.zoosync.array.ZooArray;
import java.util.SplittableRandom;

/**
 * The bootstrap: how far the mean delay of long flights would lie from that of short ones in tables
 * drawn at random from the rows of this one.
 */
final class Resampling {
    private static final int LONG_MILES = 1000;

    private Resampling() {}

    /** The difference of the means, in minutes, in the table number {@code seed}. */
    static double difference(ZooArray delays, ZooArray miles, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int rows = Math.toIntExact(delays.size());
        long[] minutes = new long[2];
        long[] flights = new long[2];
        for (int i = 0; i < rows; i++) {
            int row = random.nextInt(rows);
            int kind = miles.getLong(row) < LONG_MILES ? 0 : 1;
            minutes[kind] += delays.getLong(row);
            flights[kind]++;
        }
        return (double) minutes[1] / flights[1] - (double) minutes[0] / flights[0];
    }
}
