package io.zoosync.array;

/**
 * Conversions between types of elements: numbers become booleans by being unlike 0, booleans become
 * 0 or 1; integers keep their low bits; of floating-point numbers the fraction is cut off, and what
 * is out of range is the nearest {@code int} or {@code long}, NaN 0, of which smaller types keep
 * the low bits.
 */
final class Casts {
    private Casts() {}

    /** {@code to[at + i] = from[first + i]}, converted. */
    static void cast(
            DType fromType, Object from, int first, DType toType, Object to, int at, int count) {
        if (fromType == toType) {
            System.arraycopy(from, first, to, at, count);
            return;
        }
        switch (toType) {
            case BOOL -> Truths.of(fromType, from, first, (byte[]) to, at, count);
            case INT8, UINT8 -> toBytes(fromType, from, first, (byte[]) to, at, count);
            case INT16 -> toShorts(fromType, from, first, (short[]) to, at, count);
            case INT32 -> toInts(fromType, from, first, (int[]) to, at, count);
            case INT64 -> toLongs(fromType, from, first, (long[]) to, at, count);
            case FLOAT32 -> toFloats(fromType, from, first, (float[]) to, at, count);
            case FLOAT64 -> toDoubles(fromType, from, first, (double[]) to, at, count);
        }
    }

    private static void toBytes(DType type, Object from, int first, byte[] to, int at, int count) {
        switch (type) {
            case INT16 -> toBytes((short[]) from, first, to, at, count);
            case INT32 -> toBytes((int[]) from, first, to, at, count);
            case INT64 -> toBytes((long[]) from, first, to, at, count);
            case FLOAT32 -> toBytes((float[]) from, first, to, at, count);
            case FLOAT64 -> toBytes((double[]) from, first, to, at, count);
            default -> System.arraycopy(from, first, to, at, count);
        }
    }

    private static void toShorts(
            DType type, Object from, int first, short[] to, int at, int count) {
        switch (type) {
            case BOOL, UINT8 -> unsignedToShorts((byte[]) from, first, to, at, count);
            case INT8 -> toShorts((byte[]) from, first, to, at, count);
            case INT32 -> toShorts((int[]) from, first, to, at, count);
            case INT64 -> toShorts((long[]) from, first, to, at, count);
            case FLOAT32 -> toShorts((float[]) from, first, to, at, count);
            case FLOAT64 -> toShorts((double[]) from, first, to, at, count);
            case INT16 -> System.arraycopy(from, first, to, at, count);
        }
    }

    private static void toInts(DType type, Object from, int first, int[] to, int at, int count) {
        switch (type) {
            case BOOL, UINT8 -> unsignedToInts((byte[]) from, first, to, at, count);
            case INT8 -> toInts((byte[]) from, first, to, at, count);
            case INT16 -> toInts((short[]) from, first, to, at, count);
            case INT64 -> toInts((long[]) from, first, to, at, count);
            case FLOAT32 -> toInts((float[]) from, first, to, at, count);
            case FLOAT64 -> toInts((double[]) from, first, to, at, count);
            case INT32 -> System.arraycopy(from, first, to, at, count);
        }
    }

    private static void toLongs(DType type, Object from, int first, long[] to, int at, int count) {
        switch (type) {
            case BOOL, UINT8 -> unsignedToLongs((byte[]) from, first, to, at, count);
            case INT8 -> toLongs((byte[]) from, first, to, at, count);
            case INT16 -> toLongs((short[]) from, first, to, at, count);
            case INT32 -> toLongs((int[]) from, first, to, at, count);
            case FLOAT32 -> toLongs((float[]) from, first, to, at, count);
            case FLOAT64 -> toLongs((double[]) from, first, to, at, count);
            case INT64 -> System.arraycopy(from, first, to, at, count);
        }
    }

    private static void toFloats(
            DType type, Object from, int first, float[] to, int at, int count) {
        switch (type) {
            case BOOL, UINT8 -> unsignedToFloats((byte[]) from, first, to, at, count);
            case INT8 -> toFloats((byte[]) from, first, to, at, count);
            case INT16 -> toFloats((short[]) from, first, to, at, count);
            case INT32 -> toFloats((int[]) from, first, to, at, count);
            case INT64 -> toFloats((long[]) from, first, to, at, count);
            case FLOAT64 -> toFloats((double[]) from, first, to, at, count);
            case FLOAT32 -> System.arraycopy(from, first, to, at, count);
        }
    }

    private static void toDoubles(
            DType type, Object from, int first, double[] to, int at, int count) {
        switch (type) {
            case BOOL, UINT8 -> unsignedToDoubles((byte[]) from, first, to, at, count);
            case INT8 -> toDoubles((byte[]) from, first, to, at, count);
            case INT16 -> toDoubles((short[]) from, first, to, at, count);
            case INT32 -> toDoubles((int[]) from, first, to, at, count);
            case INT64 -> toDoubles((long[]) from, first, to, at, count);
            case FLOAT32 -> toDoubles((float[]) from, first, to, at, count);
            case FLOAT64 -> System.arraycopy(from, first, to, at, count);
        }
    }

    private static void toBytes(short[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) from[first + i];
        }
    }

    private static void toBytes(int[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) from[first + i];
        }
    }

    private static void toBytes(long[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) from[first + i];
        }
    }

    private static void toBytes(float[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (int) from[first + i];
        }
    }

    private static void toBytes(double[] from, int first, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (byte) (int) from[first + i];
        }
    }

    private static void unsignedToShorts(byte[] from, int first, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (short) (from[first + i] & 0xff);
        }
    }

    private static void toShorts(byte[] from, int first, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toShorts(int[] from, int first, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (short) from[first + i];
        }
    }

    private static void toShorts(long[] from, int first, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (short) from[first + i];
        }
    }

    private static void toShorts(float[] from, int first, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (short) (int) from[first + i];
        }
    }

    private static void toShorts(double[] from, int first, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (short) (int) from[first + i];
        }
    }

    private static void unsignedToInts(byte[] from, int first, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i] & 0xff;
        }
    }

    private static void toInts(byte[] from, int first, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toInts(short[] from, int first, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toInts(long[] from, int first, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (int) from[first + i];
        }
    }

    private static void toInts(float[] from, int first, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (int) from[first + i];
        }
    }

    private static void toInts(double[] from, int first, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (int) from[first + i];
        }
    }

    private static void unsignedToLongs(byte[] from, int first, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i] & 0xff;
        }
    }

    private static void toLongs(byte[] from, int first, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toLongs(short[] from, int first, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toLongs(int[] from, int first, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toLongs(float[] from, int first, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (long) from[first + i];
        }
    }

    private static void toLongs(double[] from, int first, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (long) from[first + i];
        }
    }

    private static void unsignedToFloats(byte[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i] & 0xff;
        }
    }

    private static void toFloats(byte[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toFloats(short[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toFloats(int[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toFloats(long[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toFloats(double[] from, int first, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = (float) from[first + i];
        }
    }

    private static void unsignedToDoubles(byte[] from, int first, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i] & 0xff;
        }
    }

    private static void toDoubles(byte[] from, int first, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toDoubles(short[] from, int first, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toDoubles(int[] from, int first, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toDoubles(long[] from, int first, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }

    private static void toDoubles(float[] from, int first, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from[first + i];
        }
    }
}
