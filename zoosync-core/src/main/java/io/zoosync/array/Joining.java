package io.zoosync.array;

import java.util.Arrays;

/** Arrays beside each other. */
final class Joining {
    private Joining() {}

    static ZooArray concatenate(int axis, ZooArray... arrays) {
        if (arrays.length == 0) {
            throw new IllegalArgumentException("there are no arrays to concatenate");
        }
        long[] shape = arrays[0].shape();
        int along = Shapes.axis(axis, shape);
        DType type = arrays[0].dtype();
        for (int i = 1; i < arrays.length; i++) {
            long[] other = arrays[i].shape();
            if (other.length != shape.length || !equalButFor(along, shape, other)) {
                throw new IllegalArgumentException(
                        "shapes "
                                + Arrays.toString(arrays[0].shapeRef())
                                + " and "
                                + Arrays.toString(other)
                                + " cannot be concatenated along axis "
                                + axis);
            }
            shape[along] += other[along];
            type = DType.promote(type, arrays[i].dtype());
        }
        ZooArray result = ZooArray.allocate(type, shape);
        long at = 0;
        for (ZooArray array : arrays) {
            long[] part = array.shapeRef();
            long offset = at * result.stridesRef()[along];
            Assignment.move(array, result.view(offset, part, result.stridesRef()));
            at += part[along];
        }
        return result;
    }

    private static boolean equalButFor(int axis, long[] a, long[] b) {
        for (int i = 0; i < a.length; i++) {
            if (i != axis && a[i] != b[i]) {
                return false;
            }
        }
        return true;
    }

    static ZooArray stack(int axis, ZooArray... arrays) {
        if (arrays.length == 0) {
            throw new IllegalArgumentException("there are no arrays to stack");
        }
        long[] part = arrays[0].shapeRef();
        DType type = arrays[0].dtype();
        for (ZooArray array : arrays) {
            if (!Arrays.equals(array.shapeRef(), part)) {
                throw new IllegalArgumentException(
                        "shapes "
                                + Arrays.toString(part)
                                + " and "
                                + Arrays.toString(array.shapeRef())
                                + " cannot be stacked");
            }
            type = DType.promote(type, array.dtype());
        }
        long[] shape = Axes.inserted(part, Axes.newAxis(axis, part), arrays.length);
        ZooArray result = ZooArray.allocate(type, shape);
        int along = Axes.newAxis(axis, part);
        long[] strides = Axes.without(result.stridesRef(), along);
        for (int i = 0; i < arrays.length; i++) {
            long offset = i * result.stridesRef()[along];
            Assignment.move(arrays[i], result.view(offset, part, strides));
        }
        return result;
    }
}
