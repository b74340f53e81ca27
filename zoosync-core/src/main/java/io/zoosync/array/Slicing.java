package io.zoosync.array;

import java.util.Arrays;

/** Applies slices to an array, one after the other. */
final class Slicing {
    private final ZooArray array;
    private final Slice[] slices;
    private final long[] shape;
    private final long[] strides;
    private long offset;
    private int from; // the next axis of the array
    private int to; // the next axis of the view

    Slicing(ZooArray array, Slice... slices) {
        this.array = array;
        this.slices = slices;
        this.shape = new long[array.rank() + slices.length];
        this.strides = new long[array.rank() + slices.length];
        this.offset = array.offset();
    }

    ZooArray view() {
        int unnamed = array.rank() - named();
        if (unnamed < 0) {
            throw new IndexOutOfBoundsException(
                    "too many slices: " + describe() + " of " + Arrays.toString(array.shapeRef()));
        }
        boolean elided = false;
        for (Slice slice : slices) {
            switch (slice.kind()) {
                case RANGE -> takeRange(slice);
                case INDEX -> takeIndex(slice);
                case NEW_AXIS -> add(1, 0);
                case ELLIPSIS -> {
                    if (elided) {
                        throw new IllegalArgumentException("more than one ...: " + describe());
                    }
                    elided = true;
                    takeWhole(unnamed);
                }
            }
        }
        takeWhole(array.rank() - from);
        if (to > Shapes.MAX_RANK) {
            throw new IllegalArgumentException("too many dimensions: " + to);
        }
        return array.view(offset, Arrays.copyOf(shape, to), Arrays.copyOf(strides, to));
    }

    /** How many axes of the array the slices name. */
    private int named() {
        int named = 0;
        for (Slice slice : slices) {
            if (slice.kind() == Slice.Kind.RANGE || slice.kind() == Slice.Kind.INDEX) {
                named++;
            }
        }
        return named;
    }

    private void takeRange(Slice slice) {
        long length = array.shapeRef()[from];
        long stride = array.stridesRef()[from];
        long count = slice.count(length);
        if (count > 0) {
            offset += slice.first(length) * stride;
        }
        // a step beyond the axis takes one element, and its product with the stride may overflow
        add(count, count > 1 ? slice.step() * stride : stride);
        from++;
    }

    private void takeIndex(Slice slice) {
        long length = array.shapeRef()[from];
        long index = slice.index() < 0 ? slice.index() + length : slice.index();
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException(
                    String.format(
                            "index %d is out of bounds for axis %d of shape %s",
                            slice.index(), from, Arrays.toString(array.shapeRef())));
        }
        offset += index * array.stridesRef()[from];
        from++;
    }

    private void takeWhole(int axes) {
        for (int i = 0; i < axes; i++) {
            add(array.shapeRef()[from], array.stridesRef()[from]);
            from++;
        }
    }

    private void add(long length, long stride) {
        shape[to] = length;
        strides[to++] = stride;
    }

    private String describe() {
        return Arrays.toString(slices);
    }
}
