package io.zoosync.array;

import java.util.Arrays;

/** Parts of an array at indices along one axis, which need not be in order. */
final class Indexing {
    private final DType type;
    private final Runs runs;
    private final long[] places;

    /** Walks the axes before the indexed one. */
    private final Cursor outer;

    private final long outerSize;
    private final long stride;

    /** Of the axes after it. */
    private final long[] lengths;

    private final long[] strides;
    private final long innerSize;
    private final boolean isRun;
    private final long runStride;

    private Indexing(ZooArray a, ZooArray indices, int axis) {
        long[] shape = a.shapeRef();
        long[] byteStrides = a.stridesRef();
        int shift = Tiles.shift(a.dtype());
        type = a.dtype();
        runs = new Runs(a);
        places = places(indices, shape[axis], axis, shape);
        long[] outerLengths = Arrays.copyOf(shape, axis);
        outer =
                new Cursor(
                        runs, a.offset() >> shift, outerLengths, Arrays.copyOf(byteStrides, axis));
        outerSize = Shapes.size(outerLengths);
        stride = byteStrides[axis] >> shift;
        lengths = Arrays.copyOfRange(shape, axis + 1, shape.length);
        strides = Arrays.copyOfRange(byteStrides, axis + 1, shape.length);
        innerSize = Shapes.size(lengths);
        Cursor inner = new Cursor(runs, 0, lengths, strides);
        isRun = inner.left() == innerSize;
        runStride = inner.stride();
    }

    private static long[] places(ZooArray indices, long length, int axis, long[] shape) {
        if (!indices.dtype().isInteger()) {
            throw new IllegalArgumentException("indices are integers: dtype=" + indices.dtype());
        }
        long[] places = new long[Math.toIntExact(indices.size())];
        if (places.length > 0) {
            new Cursor(indices).read(DType.INT64, places, 0, places.length);
        }
        for (int i = 0; i < places.length; i++) {
            long index = places[i];
            if (index < -length || index >= length) {
                throw new IndexOutOfBoundsException(
                        "index "
                                + index
                                + " is out of bounds for axis "
                                + axis
                                + " of shape "
                                + Arrays.toString(shape));
            }
            places[i] = index < 0 ? index + length : index;
        }
        return places;
    }

    /** The shape of what is indexed: the indices' in place of the axis. */
    private static long[] shape(ZooArray a, ZooArray indices, int axis) {
        long[] shape = Arrays.copyOf(a.shapeRef(), axis + indices.rank() + a.rank() - axis - 1);
        System.arraycopy(indices.shapeRef(), 0, shape, axis, indices.rank());
        int after = axis + indices.rank();
        System.arraycopy(a.shapeRef(), axis + 1, shape, after, shape.length - after);
        return shape;
    }

    static ZooArray take(ZooArray a, ZooArray indices, int axis) {
        int along = Shapes.axis(axis, a.shapeRef());
        ZooArray result = ZooArray.allocate(a.dtype(), shape(a, indices, along));
        Indexing indexing = new Indexing(a, indices, along);
        if (result.size() > 0) {
            indexing.take(new Cursor(result));
        }
        return result;
    }

    static ZooArray put(ZooArray a, ZooArray indices, int axis, ZooArray values) {
        int along = Shapes.axis(axis, a.shapeRef());
        ZooArray source = Overlap.isShared(a, values) ? values.copy() : values;
        ZooArray fitting = source.broadcastTo(shape(a, indices, along));
        Indexing indexing = new Indexing(a, indices, along);
        if (fitting.size() > 0) {
            indexing.put(new Cursor(fitting));
        }
        return a;
    }

    private int tileLength() {
        return (int) Math.max(1, Math.min(innerSize, Tiles.BYTES / type.bytes()));
    }

    private void take(Cursor to) {
        int most = Tiles.BYTES / type.bytes();
        Object tile = Tiles.create(type, most);
        int filled = 0;
        for (long i = 0; i < outerSize; i++) {
            for (long place : places) {
                long first = outer.position() + place * stride;
                Cursor inner = isRun ? null : new Cursor(runs, first, lengths, strides);
                for (long done = 0; done < innerSize; ) {
                    int count = (int) Math.min(most - filled, innerSize - done);
                    read(inner, first + done * runStride, tile, filled, count);
                    done += count;
                    filled += count;
                    if (filled == most) {
                        to.write(type, tile, 0, filled);
                        filled = 0;
                    }
                }
            }
            outer.skip(1);
        }
        to.write(type, tile, 0, filled);
    }

    private void read(Cursor inner, long first, Object tile, int at, int count) {
        if (inner == null) {
            runs.get(first, runStride, tile, at, count);
        } else {
            inner.read(type, tile, at, count);
        }
    }

    private void put(Cursor from) {
        int most = tileLength();
        Object tile = Tiles.create(type, most);
        for (long i = 0; i < outerSize; i++) {
            for (long place : places) {
                long first = outer.position() + place * stride;
                Cursor inner = isRun ? null : new Cursor(runs, first, lengths, strides);
                for (long done = 0; done < innerSize; done += most) {
                    int count = (int) Math.min(most, innerSize - done);
                    from.read(type, tile, 0, count);
                    if (inner == null) {
                        runs.put(first + done * runStride, runStride, tile, 0, count);
                    } else {
                        inner.write(type, tile, 0, count);
                    }
                }
            }
            outer.skip(1);
        }
    }
}
