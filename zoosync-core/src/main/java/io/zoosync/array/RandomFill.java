package io.zoosync.array;

import java.util.SplittableRandom;

/** Random numbers, by {@link SplittableRandom}, in C order. */
final class RandomFill {
    private static final int TILE = 512;

    private RandomFill() {}

    static ZooArray random(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] tile = new double[TILE];
        return fill(
                ZooArray.allocate(DType.FLOAT64, shape),
                tile,
                count -> {
                    for (int i = 0; i < count; i++) {
                        tile[i] = random.nextDouble();
                    }
                });
    }

    static ZooArray normal(long seed, long... shape) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] tile = new double[TILE];
        return fill(
                ZooArray.allocate(DType.FLOAT64, shape),
                tile,
                count -> {
                    for (int i = 0; i < count; i++) {
                        tile[i] = random.nextGaussian();
                    }
                });
    }

    static ZooArray integers(long seed, long low, long high, long... shape) {
        if (low >= high) {
            throw new IllegalArgumentException("the range is empty: low=" + low + ", high=" + high);
        }
        SplittableRandom random = new SplittableRandom(seed);
        long[] tile = new long[TILE];
        return fill(
                ZooArray.allocate(DType.INT64, shape),
                tile,
                count -> {
                    for (int i = 0; i < count; i++) {
                        tile[i] = random.nextLong(low, high);
                    }
                });
    }

    /** Makes a number of elements in the tile. */
    private interface Source {
        void make(int count);
    }

    private static ZooArray fill(ZooArray result, Object tile, Source source) {
        Runs runs = new Runs(result);
        long size = result.size();
        for (long first = 0; first < size; first += TILE) {
            int count = (int) Math.min(TILE, size - first);
            source.make(count);
            runs.put(first, 1, tile, 0, count);
        }
        return result;
    }
}
