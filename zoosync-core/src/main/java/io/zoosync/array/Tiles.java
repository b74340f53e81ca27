package io.zoosync.array;

import java.util.Arrays;

/**
 * Java arrays of one element type, some KiB long, in which elements are computed: what HotSpot
 * vectorises on every JDK. Booleans and bytes, signed or not, are in a {@code byte[]}.
 */
final class Tiles {
    /** The bytes of a tile: three of them leave most of a first-level cache to what they hold. */
    static final int BYTES = 4096;

    private Tiles() {}

    /** log2 of the size of an element. */
    static int shift(DType dtype) {
        return Integer.numberOfTrailingZeros(dtype.bytes());
    }

    /** A Java array of such elements. */
    static Object create(DType dtype, int length) {
        return switch (dtype) {
            case BOOL, INT8, UINT8 -> new byte[length];
            case INT16 -> new short[length];
            case INT32 -> new int[length];
            case INT64 -> new long[length];
            case FLOAT32 -> new float[length];
            case FLOAT64 -> new double[length];
        };
    }

    /** Sets the elements {@code from} to {@code to}, exclusive, to the first one of a tile. */
    static void fill(DType dtype, Object target, int from, int to, Object value) {
        switch (dtype) {
            case BOOL, INT8, UINT8 -> Arrays.fill((byte[]) target, from, to, ((byte[]) value)[0]);
            case INT16 -> Arrays.fill((short[]) target, from, to, ((short[]) value)[0]);
            case INT32 -> Arrays.fill((int[]) target, from, to, ((int[]) value)[0]);
            case INT64 -> Arrays.fill((long[]) target, from, to, ((long[]) value)[0]);
            case FLOAT32 -> Arrays.fill((float[]) target, from, to, ((float[]) value)[0]);
            case FLOAT64 -> Arrays.fill((double[]) target, from, to, ((double[]) value)[0]);
        }
    }

    /** Sets one element, converted as Java does. */
    static void set(DType dtype, Object tile, int at, double value) {
        switch (dtype) {
            case BOOL -> ((byte[]) tile)[at] = (byte) (value != 0 ? 1 : 0);
            case FLOAT32 -> ((float[]) tile)[at] = (float) value;
            case FLOAT64 -> ((double[]) tile)[at] = value;
            default -> set(dtype, tile, at, (long) value);
        }
    }

    /** Sets one element; of integers the low bits are taken. */
    static void set(DType dtype, Object tile, int at, long value) {
        switch (dtype) {
            case BOOL -> ((byte[]) tile)[at] = (byte) (value != 0 ? 1 : 0);
            case INT8, UINT8 -> ((byte[]) tile)[at] = (byte) value;
            case INT16 -> ((short[]) tile)[at] = (short) value;
            case INT32 -> ((int[]) tile)[at] = (int) value;
            case INT64 -> ((long[]) tile)[at] = value;
            case FLOAT32 -> ((float[]) tile)[at] = value;
            case FLOAT64 -> ((double[]) tile)[at] = value;
        }
    }

    /** One element as a {@code double}. */
    static double getDouble(DType dtype, Object tile, int at) {
        return switch (dtype) {
            case FLOAT32 -> ((float[]) tile)[at];
            case FLOAT64 -> ((double[]) tile)[at];
            default -> getLong(dtype, tile, at);
        };
    }

    /** One element as a {@code long}, converted as Java does. */
    static long getLong(DType dtype, Object tile, int at) {
        return switch (dtype) {
            case BOOL, INT8 -> ((byte[]) tile)[at];
            case UINT8 -> ((byte[]) tile)[at] & 0xff;
            case INT16 -> ((short[]) tile)[at];
            case INT32 -> ((int[]) tile)[at];
            case INT64 -> ((long[]) tile)[at];
            case FLOAT32 -> (long) ((float[]) tile)[at];
            case FLOAT64 -> (long) ((double[]) tile)[at];
        };
    }
}
