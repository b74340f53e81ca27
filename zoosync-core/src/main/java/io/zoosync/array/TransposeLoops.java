package io.zoosync.array;

/**
 * Copies {@value #COLUMNS} columns, each of which lies one element after another, into rows. All
 * that is written to a row is written at once, and the columns are read as streams.
 */
final class TransposeLoops {
    /** The columns that are copied at once. */
    static final int COLUMNS = 8;

    private TransposeLoops() {}

    /**
     * Sets {@code to[toFirst + r * toStride + c]} to {@code from[first + c * stride + r]} for all
     * rows {@code r} and {@link #COLUMNS} columns {@code c}.
     */
    static void strip(
            DType dtype,
            Object from,
            int first,
            int stride,
            Object to,
            int toFirst,
            int toStride,
            int rows) {
        switch (dtype) {
            case BOOL, INT8, UINT8 ->
                    strip((byte[]) from, first, stride, (byte[]) to, toFirst, toStride, rows);
            case INT16 ->
                    strip((short[]) from, first, stride, (short[]) to, toFirst, toStride, rows);
            case INT32 -> strip((int[]) from, first, stride, (int[]) to, toFirst, toStride, rows);
            case INT64 -> strip((long[]) from, first, stride, (long[]) to, toFirst, toStride, rows);
            case FLOAT32 ->
                    strip((float[]) from, first, stride, (float[]) to, toFirst, toStride, rows);
            case FLOAT64 ->
                    strip((double[]) from, first, stride, (double[]) to, toFirst, toStride, rows);
        }
    }

    private static void strip(
            byte[] from, int first, int stride, byte[] to, int toFirst, int toStride, int rows) {
        int c1 = first + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        for (int row = 0; row < rows; row++) {
            int at = toFirst + row * toStride;
            to[at] = from[first + row];
            to[at + 1] = from[c1 + row];
            to[at + 2] = from[c2 + row];
            to[at + 3] = from[c3 + row];
            to[at + 4] = from[c4 + row];
            to[at + 5] = from[c5 + row];
            to[at + 6] = from[c6 + row];
            to[at + 7] = from[c7 + row];
        }
    }

    private static void strip(
            short[] from, int first, int stride, short[] to, int toFirst, int toStride, int rows) {
        int c1 = first + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        for (int row = 0; row < rows; row++) {
            int at = toFirst + row * toStride;
            to[at] = from[first + row];
            to[at + 1] = from[c1 + row];
            to[at + 2] = from[c2 + row];
            to[at + 3] = from[c3 + row];
            to[at + 4] = from[c4 + row];
            to[at + 5] = from[c5 + row];
            to[at + 6] = from[c6 + row];
            to[at + 7] = from[c7 + row];
        }
    }

    private static void strip(
            int[] from, int first, int stride, int[] to, int toFirst, int toStride, int rows) {
        int c1 = first + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        for (int row = 0; row < rows; row++) {
            int at = toFirst + row * toStride;
            to[at] = from[first + row];
            to[at + 1] = from[c1 + row];
            to[at + 2] = from[c2 + row];
            to[at + 3] = from[c3 + row];
            to[at + 4] = from[c4 + row];
            to[at + 5] = from[c5 + row];
            to[at + 6] = from[c6 + row];
            to[at + 7] = from[c7 + row];
        }
    }

    private static void strip(
            long[] from, int first, int stride, long[] to, int toFirst, int toStride, int rows) {
        int c1 = first + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        for (int row = 0; row < rows; row++) {
            int at = toFirst + row * toStride;
            to[at] = from[first + row];
            to[at + 1] = from[c1 + row];
            to[at + 2] = from[c2 + row];
            to[at + 3] = from[c3 + row];
            to[at + 4] = from[c4 + row];
            to[at + 5] = from[c5 + row];
            to[at + 6] = from[c6 + row];
            to[at + 7] = from[c7 + row];
        }
    }

    private static void strip(
            float[] from, int first, int stride, float[] to, int toFirst, int toStride, int rows) {
        int c1 = first + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        for (int row = 0; row < rows; row++) {
            int at = toFirst + row * toStride;
            to[at] = from[first + row];
            to[at + 1] = from[c1 + row];
            to[at + 2] = from[c2 + row];
            to[at + 3] = from[c3 + row];
            to[at + 4] = from[c4 + row];
            to[at + 5] = from[c5 + row];
            to[at + 6] = from[c6 + row];
            to[at + 7] = from[c7 + row];
        }
    }

    private static void strip(
            double[] from,
            int first,
            int stride,
            double[] to,
            int toFirst,
            int toStride,
            int rows) {
        int c1 = first + stride;
        int c2 = c1 + stride;
        int c3 = c2 + stride;
        int c4 = c3 + stride;
        int c5 = c4 + stride;
        int c6 = c5 + stride;
        int c7 = c6 + stride;
        for (int row = 0; row < rows; row++) {
            int at = toFirst + row * toStride;
            to[at] = from[first + row];
            to[at + 1] = from[c1 + row];
            to[at + 2] = from[c2 + row];
            to[at + 3] = from[c3 + row];
            to[at + 4] = from[c4 + row];
            to[at + 5] = from[c5 + row];
            to[at + 6] = from[c6 + row];
            to[at + 7] = from[c7 + row];
        }
    }
}
