package io.zoosync.array;

/** The sum of the products of two runs of elements. */
final class DotProduct {

    private final DType type;
    private final Runs left;
    private final Runs right;
    private final int lanes;
    private Object a;
    private Object b;
    private Object sums;

    /**
     * @param type in which it is computed: one that {@link DotLoops} has
     */
    DotProduct(DType type, Runs left, Runs right) {
        this.type = type;
        this.left = left;
        this.right = right;
        this.lanes = Tiles.BYTES / type.bytes();
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
        int tileLength = (int) Math.min(lanes, count);
        if (a == null) {
            a = Tiles.create(type, lanes);
            b = Tiles.create(type, lanes);
            sums = Tiles.create(type, lanes);
        }
        Tiles.fill(type, sums, 0, tileLength, Tiles.create(type, 1));
        for (long done = 0; done < count; done += lanes) {
            int n = (int) Math.min(lanes, count - done);
            left.get(type, leftFirst + done * leftStride, leftStride, a, 0, n);
            right.get(type, rightFirst + done * rightStride, rightStride, b, 0, n);
            add(n);
        }
        sum(into, at, tileLength);
    }

    private void add(int count) {
        switch (type) {
            case FLOAT64 -> DotLoops.add((double[]) a, (double[]) b, (double[]) sums, 0, count);
            case FLOAT32 -> DotLoops.add((float[]) a, (float[]) b, (float[]) sums, 0, count);
            case INT64 -> DotLoops.add((long[]) a, (long[]) b, (long[]) sums, 0, count);
            default -> DotLoops.add((int[]) a, (int[]) b, (int[]) sums, 0, count);
        }
    }

    private void sum(Object into, int at, int count) {
        switch (type) {
            case FLOAT64 -> Sums.sum((double[]) into, at, (double[]) sums, 0, count);
            case FLOAT32 -> Sums.sum((float[]) into, at, (float[]) sums, 0, count);
            case INT64 -> Sums.sum((long[]) into, at, (long[]) sums, 0, count);
            default -> Sums.sum((int[]) into, at, (int[]) sums, 0, count);
        }
    }
}
