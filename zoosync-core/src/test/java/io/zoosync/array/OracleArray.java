package io.zoosync.array;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Elements as the table has them, in C order and little-endian; it moves them to and from arrays
 * byte by byte, with none of the code that is tested.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OracleArray(DType dtype, long[] shape, byte[] bytes) {
    private static final int SHOWN = 24;

    /** Reads {@code DTYPE[SHAPE]=HEX}, with a {@code *} behind it if it repeats. */
    static OracleArray parse(String text) {
        int open = text.indexOf('[');
        int close = text.indexOf(']');
        DType dtype = DType.valueOf(text.substring(0, open).toUpperCase(Locale.ROOT));
        long[] shape = longs(text.substring(open + 1, close));
        boolean repeats = text.endsWith("*");
        byte[] given =
                HexFormat.of()
                        .parseHex(text, close + 2, repeats ? text.length() - 1 : text.length());
        byte[] bytes = new byte[(int) size(shape) * dtype.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = given[repeats ? i % given.length : i];
        }
        return new OracleArray(dtype, shape, bytes);
    }

    /** Reads numbers with commas between them. */
    static long[] longs(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** A new C-ordered array with these elements, the {@code k}-th argument of its case. */
    ZooArray toArray(OracleMemory memory, int k) {
        ZooArray array = memory.allocate(k, dtype, shape.clone());
        Object elements = Tiles.create(dtype, size());
        WindowRuns.get(dtype, memory(), 0, 1, elements, 0, size());
        new Runs(array).put(0, 1, elements, 0, size());
        return array;
    }

    /** The elements of a view, one by one. */
    static OracleArray of(ZooArray array) {
        int width = array.dtype().bytes();
        byte[] bytes = new byte[(int) size(array.shapeRef()) * width];
        long[] index = new long[array.shapeRef().length];
        Runs runs = new Runs(array);
        OracleArray result = new OracleArray(array.dtype(), array.shape(), bytes);
        Object element = Tiles.create(array.dtype(), 1);
        for (int i = 0; i < result.size(); i++) {
            long from = array.offset();
            for (int axis = 0; axis < index.length; axis++) {
                from += index[axis] * array.stridesRef()[axis];
            }
            runs.get(from / width, 1, element, 0, 1);
            WindowRuns.put(array.dtype(), element, 0, result.memory(), i, 1, 1);
            next(index, array.shapeRef());
        }
        return result;
    }

    private Buffer memory() {
        return WindowRuns.elements(dtype, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static void next(long[] index, long[] shape) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            if (++index[axis] < shape[axis]) {
                return;
            }
            index[axis] = 0;
        }
    }

    int size() {
        return bytes.length / dtype.bytes();
    }

    /** The bits of an element. */
    long bits(int i) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return switch (dtype.bytes()) {
            case 1 -> buffer.get(i);
            case 2 -> buffer.getShort(i * Short.BYTES);
            case 4 -> buffer.getInt(i * Integer.BYTES);
            default -> buffer.getLong(i * Long.BYTES);
        };
    }

    /** An element of a floating-point type. */
    double value(int i) {
        return dtype == DType.FLOAT32
                ? Float.intBitsToFloat((int) bits(i))
                : Double.longBitsToDouble(bits(i));
    }

    private String show(int i) {
        if (dtype == DType.FLOAT32) {
            return Float.toString((float) value(i));
        }
        long bits = bits(i);
        return dtype.isFloating()
                ? Double.toString(value(i))
                : Long.toString(dtype == DType.UINT8 ? bits & 0xff : bits);
    }

    /** The element and where it is. */
    String show(int i, String label) {
        return label + " " + show(i) + " (bits " + Long.toHexString(bits(i)) + ")";
    }

    /** The index of the {@code i}-th element in C order. */
    String index(int i) {
        long[] index = new long[shape.length];
        long left = i;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[axis] = left % shape[axis];
            left /= shape[axis];
        }
        return Arrays.toString(index);
    }

    /** The type, the shape and the first elements. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(dtype).append(Arrays.toString(shape)).append(" {");
        for (int i = 0; i < Math.min(size(), SHOWN); i++) {
            text.append(i == 0 ? "" : ", ").append(show(i));
        }
        return text.append(size() > SHOWN ? ", ...}" : "}").toString();
    }
}
