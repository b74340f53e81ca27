package io.zoosync.array;

import java.util.Arrays;

/**
 * Folds along an axis where elements that become different ones lie nearer to each other than those
 * that become one: row by row, in columns as wide as a few wide tiles.
 */
final class RowFolding {
    /**
     * The elements of a row that are copied and then folded. Longer than a tile, whose ends would
     * interrupt the stream from memory more often than the smaller cache makes up for.
     */
    private static final int WIDE = 4096;

    /** So many times as many results are made at once: half of a small second-level cache. */
    private static final int MOST_TILES = 4;

    private final ZooArray array;
    private final Runs runs;
    private final Fold fold;
    private final DType type;
    private final ZooArray out;
    private final long[] shape;
    private final long[] strides;
    private final long[] outStrides;
    private final int axis;
    private final long rows;
    private final long rowStride;
    private final int tileLength;

    /**
     * @param outStrides of {@code out}, with a 0 for the axis
     */
    RowFolding(ZooArray array, Runs runs, Fold fold, int axis, ZooArray out, long[] outStrides) {
        this.array = array;
        this.runs = runs;
        this.fold = fold;
        this.type = fold.type();
        this.out = out;
        this.shape = array.shapeRef();
        this.strides = array.stridesRef();
        this.outStrides = outStrides;
        this.axis = axis;
        rows = shape[axis];
        rowStride = strides[axis] >> Tiles.shift(array.dtype());
        tileLength = Tiles.BYTES / type.bytes();
    }

    /**
     * Folds all.
     *
     * @param others the axes that are left, in the order of the memory
     * @param outer how many of them lie further apart than the rows
     */
    void run(int[] others, int outer) {
        int split = outer;
        while (!isRun(others, split) && width(others, split) > tileLength) {
            split++;
        }
        int[] around = Arrays.copyOf(others, split);
        int[] columns = Arrays.copyOfRange(others, split, others.length);
        long[] lengths = Order.pick(shape, around);
        long first = array.offset() >> Tiles.shift(array.dtype());
        Cursor from = new Cursor(runs, first, lengths, Order.pick(strides, around));
        Runs target = new Runs(out);
        long outFirst = out.offset() >> Tiles.shift(out.dtype());
        Cursor to = new Cursor(target, outFirst, lengths, Order.pick(outStrides, around));
        for (long left = Shapes.size(lengths); left > 0; left--) {
            if (isRun(columns, 0)) {
                run(columns, from.position(), target, to.position());
            } else {
                few(columns, from.position(), target, to.position());
            }
            from.skip(1);
            to.skip(1);
        }
    }

    /** Whether these axes, from {@code first} on, are one run of at least a tile. */
    private boolean isRun(int[] axes, int first) {
        for (int i = first; i < axes.length - 1; i++) {
            if (strides[axes[i]] != strides[axes[i + 1]] * shape[axes[i + 1]]) {
                return false;
            }
        }
        return first < axes.length && width(axes, first) > tileLength / 4;
    }

    private long width(int[] axes, int first) {
        long width = 1;
        for (int i = first; i < axes.length; i++) {
            width *= shape[axes[i]];
        }
        return width;
    }

    /** Columns that are one run: of so many that a row's part is read as a stream. */
    private void run(int[] columns, long first, Runs target, long outFirst) {
        long width = width(columns, 0);
        int innermost = columns[columns.length - 1];
        long stride = strides[innermost] >> Tiles.shift(array.dtype());
        long[] lengths = Order.pick(shape, columns);
        Cursor to = new Cursor(target, outFirst, lengths, Order.pick(outStrides, columns));
        boolean inPlace = liesInPlace(stride);
        Object row = Tiles.create(type, (int) Math.min(WIDE, width));
        for (long column = 0; column < width; column += (long) MOST_TILES * WIDE) {
            int count = (int) Math.min((long) MOST_TILES * WIDE, width - column);
            Object[] results = new Object[(count + WIDE - 1) / WIDE];
            for (int tile = 0; tile < results.length; tile++) {
                results[tile] = fold.begin(Math.min(WIDE, count - tile * WIDE));
            }
            long i = 0;
            for (; inPlace && i < rows - 1; i += 2) {
                foldTwo(first + column + i * rowStride, count, results);
            }
            for (; i < rows; i++) {
                foldRow(first + column * stride + i * rowStride, stride, count, row, results);
            }
            for (int tile = 0; tile < results.length; tile++) {
                to.write(type, results[tile], 0, Math.min(WIDE, count - tile * WIDE));
            }
        }
    }

    /** Whether the rows are an array's of the heap that the fold can read as they are. */
    private boolean liesInPlace(long stride) {
        return fold.rows() != null && stride == 1 && runs.array() != null && runs.dtype() == type;
    }

    private void foldTwo(long first, int count, Object[] results) {
        for (int done = 0; done < count; done += WIDE) {
            int start = (int) first + done;
            int length = Math.min(WIDE, count - done);
            int second = start + (int) rowStride;
            fold.rows().run(results[done / WIDE], runs.array(), start, second, length);
        }
    }

    private void foldRow(long first, long stride, int count, Object row, Object[] results) {
        for (int done = 0; done < count; done += WIDE) {
            int length = Math.min(WIDE, count - done);
            Object into = results[done / WIDE];
            runs.get(type, first + done * stride, stride, row, 0, length);
            fold.row().run(into, row, null, into, 0, length);
        }
    }

    /** Columns of at most a tile: several rows are read at once. */
    private void few(int[] columns, long first, Runs target, long outFirst) {
        int width = (int) width(columns, 0);
        Object results = fold.begin(width);
        int most = (int) Math.min(rows, tileLength / width);
        Object several = Tiles.create(type, most * width);
        Object row = Tiles.create(type, width);
        int[] read = new int[columns.length + 1];
        read[0] = axis;
        System.arraycopy(columns, 0, read, 1, columns.length);
        Cursor from = new Cursor(runs, first, Order.pick(shape, read), Order.pick(strides, read));
        long[] lengths = Order.pick(shape, columns);
        Cursor to = new Cursor(target, outFirst, lengths, Order.pick(outStrides, columns));
        for (long left = rows; left > 0; left -= most) {
            int count = (int) Math.min(most, left);
            from.read(type, several, 0, count * width);
            for (int i = 0; i < count; i++) {
                System.arraycopy(several, i * width, row, 0, width);
                fold.row().run(results, row, null, results, 0, width);
            }
        }
        to.write(type, results, 0, width);
    }
}
