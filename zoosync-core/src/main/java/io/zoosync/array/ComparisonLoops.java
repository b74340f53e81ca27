package io.zoosync.array;

/** Comparisons of two arrays' elements, to 1 where they hold and 0 where not. */
final class ComparisonLoops {
    private ComparisonLoops() {}

    static void equal(int[] a, int[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] == b[i] ? 1 : 0);
        }
    }

    static void unequal(int[] a, int[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] != b[i] ? 1 : 0);
        }
    }

    static void less(int[] a, int[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] < b[i] ? 1 : 0);
        }
    }

    static void lessOrEqual(int[] a, int[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] <= b[i] ? 1 : 0);
        }
    }

    static void equal(long[] a, long[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] == b[i] ? 1 : 0);
        }
    }

    static void unequal(long[] a, long[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] != b[i] ? 1 : 0);
        }
    }

    static void less(long[] a, long[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] < b[i] ? 1 : 0);
        }
    }

    static void lessOrEqual(long[] a, long[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] <= b[i] ? 1 : 0);
        }
    }

    static void equal(float[] a, float[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] == b[i] ? 1 : 0);
        }
    }

    static void unequal(float[] a, float[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] != b[i] ? 1 : 0);
        }
    }

    static void less(float[] a, float[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] < b[i] ? 1 : 0);
        }
    }

    static void lessOrEqual(float[] a, float[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] <= b[i] ? 1 : 0);
        }
    }

    static void equal(double[] a, double[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] == b[i] ? 1 : 0);
        }
    }

    static void unequal(double[] a, double[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] != b[i] ? 1 : 0);
        }
    }

    static void less(double[] a, double[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] < b[i] ? 1 : 0);
        }
    }

    static void lessOrEqual(double[] a, double[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] <= b[i] ? 1 : 0);
        }
    }

    static void isNaN(float[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (Float.isNaN(a[i]) ? 1 : 0);
        }
    }

    static void isFinite(float[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (Float.isFinite(a[i]) ? 1 : 0);
        }
    }

    static void isInfinite(float[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (Float.isInfinite(a[i]) ? 1 : 0);
        }
    }

    static void isNaN(double[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (Double.isNaN(a[i]) ? 1 : 0);
        }
    }

    static void isFinite(double[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (Double.isFinite(a[i]) ? 1 : 0);
        }
    }

    static void isInfinite(double[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (Double.isInfinite(a[i]) ? 1 : 0);
        }
    }
}
