package io.zoosync.array;

/**
 * Walks the elements of a view in C order and moves them to and from tiles. Axes that lie one in
 * the other without gaps are walked as one; the innermost axis that is left is the run. Positions
 * count elements from the start of the storage. For one thread.
 */
final class Cursor {
    private final Runs runs;
    private final DType dtype;

    /** Of all axes but the run, outermost first. */
    private final long[] lengths;

    private final long[] strides;
    private final long[] index;
    private final int outer;

    private final long runLength;
    private final long runStride;

    /** Where the run starts, and how much of it was passed. */
    private long start;

    private long passed;

    private Object raw;
    private int rawLength;

    /** A cursor at the first element of a whole array. */
    Cursor(ZooArray array) {
        this(array, array.shapeRef(), array.stridesRef());
    }

    /** A cursor at the first element of an array seen with other axes. */
    Cursor(ZooArray array, long[] shape, long[] byteStrides) {
        this(new Runs(array), array.offset() >> Tiles.shift(array.dtype()), shape, byteStrides);
    }

    /** A cursor at an element, from which the strides lead on. */
    Cursor(Runs runs, long first, long[] shape, long[] byteStrides) {
        this.runs = runs;
        this.dtype = runs.dtype();
        this.start = first;
        int shift = Tiles.shift(dtype);
        lengths = new long[shape.length];
        strides = new long[shape.length];
        int count = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            long length = shape[axis];
            long stride = byteStrides[axis] >> shift;
            if (length == 1) {
                continue;
            }
            if (count > 0 && strides[count - 1] == stride * length) {
                lengths[count - 1] *= length;
                strides[count - 1] = stride;
            } else {
                lengths[count] = length;
                strides[count++] = stride;
            }
        }
        outer = Math.max(0, count - 1);
        index = new long[outer];
        runLength = count == 0 ? 1 : lengths[outer];
        runStride = count == 0 ? 0 : strides[outer];
    }

    DType dtype() {
        return dtype;
    }

    /** The Java array that holds the elements, null if there is none. */
    Object array() {
        return runs.array();
    }

    /** How many elements of this run are left. */
    long left() {
        return runLength - passed;
    }

    /** The next element's position. */
    long position() {
        return start + passed * runStride;
    }

    /** The distance of the run's elements. */
    long stride() {
        return runStride;
    }

    /** Whether all elements are the same one. */
    boolean isSingle() {
        return runStride == 0 && outer == 0;
    }

    /** Passes elements of this run. */
    void skip(long count) {
        passed += count;
        if (passed == runLength) {
            nextRun();
        }
    }

    private void nextRun() {
        passed = 0;
        for (int axis = outer - 1; axis >= 0; axis--) {
            start += strides[axis];
            if (++index[axis] < lengths[axis]) {
                return;
            }
            start -= strides[axis] * lengths[axis];
            index[axis] = 0;
        }
    }

    /** Copies the next element to the start of a tile of a type, and stays before it. */
    void peek(DType as, Object tile) {
        runs.get(as, position(), 1, tile, 0, 1);
    }

    /** Copies the next elements into a tile of a type. */
    void read(DType as, Object tile, int at, int count) {
        if (dtype == as) {
            read(tile, at, count);
        } else if (runs.array() != null && runStride == 1 && left() >= count) {
            Casts.cast(dtype, runs.array(), (int) position(), as, tile, at, count);
            skip(count);
        } else {
            read(raw(count), 0, count);
            Casts.cast(dtype, raw, 0, as, tile, at, count);
        }
    }

    private void read(Object tile, int at, int count) {
        int done = 0;
        while (done < count) {
            int n = (int) Math.min(count - done, left());
            runs.get(position(), runStride, tile, at + done, n);
            skip(n);
            done += n;
        }
    }

    /** Copies a tile of a type to the next elements. */
    void write(DType of, Object tile, int at, int count) {
        if (dtype == of) {
            write(tile, at, count);
        } else if (runs.array() != null && runStride == 1 && left() >= count) {
            Casts.cast(of, tile, at, dtype, runs.array(), (int) position(), count);
            skip(count);
        } else {
            Casts.cast(of, tile, at, dtype, raw(count), 0, count);
            write(raw, 0, count);
        }
    }

    private void write(Object tile, int at, int count) {
        int done = 0;
        while (done < count) {
            int n = (int) Math.min(count - done, left());
            runs.put(position(), runStride, tile, at + done, n);
            skip(n);
            done += n;
        }
    }

    /** A tile of the memory's own type. */
    private Object raw(int count) {
        if (rawLength < count) {
            raw = Tiles.create(dtype, count);
            rawLength = count;
        }
        return raw;
    }
}
