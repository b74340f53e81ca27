package io.zoosync.array;

/**
 * Sums. Those of floating-point numbers are made in halves of halves, down to {@value #BLOCK}
 * elements, of which each eighth is summed for itself: NumPy's algorithm, with its result to the
 * last bit. Its error grows with the logarithm of the number of elements.
 */
final class Sums {
    private static final int BLOCK = 128;

    private Sums() {}

    /** The first of the halves in which elements are summed, a multiple of 8. */
    static long firstHalf(long count) {
        long half = count / 2;
        return half - half % 8;
    }

    static void sum(double[] into, int at, double[] from, int first, int count) {
        into[at] += sum(from, first, count);
    }

    private static double sum(double[] a, int first, int count) {
        if (count < 8) {
            double sum = 0;
            for (int i = first; i < first + count; i++) {
                sum += a[i];
            }
            return sum;
        }
        if (count <= BLOCK) {
            return Vectors.DOUBLES == null
                    ? block(a, first, count)
                    : Vectors.DOUBLES.sum(a, first, count);
        }
        int half = (int) firstHalf(count);
        return sum(a, first, half) + sum(a, first + half, count - half);
    }

    private static double block(double[] a, int first, int count) {
        double s0 = a[first];
        double s1 = a[first + 1];
        double s2 = a[first + 2];
        double s3 = a[first + 3];
        double s4 = a[first + 4];
        double s5 = a[first + 5];
        double s6 = a[first + 6];
        double s7 = a[first + 7];
        int i = first + 8;
        int end = first + count;
        for (; i <= end - 8; i += 8) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
            s4 += a[i + 4];
            s5 += a[i + 5];
            s6 += a[i + 6];
            s7 += a[i + 7];
        }
        double sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < end; i++) {
            sum += a[i];
        }
        return sum;
    }

    /**
     * Adds two rows. HotSpot does not vectorise this, as it cannot tell that {@code into} is
     * another array than {@code from}; yet it keeps the memory busier than a vectorised loop over
     * copies.
     */
    static void addRows(double[] into, double[] from, int first, int second, int count) {
        for (int i = 0; i < count; i++) {
            into[i] = into[i] + from[first + i] + from[second + i];
        }
    }

    static void sum(float[] into, int at, float[] from, int first, int count) {
        into[at] += sum(from, first, count);
    }

    private static float sum(float[] a, int first, int count) {
        if (count < 8) {
            float sum = 0;
            for (int i = first; i < first + count; i++) {
                sum += a[i];
            }
            return sum;
        }
        if (count <= BLOCK) {
            return Vectors.FLOATS == null
                    ? block(a, first, count)
                    : (float) Vectors.FLOATS.sum(a, first, count);
        }
        int half = (int) firstHalf(count);
        return sum(a, first, half) + sum(a, first + half, count - half);
    }

    private static float block(float[] a, int first, int count) {
        float s0 = a[first];
        float s1 = a[first + 1];
        float s2 = a[first + 2];
        float s3 = a[first + 3];
        float s4 = a[first + 4];
        float s5 = a[first + 5];
        float s6 = a[first + 6];
        float s7 = a[first + 7];
        int i = first + 8;
        int end = first + count;
        for (; i <= end - 8; i += 8) {
            s0 += a[i];
            s1 += a[i + 1];
            s2 += a[i + 2];
            s3 += a[i + 3];
            s4 += a[i + 4];
            s5 += a[i + 5];
            s6 += a[i + 6];
            s7 += a[i + 7];
        }
        float sum = ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
        for (; i < end; i++) {
            sum += a[i];
        }
        return sum;
    }

    static void sum(int[] into, int at, int[] from, int first, int count) {
        int sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += from[i];
        }
        into[at] += sum;
    }

    static void sum(long[] into, int at, long[] from, int first, int count) {
        long sum = 0;
        for (int i = first; i < first + count; i++) {
            sum += from[i];
        }
        into[at] += sum;
    }
}
