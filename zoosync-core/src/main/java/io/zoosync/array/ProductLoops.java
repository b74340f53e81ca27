package io.zoosync.array;

/**
 * The innermost loops of the product of matrices: two rows of the result take up four products
 * each. More of either, and HotSpot no longer vectorises the loop; nor does that of JDK 17 if it
 * cannot see that there are at most {@link #WIDTH} columns.
 */
final class ProductLoops {
    /** The elements from one row of {@code b} to the next: a constant, or nothing is vectorised. */
    static final int WIDTH = 512;

    private static final int B1 = WIDTH;
    private static final int B2 = 2 * WIDTH;
    private static final int B3 = 3 * WIDTH;

    private ProductLoops() {}

    /** Adds the products of four elements of each row of {@code a} and four rows of {@code b}. */
    @FunctionalInterface
    interface FourRows<T> {
        void add(T a0, T a1, int at, T b, T c0, T c1, int width);
    }

    static void add(
            double[] a0, double[] a1, int at, double[] b, double[] c0, double[] c1, int width) {
        double a00 = a0[at];
        double a01 = a0[at + 1];
        double a02 = a0[at + 2];
        double a03 = a0[at + 3];
        double a10 = a1[at];
        double a11 = a1[at + 1];
        double a12 = a1[at + 2];
        double a13 = a1[at + 3];
        int columns = Math.min(width, WIDTH);
        for (int j = 0; j < columns; j++) {
            double b0 = b[j];
            double b1 = b[j + B1];
            double b2 = b[j + B2];
            double b3 = b[j + B3];
            c0[j] = c0[j] + a00 * b0 + a01 * b1 + a02 * b2 + a03 * b3;
            c1[j] = c1[j] + a10 * b0 + a11 * b1 + a12 * b2 + a13 * b3;
        }
    }

    static void add(float[] a0, float[] a1, int at, float[] b, float[] c0, float[] c1, int width) {
        float a00 = a0[at];
        float a01 = a0[at + 1];
        float a02 = a0[at + 2];
        float a03 = a0[at + 3];
        float a10 = a1[at];
        float a11 = a1[at + 1];
        float a12 = a1[at + 2];
        float a13 = a1[at + 3];
        int columns = Math.min(width, WIDTH);
        for (int j = 0; j < columns; j++) {
            float b0 = b[j];
            float b1 = b[j + B1];
            float b2 = b[j + B2];
            float b3 = b[j + B3];
            c0[j] = c0[j] + a00 * b0 + a01 * b1 + a02 * b2 + a03 * b3;
            c1[j] = c1[j] + a10 * b0 + a11 * b1 + a12 * b2 + a13 * b3;
        }
    }

    static void add(long[] a0, long[] a1, int at, long[] b, long[] c0, long[] c1, int width) {
        long a00 = a0[at];
        long a01 = a0[at + 1];
        long a02 = a0[at + 2];
        long a03 = a0[at + 3];
        long a10 = a1[at];
        long a11 = a1[at + 1];
        long a12 = a1[at + 2];
        long a13 = a1[at + 3];
        int columns = Math.min(width, WIDTH);
        for (int j = 0; j < columns; j++) {
            long b0 = b[j];
            long b1 = b[j + B1];
            long b2 = b[j + B2];
            long b3 = b[j + B3];
            c0[j] = c0[j] + a00 * b0 + a01 * b1 + a02 * b2 + a03 * b3;
            c1[j] = c1[j] + a10 * b0 + a11 * b1 + a12 * b2 + a13 * b3;
        }
    }

    static void add(int[] a0, int[] a1, int at, int[] b, int[] c0, int[] c1, int width) {
        int a00 = a0[at];
        int a01 = a0[at + 1];
        int a02 = a0[at + 2];
        int a03 = a0[at + 3];
        int a10 = a1[at];
        int a11 = a1[at + 1];
        int a12 = a1[at + 2];
        int a13 = a1[at + 3];
        int columns = Math.min(width, WIDTH);
        for (int j = 0; j < columns; j++) {
            int b0 = b[j];
            int b1 = b[j + B1];
            int b2 = b[j + B2];
            int b3 = b[j + B3];
            c0[j] = c0[j] + a00 * b0 + a01 * b1 + a02 * b2 + a03 * b3;
            c1[j] = c1[j] + a10 * b0 + a11 * b1 + a12 * b2 + a13 * b3;
        }
    }
}
