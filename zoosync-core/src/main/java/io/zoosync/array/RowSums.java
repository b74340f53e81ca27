package io.zoosync.array;

/**
 * Sums of four rows at once, each element with those below it, in the order of the rows. The rows
 * lie a tile apart in one Java array: at a constant distance, or HotSpot does not vectorise the
 * loops; JDK 17 also has to see that no row is longer.
 */
final class RowSums {
    /** The rows that are summed at once. */
    static final int ROWS = 4;

    /** The elements of a tile. */
    private static final int LONG = Tiles.BYTES / Double.BYTES;

    private static final int SHORT = Tiles.BYTES / Float.BYTES;

    private RowSums() {}

    /** Adds four rows to {@code sums}, element by element. */
    @FunctionalInterface
    interface Run<T> {
        void add(T sums, T rows, int length);
    }

    static void add(double[] sums, double[] rows, int length) {
        int count = Math.min(length, LONG);
        for (int i = 0; i < count; i++) {
            sums[i] = sums[i] + rows[i] + rows[i + LONG] + rows[i + 2 * LONG] + rows[i + 3 * LONG];
        }
    }

    static void add(float[] sums, float[] rows, int length) {
        int count = Math.min(length, SHORT);
        for (int i = 0; i < count; i++) {
            sums[i] =
                    sums[i] + rows[i] + rows[i + SHORT] + rows[i + 2 * SHORT] + rows[i + 3 * SHORT];
        }
    }

    static void add(long[] sums, long[] rows, int length) {
        int count = Math.min(length, LONG);
        for (int i = 0; i < count; i++) {
            sums[i] = sums[i] + rows[i] + rows[i + LONG] + rows[i + 2 * LONG] + rows[i + 3 * LONG];
        }
    }
}
