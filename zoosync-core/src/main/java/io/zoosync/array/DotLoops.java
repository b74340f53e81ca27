package io.zoosync.array;

/** Sums of products, each lane of a tile for itself. */
final class DotLoops {
    private DotLoops() {}

    /** {@code sums[i] += a[i] * b[i]}. */
    static void add(double[] a, double[] b, double[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += a[i] * b[i];
        }
    }

    /** {@code sums[i] += a[i] * b[i]}. */
    static void add(float[] a, float[] b, float[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += a[i] * b[i];
        }
    }

    /** {@code sums[i] += a[i] * b[i]}. */
    static void add(long[] a, long[] b, long[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += a[i] * b[i];
        }
    }

    /** {@code sums[i] += a[i] * b[i]}. */
    static void add(int[] a, int[] b, int[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += a[i] * b[i];
        }
    }
}
