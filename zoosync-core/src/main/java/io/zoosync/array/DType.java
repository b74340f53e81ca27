package io.zoosync.array;

import java.nio.ByteOrder;
import java.util.Locale;

/** The type of an array's elements; {@link #toString} gives NumPy's name of it. */
public enum DType {
    /** True or false, a byte that is 1 or 0. */
    BOOL('b', 1),
    /** A signed byte. */
    INT8('i', 1),
    /** An unsigned byte, 0 to 255. */
    UINT8('u', 1),
    /** A {@code short}. */
    INT16('i', 2),
    /** An {@code int}. */
    INT32('i', 4),
    /** A {@code long}. */
    INT64('i', 8),
    /** A {@code float}. */
    FLOAT32('f', 4),
    /** A {@code double}. */
    FLOAT64('f', 8);

    private static final DType[] VALUES = values();

    private final char code;
    private final int bytes;
    private final String text;

    DType(char code, int bytes) {
        this.code = code;
        this.bytes = bytes;
        this.text = name().toLowerCase(Locale.ROOT);
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** NumPy's code in this machine's byte order, as {@code .npy} files have it: {@code <f8}. */
    public String npy() {
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        char order = bytes == 1 ? '|' : little ? '<' : '>';
        return "" + order + code + bytes;
    }

    /** Whether it is {@link #FLOAT32} or {@link #FLOAT64}. */
    public boolean isFloating() {
        return code == 'f';
    }

    /** Whether it is one of the integers, signed or not; {@link #BOOL} is none. */
    public boolean isInteger() {
        return code == 'i' || code == 'u';
    }

    /**
     * The type of what is computed from elements of two types: the smallest that holds all values
     * of both, as NumPy's {@code result_type} gives it, where {@link #FLOAT64} holds {@link #INT64}
     * and {@link #FLOAT32} holds integers of up to 16 bits.
     */
    public static DType promote(DType a, DType b) {
        if (a == b || b == BOOL) {
            return a;
        }
        if (a == BOOL) {
            return b;
        }
        if (a.isFloating() || b.isFloating()) {
            return a.fitsFloat32() && b.fitsFloat32() ? FLOAT32 : FLOAT64;
        }
        boolean bytesOfBothSigns = a.bytes == 1 && b.bytes == 1;
        return bytesOfBothSigns ? INT16 : a.bytes > b.bytes ? a : b;
    }

    private boolean fitsFloat32() {
        return this == FLOAT32 || isInteger() && bytes <= Short.BYTES;
    }

    /** NumPy's name: {@code float64}. */
    @Override
    public String toString() {
        return text;
    }

    /** The type with such a letter and size, null if there is none here. */
    static DType ofCode(char code, int bytes) {
        for (DType type : VALUES) {
            if (type.code == code && type.bytes == bytes) {
                return type;
            }
        }
        return null;
    }
}
