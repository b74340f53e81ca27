package io.zoosync.array;

import java.util.Arrays;

/** Arithmetic of shapes and strides. */
final class Shapes {
    /** As NumPy's. */
    static final int MAX_RANK = 64;

    private Shapes() {}

    /** The number of elements of a shape that was checked. */
    static long size(long[] shape) {
        long size = 1;
        for (long length : shape) {
            size *= length;
        }
        return size;
    }

    /**
     * The number of bytes of an array.
     *
     * @throws IllegalArgumentException if a length is negative, there are more than {@value
     *     #MAX_RANK} or the whole is beyond a {@code long}
     */
    static long checkedBytes(DType dtype, long[] shape) {
        if (shape.length > MAX_RANK) {
            throw new IllegalArgumentException(
                    "an array has at most " + MAX_RANK + " dimensions: " + shape.length);
        }
        long bytes = dtype.bytes();
        boolean empty = false;
        for (long length : shape) {
            if (length < 0) {
                throw new IllegalArgumentException(
                        "a length is negative: shape=" + Arrays.toString(shape));
            }
            empty |= length == 0;
            long high = Math.multiplyHigh(bytes, Math.max(length, 1));
            bytes *= Math.max(length, 1);
            if (high != 0 || bytes < 0) {
                throw new IllegalArgumentException(
                        "too many elements: shape=" + Arrays.toString(shape) + ", dtype=" + dtype);
            }
        }
        return empty ? 0 : bytes;
    }

    /** The strides in bytes of a C-ordered array. */
    static long[] cStrides(long[] shape, int elementBytes) {
        long[] strides = new long[shape.length];
        long stride = elementBytes;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= Math.max(shape[axis], 1);
        }
        return strides;
    }

    /** The strides in bytes of a Fortran-ordered array. */
    static long[] fortranStrides(long[] shape, int elementBytes) {
        long[] strides = new long[shape.length];
        long stride = elementBytes;
        for (int axis = 0; axis < shape.length; axis++) {
            strides[axis] = stride;
            stride *= Math.max(shape[axis], 1);
        }
        return strides;
    }

    /**
     * Whether all elements of a shape that was checked are aligned to their size and lie in a
     * storage of so many bytes.
     */
    static boolean isWithin(
            long bytes, int elementBytes, long offset, long[] shape, long[] strides) {
        long lowest = offset;
        long highest = offset;
        boolean within = offset >= 0 && offset <= bytes && offset % elementBytes == 0;
        boolean empty = false;
        for (int axis = 0; within && axis < shape.length; axis++) {
            long steps = Math.max(shape[axis] - 1, 0);
            long most = steps == 0 ? Long.MAX_VALUE : bytes / steps;
            within =
                    strides[axis] % elementBytes == 0
                            && strides[axis] <= most
                            && strides[axis] >= -most;
            if (within && steps > 0) {
                lowest += Math.min(steps * strides[axis], 0);
                highest += Math.max(steps * strides[axis], 0);
            }
            empty |= shape[axis] == 0;
        }
        return within && (empty || lowest >= 0 && highest <= bytes - elementBytes);
    }

    /** Whether the elements lie in C order without gaps. */
    static boolean isContiguous(long[] shape, long[] strides, int elementBytes) {
        long expected = elementBytes;
        boolean dense = true;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            long length = shape[axis];
            if (length == 0) {
                return true;
            }
            if (length != 1) {
                dense &= strides[axis] == expected;
                expected *= length;
            }
        }
        return dense;
    }

    /**
     * The shape that these broadcast to: aligned at their last axes, each length 1 or common.
     *
     * @throws IllegalArgumentException if they do not
     */
    static long[] broadcast(long[]... shapes) {
        long[] result = shapes[0];
        for (int i = 1; i < shapes.length; i++) {
            if (!Arrays.equals(result, shapes[i])) {
                result = broadcast(result, shapes[i], shapes);
            }
        }
        return result;
    }

    private static long[] broadcast(long[] a, long[] b, long[][] all) {
        long[] result = new long[Math.max(a.length, b.length)];
        for (int back = 1; back <= result.length; back++) {
            long m = back <= a.length ? a[a.length - back] : 1;
            long n = back <= b.length ? b[b.length - back] : 1;
            if (m != n && m != 1 && n != 1) {
                throw new IllegalArgumentException(doNotBroadcast(all));
            }
            result[result.length - back] = m == 1 ? n : m;
        }
        return result;
    }

    private static String doNotBroadcast(long[]... shapes) {
        StringBuilder text = new StringBuilder("shapes ");
        for (int i = 0; i < shapes.length; i++) {
            text.append(i == 0 ? "" : i == shapes.length - 1 ? " and " : ", ");
            text.append(Arrays.toString(shapes[i]));
        }
        return text.append(" do not broadcast").toString();
    }

    /**
     * The strides with which an array of shape {@code from} is read as one of shape {@code to}.
     *
     * @throws IllegalArgumentException if it cannot be
     */
    static long[] broadcastStrides(long[] from, long[] strides, long[] to) {
        int added = to.length - from.length;
        long[] result = new long[to.length];
        boolean fits = added >= 0;
        for (int axis = 0; fits && axis < from.length; axis++) {
            fits = from[axis] == to[axis + added] || from[axis] == 1;
            result[axis + added] = from[axis] == to[axis + added] ? strides[axis] : 0;
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    "shape "
                            + Arrays.toString(from)
                            + " does not broadcast to "
                            + Arrays.toString(to));
        }
        return result;
    }

    /**
     * Counts a negative axis from the last one.
     *
     * @throws IllegalArgumentException if there is no such axis
     */
    static int axis(int axis, long[] shape) {
        int rank = shape.length;
        if (axis < -rank || axis >= rank) {
            throw new IllegalArgumentException(
                    "axis " + axis + " is out of bounds for shape " + Arrays.toString(shape));
        }
        return axis < 0 ? axis + rank : axis;
    }

    /** The error for an index. */
    static IndexOutOfBoundsException outOfBounds(long[] shape, long... index) {
        return new IndexOutOfBoundsException(
                "index "
                        + Arrays.toString(index)
                        + " is out of bounds for shape "
                        + Arrays.toString(shape));
    }
}
