package io.zoosync.array;

/**
 * Finds strides with which an array that is not contiguous is seen in another shape.
 *
 * <p>Both shapes are walked at once. As soon as some axes of one have the size of some axes of the
 * other, the old ones must lie one in the other without gaps, and the new ones divide their range.
 */
final class Reshaping {
    private final long[] shape;
    private final long[] strides;
    private final long[] newShape;
    private final long[] newStrides;

    private Reshaping(long[] shape, long[] strides, long[] newShape) {
        this.shape = shape;
        this.strides = strides;
        this.newShape = newShape;
        this.newStrides = new long[newShape.length];
    }

    /** The strides; null if there are none. Both shapes are of the same size, which is not 0. */
    static long[] strides(long[] shape, long[] strides, long[] newShape) {
        Reshaping reshaping = new Reshaping(shape, strides, newShape);
        return reshaping.walk() ? reshaping.newStrides : null;
    }

    private boolean walk() {
        int oldTo = 0;
        int newTo = 0;
        boolean possible = true;
        while (possible && newTo < newShape.length) {
            int oldFrom = oldTo;
            int newFrom = newTo;
            long oldSize = 1;
            long newSize = 1;
            do {
                newSize *= newShape[newTo++];
                while (oldSize < newSize) {
                    oldSize *= shape[oldTo++];
                }
            } while (newSize < oldSize);
            long innermost = innermostStride(oldFrom, oldTo);
            possible = isDense(oldFrom, oldTo, innermost);
            divide(newFrom, newTo, innermost);
        }
        return possible;
    }

    /** The stride of the last of these axes that is longer than 1. */
    private long innermostStride(int from, int to) {
        for (int axis = to - 1; axis >= from; axis--) {
            if (shape[axis] != 1) {
                return strides[axis];
            }
        }
        return 0;
    }

    private boolean isDense(int from, int to, long innermost) {
        long expected = innermost;
        for (int axis = to - 1; axis >= from; axis--) {
            if (shape[axis] != 1) {
                if (strides[axis] != expected) {
                    return false;
                }
                expected *= shape[axis];
            }
        }
        return true;
    }

    private void divide(int from, int to, long innermost) {
        long stride = innermost;
        for (int axis = to - 1; axis >= from; axis--) {
            newStrides[axis] = stride;
            stride *= newShape[axis];
        }
    }
}
