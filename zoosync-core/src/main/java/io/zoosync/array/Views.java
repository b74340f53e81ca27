package io.zoosync.array;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Arrays over the memory of other ones. */
final class Views {
    private Views() {}

    /** Where an element is in the storage, in bytes. */
    static long at(ZooArray a, long... index) {
        long[] shape = a.shapeRef();
        if (index.length != shape.length) {
            throw wrongNumber(a, index);
        }
        return partial(a, index);
    }

    /** Where the part of an array with these first indices begins. */
    private static long partial(ZooArray a, long[] index) {
        long[] shape = a.shapeRef();
        long[] strides = a.stridesRef();
        long at = a.offset();
        for (int axis = 0; axis < index.length; axis++) {
            long i = index[axis] < 0 ? index[axis] + shape[axis] : index[axis];
            if (i < 0 || i >= shape[axis]) {
                throw Shapes.outOfBounds(shape, index);
            }
            at += i * strides[axis];
        }
        return at;
    }

    /** The error for an element that was given by too few or too many indices. */
    static IndexOutOfBoundsException wrongNumber(ZooArray a, long... index) {
        return new IndexOutOfBoundsException(
                "index "
                        + Arrays.toString(index)
                        + " does not name an element of shape "
                        + Arrays.toString(a.shapeRef()));
    }

    static ZooArray index(ZooArray a, long... indices) {
        long[] shape = a.shapeRef();
        if (indices.length > shape.length) {
            throw new IndexOutOfBoundsException(
                    "too many indices: index "
                            + Arrays.toString(indices)
                            + ", shape "
                            + Arrays.toString(shape));
        }
        return a.view(
                partial(a, indices),
                Arrays.copyOfRange(shape, indices.length, shape.length),
                Arrays.copyOfRange(a.stridesRef(), indices.length, shape.length));
    }

    static ZooArray slice(ZooArray a, Slice... slices) {
        return new Slicing(a, slices).view();
    }

    static ZooArray reshape(ZooArray a, long... asked) {
        long[] shape = completed(a, asked);
        if (a.isContiguous()) {
            return a.view(a.offset(), shape, Shapes.cStrides(shape, a.dtype().bytes()));
        }
        long[] strides = Reshaping.strides(a.shapeRef(), a.stridesRef(), shape);
        if (strides != null) {
            return a.view(a.offset(), shape, strides);
        }
        ZooArray copy = a.copy();
        return ZooArray.whole(copy.storage(), copy.dtype(), shape);
    }

    /** The shape with its -1 replaced by what is left. */
    private static long[] completed(ZooArray a, long[] asked) {
        long[] shape = asked.clone();
        int unknown = -1;
        long known = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] == -1 && unknown < 0) {
                unknown = axis;
            } else if (shape[axis] < 0) {
                throw cannotReshape(a, asked);
            } else {
                known = saturatedProduct(known, shape[axis]);
            }
        }
        if (unknown >= 0 && known > 0 && a.size() % known == 0) {
            shape[unknown] = a.size() / known;
            known = a.size();
        } else if (unknown >= 0) {
            throw cannotReshape(a, asked);
        }
        if (known != a.size() || shape.length > Shapes.MAX_RANK) {
            throw cannotReshape(a, asked);
        }
        return shape;
    }

    private static long saturatedProduct(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
    }

    private static IllegalArgumentException cannotReshape(ZooArray a, long[] asked) {
        return new IllegalArgumentException(
                "cannot reshape "
                        + Arrays.toString(a.shapeRef())
                        + " (size "
                        + a.size()
                        + ") to "
                        + Arrays.toString(asked));
    }

    static ZooArray transpose(ZooArray a) {
        int rank = a.rank();
        int[] axes = new int[rank];
        for (int i = 0; i < rank; i++) {
            axes[i] = rank - 1 - i;
        }
        return transpose(a, axes);
    }

    static ZooArray transpose(ZooArray a, int... axes) {
        int rank = a.rank();
        long[] shape = new long[rank];
        long[] strides = new long[rank];
        boolean[] seen = new boolean[rank];
        boolean permutation = axes.length == rank;
        for (int i = 0; permutation && i < rank; i++) {
            int axis = axes[i] < 0 ? axes[i] + rank : axes[i];
            permutation = axis >= 0 && axis < rank && !seen[axis];
            if (permutation) {
                seen[axis] = true;
                shape[i] = a.shapeRef()[axis];
                strides[i] = a.stridesRef()[axis];
            }
        }
        if (!permutation) {
            throw new IllegalArgumentException(
                    "axes "
                            + Arrays.toString(axes)
                            + " are no order of the axes of shape "
                            + Arrays.toString(a.shapeRef()));
        }
        return a.view(a.offset(), shape, strides);
    }

    static ZooArray swapAxes(ZooArray a, int first, int second) {
        int[] axes = new int[a.rank()];
        Arrays.setAll(axes, i -> i);
        int i = Shapes.axis(first, a.shapeRef());
        int j = Shapes.axis(second, a.shapeRef());
        axes[i] = j;
        axes[j] = i;
        return transpose(a, axes);
    }

    static ZooArray newAxis(ZooArray a, int axis) {
        int rank = a.rank();
        int at = axis < 0 ? axis + rank + 1 : axis;
        if (at < 0 || at > rank || rank == Shapes.MAX_RANK) {
            throw new IllegalArgumentException(
                    "no axis " + axis + " can be added to shape " + Arrays.toString(a.shapeRef()));
        }
        return a.view(a.offset(), inserted(a.shapeRef(), at, 1), inserted(a.stridesRef(), at, 0));
    }

    private static long[] inserted(long[] values, int at, long value) {
        long[] result = new long[values.length + 1];
        System.arraycopy(values, 0, result, 0, at);
        result[at] = value;
        System.arraycopy(values, at, result, at + 1, values.length - at);
        return result;
    }

    static ZooArray squeeze(ZooArray a) {
        return without(a, axis -> a.shapeRef()[axis] == 1);
    }

    static ZooArray squeeze(ZooArray a, int axis) {
        int squeezed = Shapes.axis(axis, a.shapeRef());
        if (a.shapeRef()[squeezed] != 1) {
            throw new IllegalArgumentException(
                    "axis "
                            + axis
                            + " cannot be removed, its length is not 1: shape "
                            + Arrays.toString(a.shapeRef()));
        }
        return without(a, i -> i == squeezed);
    }

    private static ZooArray without(ZooArray a, IntPredicate removed) {
        long[] shape = new long[a.rank()];
        long[] strides = new long[a.rank()];
        int kept = 0;
        for (int axis = 0; axis < a.rank(); axis++) {
            if (!removed.test(axis)) {
                shape[kept] = a.shapeRef()[axis];
                strides[kept++] = a.stridesRef()[axis];
            }
        }
        return a.view(a.offset(), Arrays.copyOf(shape, kept), Arrays.copyOf(strides, kept));
    }

    static ZooArray broadcastTo(ZooArray a, long... shape) {
        Shapes.checkedBytes(DType.BOOL, shape);
        return a.view(
                a.offset(), shape, Shapes.broadcastStrides(a.shapeRef(), a.stridesRef(), shape));
    }
}
