package io.zoosync.array;

import java.util.Arrays;

/** Shapes and strides with an axis more, less or elsewhere. */
final class Axes {
    private Axes() {}

    /** The values without one axis's. */
    static long[] without(long[] values, int axis) {
        long[] rest = new long[values.length - 1];
        System.arraycopy(values, 0, rest, 0, axis);
        System.arraycopy(values, axis + 1, rest, axis, rest.length - axis);
        return rest;
    }

    /** The values with one more before {@code axis}. */
    static long[] inserted(long[] values, int axis, long value) {
        long[] more = new long[values.length + 1];
        System.arraycopy(values, 0, more, 0, axis);
        more[axis] = value;
        System.arraycopy(values, axis, more, axis + 1, values.length - axis);
        return more;
    }

    /** The values with one axis's set. */
    static long[] with(long[] values, int axis, long value) {
        long[] changed = values.clone();
        changed[axis] = value;
        return changed;
    }

    /** The values with one axis's moved to the end. */
    static long[] toEnd(long[] values, int axis) {
        return inserted(without(values, axis), values.length - 1, values[axis]);
    }

    /** The same array with one axis moved to the end. */
    static ZooArray toEnd(ZooArray a, int axis) {
        return axis == a.rank() - 1
                ? a
                : a.view(a.offset(), toEnd(a.shapeRef(), axis), toEnd(a.stridesRef(), axis));
    }

    /** The same array with the last axis moved to a place. */
    static ZooArray fromEnd(ZooArray a, int axis) {
        int last = a.rank() - 1;
        long[] shape = a.shapeRef();
        long[] strides = a.stridesRef();
        return a.view(
                a.offset(),
                inserted(without(shape, last), axis, shape[last]),
                inserted(without(strides, last), axis, strides[last]));
    }

    /**
     * Counts the place of a new axis from the end if it is negative.
     *
     * @throws IllegalArgumentException if there is no such place
     */
    static int newAxis(int axis, long[] shape) {
        int places = shape.length + 1;
        if (axis < -places || axis >= places) {
            throw new IllegalArgumentException(
                    "axis "
                            + axis
                            + " is out of bounds for a new axis of shape "
                            + Arrays.toString(shape));
        }
        return axis < 0 ? axis + places : axis;
    }
}
