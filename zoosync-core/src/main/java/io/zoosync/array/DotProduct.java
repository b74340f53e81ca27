package io.zoosync.array;

/**
 * The sum of the products of two runs of elements. Long runs are summed in halves of halves, as
 * {@link Sums} does it: the error grows with the logarithm of their length.
 */
final class DotProduct {
    private final DType type;
    private final DotLoops.Run<Object> loop;

    /** The elements that are summed as they come. */
    private final int block;

    private final Runs left;
    private final Runs right;
    private Object a;
    private Object b;

    /**
     * @param type in which it is computed: one that {@link DotLoops} has
     */
    DotProduct(DType type, Runs left, Runs right) {
        this.type = type;
        this.loop = DotLoops.of(type);
        this.block = DotLoops.block(type);
        this.left = left;
        this.right = right;
    }

    /** Adds the dot product to {@code into[at]}, of the type. */
    void run(
            long leftFirst,
            long leftStride,
            long rightFirst,
            long rightStride,
            long count,
            Object into,
            int at) {
        if (count <= block) {
            block(leftFirst, leftStride, rightFirst, rightStride, (int) count, into, at);
            return;
        }
        long half = Sums.firstHalf(count);
        Object sum = Tiles.create(type, 1);
        run(leftFirst, leftStride, rightFirst, rightStride, half, sum, 0);
        run(
                leftFirst + half * leftStride,
                leftStride,
                rightFirst + half * rightStride,
                rightStride,
                count - half,
                sum,
                0);
        add(sum, into, at);
    }

    private void block(
            long leftFirst,
            long leftStride,
            long rightFirst,
            long rightStride,
            int count,
            Object into,
            int at) {
        boolean leftIsThere = isThere(left, leftStride);
        boolean rightIsThere = isThere(right, rightStride);
        if (!leftIsThere) {
            a = a == null ? Tiles.create(type, block) : a;
            left.get(type, leftFirst, leftStride, a, 0, count);
        }
        if (!rightIsThere) {
            b = b == null ? Tiles.create(type, block) : b;
            right.get(type, rightFirst, rightStride, b, 0, count);
        }
        loop.add(
                leftIsThere ? left.array() : a,
                leftIsThere ? (int) leftFirst : 0,
                rightIsThere ? right.array() : b,
                rightIsThere ? (int) rightFirst : 0,
                count,
                into,
                at);
    }

    /** Whether the elements lie one after another in a Java array of the type. */
    private boolean isThere(Runs runs, long stride) {
        return runs.array() != null && stride == 1 && runs.dtype() == type;
    }

    private void add(Object sum, Object into, int at) {
        switch (type) {
            case FLOAT64 -> ((double[]) into)[at] += ((double[]) sum)[0];
            case FLOAT32 -> ((float[]) into)[at] += ((float[]) sum)[0];
            case INT64 -> ((long[]) into)[at] += ((long[]) sum)[0];
            default -> ((int[]) into)[at] += ((int[]) sum)[0];
        }
    }
}
