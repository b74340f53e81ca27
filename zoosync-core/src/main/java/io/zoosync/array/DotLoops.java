package io.zoosync.array;

/**
 * Sums of products. HotSpot vectorises no sum of floating-point numbers, as their order matters; in
 * eight sums at once the additions need not wait for each other. {@link Vectors} do it in 16 or 32.
 */
final class DotLoops {
    private static final int TERMS = 128;

    private DotLoops() {}

    /** Adds to {@code sum[at]} the products of {@code count} elements of two arrays. */
    @FunctionalInterface
    interface Run<T> {
        void add(T a, int aFirst, T b, int bFirst, int count, T sum, int at);
    }

    /** The loop over arrays of a type: one of those below, or with vectors. */
    static Run<Object> of(DType type) {
        return switch (type) {
            case FLOAT64 ->
                    DotLoops.<double[]>untyped(
                            Vectors.DOUBLES == null ? DotLoops::add : Vectors.DOUBLES::dot);
            case FLOAT32 ->
                    DotLoops.<float[]>untyped(
                            Vectors.FLOATS == null ? DotLoops::add : Vectors.FLOATS::dot);
            case INT64 -> DotLoops.<long[]>untyped(DotLoops::add);
            default -> DotLoops.<int[]>untyped(DotLoops::add);
        };
    }

    /** So many elements that each of the sums of the loop is of {@value #TERMS}. */
    static int block(DType type) {
        return switch (type) {
            case FLOAT64 -> TERMS * (Vectors.DOUBLES == null ? 8 : Vectors.DOUBLES.dotSums());
            case FLOAT32 -> TERMS * (Vectors.FLOATS == null ? 8 : Vectors.FLOATS.dotSums());
            default -> TERMS * 8;
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> Run<Object> untyped(Run<T> loop) {
        return (a, aFirst, b, bFirst, count, sum, at) ->
                loop.add((T) a, aFirst, (T) b, bFirst, count, (T) sum, at);
    }

    /** Adds to {@code sum[at]} the products {@code a[i] * b[i]}, each eighth summed for itself. */
    static void add(
            double[] a, int aFirst, double[] b, int bFirst, int count, double[] sum, int at) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = 0;
        for (; i <= count - 8; i += 8) {
            s0 += a[aFirst + i] * b[bFirst + i];
            s1 += a[aFirst + i + 1] * b[bFirst + i + 1];
            s2 += a[aFirst + i + 2] * b[bFirst + i + 2];
            s3 += a[aFirst + i + 3] * b[bFirst + i + 3];
            s4 += a[aFirst + i + 4] * b[bFirst + i + 4];
            s5 += a[aFirst + i + 5] * b[bFirst + i + 5];
            s6 += a[aFirst + i + 6] * b[bFirst + i + 6];
            s7 += a[aFirst + i + 7] * b[bFirst + i + 7];
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += a[aFirst + i] * b[bFirst + i];
        }
        sum[at] += ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
    }

    /** Adds to {@code sum[at]} the products {@code a[i] * b[i]}, each eighth summed for itself. */
    static void add(float[] a, int aFirst, float[] b, int bFirst, int count, float[] sum, int at) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = 0;
        for (; i <= count - 8; i += 8) {
            s0 += a[aFirst + i] * b[bFirst + i];
            s1 += a[aFirst + i + 1] * b[bFirst + i + 1];
            s2 += a[aFirst + i + 2] * b[bFirst + i + 2];
            s3 += a[aFirst + i + 3] * b[bFirst + i + 3];
            s4 += a[aFirst + i + 4] * b[bFirst + i + 4];
            s5 += a[aFirst + i + 5] * b[bFirst + i + 5];
            s6 += a[aFirst + i + 6] * b[bFirst + i + 6];
            s7 += a[aFirst + i + 7] * b[bFirst + i + 7];
        }
        float rest = 0;
        for (; i < count; i++) {
            rest += a[aFirst + i] * b[bFirst + i];
        }
        sum[at] += ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7)) + rest;
    }

    /** Adds to {@code sum[at]} the products {@code a[i] * b[i]}. */
    static void add(long[] a, int aFirst, long[] b, int bFirst, int count, long[] sum, int at) {
        long s = 0;
        for (int i = 0; i < count; i++) {
            s += a[aFirst + i] * b[bFirst + i];
        }
        sum[at] += s;
    }

    /** Adds to {@code sum[at]} the products {@code a[i] * b[i]}. */
    static void add(int[] a, int aFirst, int[] b, int bFirst, int count, int[] sum, int at) {
        int s = 0;
        for (int i = 0; i < count; i++) {
            s += a[aFirst + i] * b[bFirst + i];
        }
        sum[at] += s;
    }
}
