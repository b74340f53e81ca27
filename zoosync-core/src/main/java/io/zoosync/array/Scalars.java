package io.zoosync.array;

/**
 * Single numbers beside arrays. As in NumPy 2 they take the array's type where that is of their
 * kind: an integer beside integers or floating-point numbers, a floating-point number beside
 * floating-point numbers. Otherwise an integer is {@link DType#INT64}, a floating-point number
 * {@link DType#FLOAT64}.
 */
final class Scalars {
    private Scalars() {}

    /** A number beside an array. */
    static ZooArray beside(ZooArray array, double value) {
        return of(array.dtype().isFloating() ? array.dtype() : DType.FLOAT64, value);
    }

    /**
     * An integer beside an array.
     *
     * @throws IllegalArgumentException if it is out of the range of the array's type
     */
    static ZooArray beside(ZooArray array, long value) {
        DType type = array.dtype() == DType.BOOL ? DType.INT64 : array.dtype();
        if (!fits(type, value)) {
            throw new IllegalArgumentException(value + " is out of range of " + type);
        }
        return of(type, value);
    }

    /** An integer beside an array, of a type that both fit. */
    static ZooArray besideOrWider(ZooArray array, long value) {
        DType type = array.dtype();
        return of(type != DType.BOOL && fits(type, value) ? type : DType.INT64, value);
    }

    /** Whether an integer is in the range of a type. */
    static boolean fits(DType type, long value) {
        return type.isFloating() || value >= least(type) && value <= greatest(type);
    }

    /** The smallest number of a type of integers. */
    static long least(DType type) {
        return switch (type) {
            case BOOL, UINT8 -> 0;
            default -> -1L << 8 * type.bytes() - 1;
        };
    }

    /** The greatest number of a type of integers. */
    static long greatest(DType type) {
        return switch (type) {
            case BOOL -> 1;
            case UINT8 -> 255;
            default -> ~least(type);
        };
    }

    /** An array without axes. */
    static ZooArray of(DType type, double value) {
        ZooArray scalar = ZooArray.allocate(type);
        Object tile = Tiles.create(type, 1);
        Tiles.set(type, tile, 0, value);
        new Runs(scalar).put(0, 1, tile, 0, 1);
        return scalar;
    }

    /** An array without axes; of an integer the low bits are taken. */
    static ZooArray of(DType type, long value) {
        ZooArray scalar = ZooArray.allocate(type);
        Object tile = Tiles.create(type, 1);
        Tiles.set(type, tile, 0, value);
        new Runs(scalar).put(0, 1, tile, 0, 1);
        return scalar;
    }
}
