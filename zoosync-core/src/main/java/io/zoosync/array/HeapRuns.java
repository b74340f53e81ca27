package io.zoosync.array;

/** Moves elements between a Java array, with a stride, and another one of its type, without. */
final class HeapRuns {
    private HeapRuns() {}

    /** {@code to[at + i] = from[first + i * stride]}. */
    static void get(DType dtype, Object from, int first, int stride, Object to, int at, int count) {
        if (stride == 1) {
            System.arraycopy(from, first, to, at, count);
            return;
        }
        switch (dtype) {
            case BOOL, INT8, UINT8 -> gather((byte[]) from, first, stride, (byte[]) to, at, count);
            case INT16 -> gather((short[]) from, first, stride, (short[]) to, at, count);
            case INT32 -> gather((int[]) from, first, stride, (int[]) to, at, count);
            case INT64 -> gather((long[]) from, first, stride, (long[]) to, at, count);
            case FLOAT32 -> gather((float[]) from, first, stride, (float[]) to, at, count);
            case FLOAT64 -> gather((double[]) from, first, stride, (double[]) to, at, count);
        }
    }

    /** {@code to[first + i * stride] = from[at + i]}. */
    static void put(DType dtype, Object from, int at, Object to, int first, int stride, int count) {
        if (stride == 1) {
            System.arraycopy(from, at, to, first, count);
            return;
        }
        switch (dtype) {
            case BOOL, INT8, UINT8 -> scatter((byte[]) from, at, (byte[]) to, first, stride, count);
            case INT16 -> scatter((short[]) from, at, (short[]) to, first, stride, count);
            case INT32 -> scatter((int[]) from, at, (int[]) to, first, stride, count);
            case INT64 -> scatter((long[]) from, at, (long[]) to, first, stride, count);
            case FLOAT32 -> scatter((float[]) from, at, (float[]) to, first, stride, count);
            case FLOAT64 -> scatter((double[]) from, at, (double[]) to, first, stride, count);
        }
    }

    private static void gather(byte[] from, int first, int stride, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i * stride];
        }
    }

    private static void gather(short[] from, int first, int stride, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i * stride];
        }
    }

    private static void gather(int[] from, int first, int stride, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i * stride];
        }
    }

    private static void gather(long[] from, int first, int stride, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i * stride];
        }
    }

    private static void gather(float[] from, int first, int stride, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i * stride];
        }
    }

    private static void gather(
            double[] from, int first, int stride, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i * stride];
        }
    }

    private static void scatter(byte[] from, int at, byte[] to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i * stride] = from[at + i];
        }
    }

    private static void scatter(
            short[] from, int at, short[] to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i * stride] = from[at + i];
        }
    }

    private static void scatter(int[] from, int at, int[] to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i * stride] = from[at + i];
        }
    }

    private static void scatter(long[] from, int at, long[] to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i * stride] = from[at + i];
        }
    }

    private static void scatter(
            float[] from, int at, float[] to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i * stride] = from[at + i];
        }
    }

    private static void scatter(
            double[] from, int at, double[] to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to[first + i * stride] = from[at + i];
        }
    }
}
