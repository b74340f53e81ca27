package io.zoosync.array;

/** Elements as booleans: whether they are unlike 0, as NaN is. */
final class Truths {
    private Truths() {}

    /** {@code to[at + i]} is 1 or 0. */
    static void of(DType type, Object from, int first, byte[] to, int at, int count) {
        switch (type) {
            case BOOL, INT8, UINT8 -> of((byte[]) from, first, to, at, count);
            case INT16 -> of((short[]) from, first, to, at, count);
            case INT32 -> of((int[]) from, first, to, at, count);
            case INT64 -> of((long[]) from, first, to, at, count);
            case FLOAT32 -> of((float[]) from, first, to, at, count);
            case FLOAT64 -> of((double[]) from, first, to, at, count);
        }
    }

    private static void of(byte[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (from[first + i] != 0 ? 1 : 0);
        }
    }

    private static void of(short[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (from[first + i] != 0 ? 1 : 0);
        }
    }

    private static void of(int[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (from[first + i] != 0 ? 1 : 0);
        }
    }

    private static void of(long[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (from[first + i] != 0 ? 1 : 0);
        }
    }

    private static void of(float[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (from[first + i] != 0 ? 1 : 0);
        }
    }

    private static void of(double[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (from[first + i] != 0 ? 1 : 0);
        }
    }
}
