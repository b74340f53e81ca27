package io.zoosync.array;

import java.util.Arrays;

/** Where results go: to a new array, or to one that was given. */
final class Results {
    private Results() {}

    /**
     * A new array, or {@code out} after a check.
     *
     * @param out null for a new array
     * @throws IllegalArgumentException if the inputs do not broadcast to {@code out}'s shape, or
     *     its type cannot take the result
     */
    static ZooArray of(ZooArray out, DType result, ZooArray a, ZooArray b) {
        if (out == null) {
            return ZooArray.allocate(result, shape(a.shapeRef(), b.shapeRef()));
        }
        check(out, result, a, b);
        return out;
    }

    /** As {@link #of(ZooArray, DType, ZooArray, ZooArray)}, for one input. */
    static ZooArray of(ZooArray out, DType result, ZooArray a) {
        if (out == null) {
            return ZooArray.allocate(result, a.shapeRef());
        }
        check(out, result, a);
        return out;
    }

    /** As {@link #of(ZooArray, DType, ZooArray, ZooArray)}, for three inputs. */
    static ZooArray of(ZooArray out, DType result, ZooArray a, ZooArray b, ZooArray c) {
        if (out == null) {
            return ZooArray.allocate(
                    result, Shapes.broadcast(a.shapeRef(), b.shapeRef(), c.shapeRef()));
        }
        check(out, result, a, b, c);
        return out;
    }

    /** A new array of another's shape whose elements lie in the order of the other's memory. */
    static ZooArray like(ZooArray a, DType type) {
        if (a.isContiguous()) {
            return ZooArray.allocate(type, a.shapeRef());
        }
        long[] shape = a.shapeRef();
        long[] strides = new long[shape.length];
        long stride = type.bytes();
        int[] order = Order.of(shape, a.stridesRef());
        for (int i = order.length - 1; i >= 0; i--) {
            strides[order[i]] = stride;
            stride *= shape[order[i]];
        }
        return ZooArray.allocate(type, a.size()).view(0, shape, strides);
    }

    private static long[] shape(long[] a, long[] b) {
        return Arrays.equals(a, b) ? a : Shapes.broadcast(a, b);
    }

    private static void check(ZooArray out, DType result, ZooArray... in) {
        for (ZooArray input : in) {
            if (!Arrays.equals(out.shapeRef(), input.shapeRef())) {
                checkBroadcast(input, out);
            }
        }
        checkType(out, result);
    }

    private static void checkBroadcast(ZooArray input, ZooArray out) {
        long[] common = Shapes.broadcast(input.shapeRef(), out.shapeRef());
        if (!Arrays.equals(common, out.shapeRef())) {
            throw new IllegalArgumentException(
                    "shape "
                            + Arrays.toString(input.shapeRef())
                            + " does not broadcast to out's shape "
                            + Arrays.toString(out.shapeRef()));
        }
    }

    /** Checks that an array has a shape and a type that can take a result. */
    static void check(ZooArray out, DType result, long[] shape) {
        if (!Arrays.equals(out.shapeRef(), shape)) {
            throw new IllegalArgumentException(
                    "the result's shape "
                            + Arrays.toString(shape)
                            + " is not out's shape "
                            + Arrays.toString(out.shapeRef()));
        }
        checkType(out, result);
    }

    private static void checkType(ZooArray out, DType result) {
        if (!isTaken(out.dtype(), result)) {
            throw new IllegalArgumentException(
                    "a result of " + result + " cannot be put into out of " + out.dtype());
        }
    }

    /** NumPy's {@code same_kind}: booleans go to all, unsigned to signed to floating-point. */
    private static boolean isTaken(DType out, DType result) {
        return kind(result) <= kind(out);
    }

    private static int kind(DType type) {
        return switch (type) {
            case BOOL -> 0;
            case UINT8 -> 1;
            case INT8, INT16, INT32, INT64 -> 2;
            case FLOAT32, FLOAT64 -> 3;
        };
    }
}
