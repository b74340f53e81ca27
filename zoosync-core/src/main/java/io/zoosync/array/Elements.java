package io.zoosync.array;

import java.nio.ByteBuffer;

/** Single elements, by their place in the storage. */
final class Elements {
    private Elements() {}

    static double getDouble(ZooArray a, long at) {
        Object array = a.storage().array();
        if (array != null) {
            return Tiles.getDouble(a.dtype(), array, place(a, at));
        }
        ByteBuffer window = a.storage().window(at);
        int i = a.storage().within(at);
        return switch (a.dtype()) {
            case FLOAT64 -> window.getDouble(i);
            case FLOAT32 -> window.getFloat(i);
            default -> integer(a.dtype(), window, i);
        };
    }

    static long getLong(ZooArray a, long at) {
        Object array = a.storage().array();
        if (array != null) {
            return Tiles.getLong(a.dtype(), array, place(a, at));
        }
        ByteBuffer window = a.storage().window(at);
        int i = a.storage().within(at);
        return switch (a.dtype()) {
            case FLOAT64 -> (long) window.getDouble(i);
            case FLOAT32 -> (long) window.getFloat(i);
            default -> integer(a.dtype(), window, i);
        };
    }

    private static int place(ZooArray a, long at) {
        return (int) (at >> Tiles.shift(a.dtype()));
    }

    static boolean getBoolean(ZooArray a, long at) {
        return a.dtype().isFloating() ? getDouble(a, at) != 0 : getLong(a, at) != 0;
    }

    private static long integer(DType dtype, ByteBuffer window, int i) {
        return switch (dtype) {
            case BOOL -> window.get(i) == 0 ? 0 : 1;
            case INT8 -> window.get(i);
            case UINT8 -> window.get(i) & 0xff;
            case INT16 -> window.getShort(i);
            case INT32 -> window.getInt(i);
            default -> window.getLong(i);
        };
    }

    static void setDouble(ZooArray a, long at, double value) {
        DType dtype = a.dtype();
        if (dtype.isInteger()) {
            setLong(a, at, truncated(dtype, value));
            return;
        }
        Object array = a.storage().array();
        if (array != null) {
            Tiles.set(dtype, array, place(a, at), value);
            return;
        }
        ByteBuffer window = a.storage().window(at);
        int i = a.storage().within(at);
        switch (dtype) {
            case FLOAT64 -> window.putDouble(i, value);
            case FLOAT32 -> window.putFloat(i, (float) value);
            default -> window.put(i, (byte) (value == 0 ? 0 : 1));
        }
    }

    static void setLong(ZooArray a, long at, long value) {
        DType dtype = a.dtype();
        if (dtype.isInteger() && !Scalars.fits(dtype, value)) {
            throw doesNotFit(dtype, value);
        }
        Object array = a.storage().array();
        if (array != null) {
            Tiles.set(dtype, array, place(a, at), value);
            return;
        }
        ByteBuffer window = a.storage().window(at);
        int i = a.storage().within(at);
        switch (dtype) {
            case FLOAT64 -> window.putDouble(i, (double) value);
            case FLOAT32 -> window.putFloat(i, (float) value);
            case BOOL -> window.put(i, (byte) (value == 0 ? 0 : 1));
            case INT8, UINT8 -> window.put(i, (byte) value);
            case INT16 -> window.putShort(i, (short) value);
            case INT32 -> window.putInt(i, (int) value);
            case INT64 -> window.putLong(i, value);
        }
    }

    static void setBoolean(ZooArray a, long at, boolean value) {
        setLong(a, at, value ? 1 : 0);
    }

    /** Cuts off the fraction; what no {@code long} can hold is refused here. */
    private static long truncated(DType dtype, double value) {
        if (!(value >= -0x1p63 && value < 0x1p63)) {
            throw doesNotFit(dtype, value);
        }
        return (long) value;
    }

    private static IllegalArgumentException doesNotFit(DType dtype, Number value) {
        return new IllegalArgumentException(value + " does not fit " + dtype);
    }
}
