package io.zoosync.array;

import java.util.Arrays;

/**
 * Folds the elements of an array, all of them or along an axis, in the order in which they lie in
 * memory.
 */
final class Folding {
    /** So many elements are folded faster side by side than one after another. */
    private static final int FEW = 8;

    private final ZooArray array;
    private final Runs runs;
    private final DType type;
    private final Fold fold;
    private final int tileLength;
    private Object tile;

    private Folding(ZooArray array, Fold fold) {
        this.array = array;
        this.runs = new Runs(array);
        this.type = fold.type();
        this.fold = fold;
        this.tileLength = Tiles.BYTES / type.bytes();
    }

    // ---------------------------------------------------------------- all elements

    /** Folds all elements into one, in a Java array of the fold's type. */
    static Object all(ZooArray array, Fold fold) {
        Object result = fold.begin(1);
        if (array.size() > 0) {
            new Folding(array, fold).all(result);
        } else {
            array.storage().checkOpen();
        }
        return result;
    }

    private void all(Object result) {
        if (array.isContiguous()) {
            run(result, 0, first(), 1, array.size());
            return;
        }
        int[] order = Order.of(array.shapeRef(), array.stridesRef());
        long[] lengths = Order.pick(array.shapeRef(), order);
        long[] strides = Order.pick(array.stridesRef(), order);
        long first = array.offset();
        for (int axis = 0; axis < strides.length; axis++) {
            if (strides[axis] < 0) {
                first += (lengths[axis] - 1) * strides[axis];
                strides[axis] = -strides[axis];
            }
        }
        Cursor cursor = new Cursor(runs, first >> Tiles.shift(array.dtype()), lengths, strides);
        long left = array.size();
        while (left > 0) {
            long count = cursor.left();
            if (count >= tileLength / 2) {
                run(result, 0, cursor.position(), cursor.stride(), count);
                cursor.skip(count);
                left -= count;
            } else {
                left -= shortRuns(result, cursor, left);
            }
        }
    }

    /** Reads several runs at once and folds them one by one. */
    private long shortRuns(Object result, Cursor cursor, long left) {
        int length = (int) cursor.left();
        int count = (int) Math.min(left, (long) (tileLength / length) * length);
        cursor.read(type, tile(), 0, count);
        for (int at = 0; at < count; at += length) {
            fold.run().run(result, 0, tile, at, length);
        }
        return count;
    }

    private long first() {
        return array.offset() >> Tiles.shift(array.dtype());
    }

    private Object tile() {
        if (tile == null) {
            tile = Tiles.create(type, tileLength);
        }
        return tile;
    }

    // ---------------------------------------------------------------- one run

    /** Folds a run into {@code into[at]}. */
    private void run(Object into, int at, long first, long stride, long count) {
        if (runs.array() != null && stride == 1 && runs.dtype() == type) {
            fold.run().run(into, at, runs.array(), (int) first, (int) count);
        } else if (count <= tileLength) {
            runs.get(type, first, stride, tile(), 0, (int) count);
            fold.run().run(into, at, tile, 0, (int) count);
        } else if (fold.inHalves()) {
            fold.run().run(into, at, half(first, stride, count), 0, 1);
        } else {
            for (long done = 0; done < count; done += tileLength) {
                int n = (int) Math.min(tileLength, count - done);
                runs.get(type, first + done * stride, stride, tile(), 0, n);
                fold.run().run(into, at, tile, 0, n);
            }
        }
    }

    private Object half(long first, long stride, long count) {
        Object result = fold.begin(1);
        if (count <= tileLength) {
            runs.get(type, first, stride, tile(), 0, (int) count);
            fold.run().run(result, 0, tile, 0, (int) count);
            return result;
        }
        long n = Sums.firstHalf(count);
        Object a = half(first, stride, n);
        Object b = half(first + n * stride, stride, count - n);
        fold.run().run(result, 0, a, 0, 1);
        fold.run().run(result, 0, b, 0, 1);
        return result;
    }

    // ---------------------------------------------------------------- along an axis

    /**
     * Folds along an axis.
     *
     * @param out of the array's shape without the axis
     */
    static void along(ZooArray array, int axis, Fold fold, ZooArray out) {
        if (out.size() > 0 && array.size() == 0) {
            Cursor to = new Cursor(out);
            for (long left = out.size(); left > 0; left--) {
                to.write(fold.type(), fold.start(), 0, 1);
            }
        } else if (out.size() > 0) {
            new Folding(array, fold).along(axis, out);
        }
    }

    private void along(int axis, ZooArray out) {
        long[] outStrides = Axes.inserted(out.stridesRef(), axis, 0);
        int[] order = Order.of(array.shapeRef(), array.stridesRef(), outStrides);
        int place = 0;
        while (place < order.length && order[place] != axis) {
            place++;
        }
        long length = array.shapeRef()[axis];
        boolean innermost = place >= order.length - 1;
        int[] others = Arrays.stream(order).filter(other -> other != axis).toArray();
        if (innermost && (length >= FEW || others.length == 0)) {
            runByRun(axis, out, others, outStrides);
        } else {
            RowFolding rows = new RowFolding(array, runs, fold, axis, out, outStrides);
            rows.run(others, innermost ? 0 : place);
        }
    }

    /** The elements that become one lie nearer to each other than to the others. */
    private void runByRun(int axis, ZooArray out, int[] others, long[] outStrides) {
        long[] lengths = Order.pick(array.shapeRef(), others);
        Cursor from = new Cursor(runs, first(), lengths, Order.pick(array.stridesRef(), others));
        Cursor to = new Cursor(out, lengths, Order.pick(outStrides, others));
        long length = array.shapeRef()[axis];
        long stride = array.stridesRef()[axis] >> Tiles.shift(array.dtype());
        Object results = Tiles.create(type, (int) Math.min(tileLength, out.size()));
        long left = out.size();
        while (left > 0) {
            int count = (int) Math.min(left, tileLength);
            Tiles.fill(type, results, 0, count, fold.start());
            for (int i = 0; i < count; i++) {
                run(results, i, from.position(), stride, length);
                from.skip(1);
            }
            to.write(type, results, 0, count);
            left -= count;
        }
    }
}
