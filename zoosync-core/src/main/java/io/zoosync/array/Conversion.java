package io.zoosync.array;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.List;

/** Arrays as Java's arrays and buffers. */
final class Conversion {
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    /** So many elements are converted at once. */
    private static final int PIECE = 1024;

    private Conversion() {}

    static double[] toDoubleArray(ZooArray a) {
        double[] values = new double[length(a)];
        read(a, DType.FLOAT64, values);
        return values;
    }

    static float[] toFloatArray(ZooArray a) {
        float[] values = new float[length(a)];
        read(a, DType.FLOAT32, values);
        return values;
    }

    static long[] toLongArray(ZooArray a) {
        long[] values = new long[length(a)];
        read(a, DType.INT64, values);
        return values;
    }

    static int[] toIntArray(ZooArray a) {
        int[] values = new int[length(a)];
        read(a, DType.INT32, values);
        return values;
    }

    static short[] toShortArray(ZooArray a) {
        short[] values = new short[length(a)];
        read(a, DType.INT16, values);
        return values;
    }

    static byte[] toByteArray(ZooArray a) {
        byte[] values = new byte[length(a)];
        read(a, a.dtype() == DType.UINT8 ? DType.UINT8 : DType.INT8, values);
        return values;
    }

    static boolean[] toBooleanArray(ZooArray a) {
        byte[] bytes = new byte[length(a)];
        read(a, DType.BOOL, bytes);
        boolean[] values = new boolean[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[i] != 0;
        }
        return values;
    }

    /** All elements in C order, converted. */
    private static void read(ZooArray a, DType dtype, Object values) {
        Cursor cursor = new Cursor(a);
        int size = (int) a.size();
        for (int first = 0; first < size; first += PIECE) {
            cursor.read(dtype, values, first, Math.min(PIECE, size - first));
        }
    }

    private static int length(ZooArray a) {
        if (a.size() > MAX_LENGTH) {
            throw new IllegalStateException(
                    "an array of Java has at most "
                            + MAX_LENGTH
                            + " elements: shape="
                            + Arrays.toString(a.shapeRef()));
        }
        return (int) a.size();
    }

    static ByteBuffer asByteBuffer(ZooArray a) {
        if (a.storage().array() instanceof byte[] bytes) {
            checkContiguous(a);
            return ByteBuffer.wrap(bytes)
                    .slice(first(a), (int) a.size())
                    .order(ByteOrder.nativeOrder());
        }
        if (a.storage().array() != null) {
            throw new IllegalStateException(
                    "the elements are in a Java array, not bytes: dtype=" + a.dtype());
        }
        return bytes(a);
    }

    /** The bytes of windows. */
    private static ByteBuffer bytes(ZooArray a) {
        checkContiguous(a);
        List<ByteBuffer> chunks = Chunks.of(a);
        if (chunks.size() > 1) {
            throw new IllegalStateException(
                    "the elements lie in "
                            + chunks.size()
                            + " windows of 1 GiB, take slices of it: shape="
                            + Arrays.toString(a.shapeRef())
                            + ", dtype="
                            + a.dtype());
        }
        return chunks.isEmpty() ? ByteBuffer.allocate(0) : chunks.get(0);
    }

    private static void checkContiguous(ZooArray a) {
        if (!a.isContiguous()) {
            throw new IllegalStateException(
                    "the elements are not contiguous, copy() them first: shape="
                            + Arrays.toString(a.shapeRef())
                            + ", strides in bytes="
                            + Arrays.toString(a.stridesRef()));
        }
    }

    private static int first(ZooArray a) {
        return (int) (a.offset() >> Tiles.shift(a.dtype()));
    }

    private static void check(ZooArray a, DType dtype, Class<? extends Buffer> type) {
        if (a.dtype() != dtype) {
            throw new IllegalStateException(
                    "a " + type.getSimpleName() + " is of " + dtype + ": dtype=" + a.dtype());
        }
        checkContiguous(a);
    }

    static DoubleBuffer asDoubleBuffer(ZooArray a) {
        check(a, DType.FLOAT64, DoubleBuffer.class);
        return a.storage().array() instanceof double[] array
                ? DoubleBuffer.wrap(array).slice(first(a), (int) a.size())
                : bytes(a).asDoubleBuffer();
    }

    static FloatBuffer asFloatBuffer(ZooArray a) {
        check(a, DType.FLOAT32, FloatBuffer.class);
        return a.storage().array() instanceof float[] array
                ? FloatBuffer.wrap(array).slice(first(a), (int) a.size())
                : bytes(a).asFloatBuffer();
    }

    static LongBuffer asLongBuffer(ZooArray a) {
        check(a, DType.INT64, LongBuffer.class);
        return a.storage().array() instanceof long[] array
                ? LongBuffer.wrap(array).slice(first(a), (int) a.size())
                : bytes(a).asLongBuffer();
    }

    static IntBuffer asIntBuffer(ZooArray a) {
        check(a, DType.INT32, IntBuffer.class);
        return a.storage().array() instanceof int[] array
                ? IntBuffer.wrap(array).slice(first(a), (int) a.size())
                : bytes(a).asIntBuffer();
    }

    static ShortBuffer asShortBuffer(ZooArray a) {
        check(a, DType.INT16, ShortBuffer.class);
        return a.storage().array() instanceof short[] array
                ? ShortBuffer.wrap(array).slice(first(a), (int) a.size())
                : bytes(a).asShortBuffer();
    }
}
