package io.zoosync.array;

import java.util.Arrays;

/** New unnamed arrays. Shapes are kept, not copied. */
final class Creation {
    private Creation() {}

    static ZooArray eye(DType dtype, long n) {
        ZooArray matrix = ZooArray.allocate(dtype, n, n);
        for (long i = 0; i < n; i++) {
            matrix.setLong(i, i, 1);
        }
        return matrix;
    }

    private static ZooArray sized(DType dtype, int values, long... shape) {
        Shapes.checkedBytes(dtype, shape);
        if (Shapes.size(shape) != values) {
            throw new IllegalArgumentException(
                    values + " values do not make up shape " + Arrays.toString(shape));
        }
        return ZooArray.allocate(dtype, shape);
    }

    static ZooArray of(double[] values, long... shape) {
        return filled(DType.FLOAT64, values, values.length, shape);
    }

    static ZooArray of(float[] values, long... shape) {
        return filled(DType.FLOAT32, values, values.length, shape);
    }

    static ZooArray of(long[] values, long... shape) {
        return filled(DType.INT64, values, values.length, shape);
    }

    static ZooArray of(int[] values, long... shape) {
        return filled(DType.INT32, values, values.length, shape);
    }

    static ZooArray of(short[] values, long... shape) {
        return filled(DType.INT16, values, values.length, shape);
    }

    static ZooArray of(byte[] values, long... shape) {
        return filled(DType.INT8, values, values.length, shape);
    }

    static ZooArray ofUnsigned(byte[] values, long... shape) {
        return filled(DType.UINT8, values, values.length, shape);
    }

    static ZooArray of(boolean[] values, long... shape) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return filled(DType.BOOL, bytes, bytes.length, shape);
    }

    private static ZooArray filled(DType dtype, Object values, int count, long... shape) {
        ZooArray a = sized(dtype, count, shape);
        new Runs(a).put(0, 1, values, 0, count);
        return a;
    }

    static ZooArray of(double[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        ZooArray a = ZooArray.allocate(DType.FLOAT64, rows.length, columns);
        Runs runs = new Runs(a);
        for (int i = 0; i < rows.length; i++) {
            checkLength(rows[i].length, columns, i);
            runs.put((long) i * columns, 1, rows[i], 0, columns);
        }
        return a;
    }

    static ZooArray of(float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        ZooArray a = ZooArray.allocate(DType.FLOAT32, rows.length, columns);
        Runs runs = new Runs(a);
        for (int i = 0; i < rows.length; i++) {
            checkLength(rows[i].length, columns, i);
            runs.put((long) i * columns, 1, rows[i], 0, columns);
        }
        return a;
    }

    static ZooArray of(long[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        ZooArray a = ZooArray.allocate(DType.INT64, rows.length, columns);
        Runs runs = new Runs(a);
        for (int i = 0; i < rows.length; i++) {
            checkLength(rows[i].length, columns, i);
            runs.put((long) i * columns, 1, rows[i], 0, columns);
        }
        return a;
    }

    static ZooArray of(int[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        ZooArray a = ZooArray.allocate(DType.INT32, rows.length, columns);
        Runs runs = new Runs(a);
        for (int i = 0; i < rows.length; i++) {
            checkLength(rows[i].length, columns, i);
            runs.put((long) i * columns, 1, rows[i], 0, columns);
        }
        return a;
    }

    private static void checkLength(int length, int expected, int row) {
        if (length != expected) {
            throw new IllegalArgumentException(
                    String.format("row %d has %d elements, row 0 has %d", row, length, expected));
        }
    }
}
