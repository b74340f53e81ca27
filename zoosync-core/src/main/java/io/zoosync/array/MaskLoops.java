package io.zoosync.array;

/** Moves the elements of one array that a mask marks together, or such elements apart. */
final class MaskLoops {
    private MaskLoops() {}

    /** {@code to} gets the marked ones of the first elements; returns their number. */
    static int gather(DType type, byte[] mask, int count, Object from, Object to) {
        return switch (type) {
            case BOOL, INT8, UINT8 -> gather(mask, count, (byte[]) from, (byte[]) to);
            case INT16 -> gather(mask, count, (short[]) from, (short[]) to);
            case INT32 -> gather(mask, count, (int[]) from, (int[]) to);
            case INT64 -> gather(mask, count, (long[]) from, (long[]) to);
            case FLOAT32 -> gather(mask, count, (float[]) from, (float[]) to);
            case FLOAT64 -> gather(mask, count, (double[]) from, (double[]) to);
        };
    }

    /** The marked ones of {@code to}'s first elements get {@code from}'s, one after another. */
    static void scatter(DType type, byte[] mask, int count, Object from, Object to) {
        switch (type) {
            case BOOL, INT8, UINT8 -> scatter(mask, count, (byte[]) from, (byte[]) to);
            case INT16 -> scatter(mask, count, (short[]) from, (short[]) to);
            case INT32 -> scatter(mask, count, (int[]) from, (int[]) to);
            case INT64 -> scatter(mask, count, (long[]) from, (long[]) to);
            case FLOAT32 -> scatter(mask, count, (float[]) from, (float[]) to);
            case FLOAT64 -> scatter(mask, count, (double[]) from, (double[]) to);
        }
    }

    /** The number of marked ones. */
    static int count(byte[] mask, int count) {
        int marked = 0;
        for (int i = 0; i < count; i++) {
            marked += mask[i];
        }
        return marked;
    }

    private static int gather(byte[] mask, int count, byte[] from, byte[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            to[at] = from[i];
            at += mask[i];
        }
        return at;
    }

    private static int gather(byte[] mask, int count, short[] from, short[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            to[at] = from[i];
            at += mask[i];
        }
        return at;
    }

    private static int gather(byte[] mask, int count, int[] from, int[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            to[at] = from[i];
            at += mask[i];
        }
        return at;
    }

    private static int gather(byte[] mask, int count, long[] from, long[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            to[at] = from[i];
            at += mask[i];
        }
        return at;
    }

    private static int gather(byte[] mask, int count, float[] from, float[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            to[at] = from[i];
            at += mask[i];
        }
        return at;
    }

    private static int gather(byte[] mask, int count, double[] from, double[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            to[at] = from[i];
            at += mask[i];
        }
        return at;
    }

    private static void scatter(byte[] mask, int count, byte[] from, byte[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (mask[i] != 0) {
                to[i] = from[at++];
            }
        }
    }

    private static void scatter(byte[] mask, int count, short[] from, short[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (mask[i] != 0) {
                to[i] = from[at++];
            }
        }
    }

    private static void scatter(byte[] mask, int count, int[] from, int[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (mask[i] != 0) {
                to[i] = from[at++];
            }
        }
    }

    private static void scatter(byte[] mask, int count, long[] from, long[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (mask[i] != 0) {
                to[i] = from[at++];
            }
        }
    }

    private static void scatter(byte[] mask, int count, float[] from, float[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (mask[i] != 0) {
                to[i] = from[at++];
            }
        }
    }

    private static void scatter(byte[] mask, int count, double[] from, double[] to) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            if (mask[i] != 0) {
                to[i] = from[at++];
            }
        }
    }
}
