package io.zoosync.array;

/** Chooses one of two arrays' elements by a third one's, which are booleans. */
final class ChoiceLoops {
    private ChoiceLoops() {}

    static void choose(byte[] which, byte[] a, byte[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = which[i] != 0 ? a[i] : b[i];
        }
    }

    static void choose(byte[] which, short[] a, short[] b, short[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = which[i] != 0 ? a[i] : b[i];
        }
    }

    static void choose(byte[] which, int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = which[i] != 0 ? a[i] : b[i];
        }
    }

    static void choose(byte[] which, long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = which[i] != 0 ? a[i] : b[i];
        }
    }

    static void choose(byte[] which, float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = which[i] != 0 ? a[i] : b[i];
        }
    }

    static void choose(byte[] which, double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = which[i] != 0 ? a[i] : b[i];
        }
    }
}
