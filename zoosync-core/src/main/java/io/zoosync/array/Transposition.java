package io.zoosync.array;

/**
 * Copies an array whose neighbours in memory lie along another axis than the target's, in blocks,
 * so that each line of the cache is fetched once, whatever the strides. Between Java arrays some
 * columns are copied at once; else a block's columns are read whole, transposed in a tile and
 * written as whole rows.
 */
final class Transposition {
    /** The rows of a block, few enough for the first-level cache of addresses. */
    private static final int HEIGHT = 64;

    /** The columns of a block: two blocks of eight-byte elements are a 32 KiB cache. */
    private static final int SIDE = 32;

    /** Shorter axes are not worth it. */
    private static final int WORTH = 8;

    private final Runs from;
    private final Runs to;
    private final DType type;

    /** The lengths of the axes of neighbours in the source (rows) and the target (columns). */
    private final long rows;

    private final long columns;

    /** From one column to the next in the source, from one row to the next in the target. */
    private final long fromStride;

    private final long toStride;
    private Object read;
    private Object turned;

    private Transposition(
            ZooArray from, ZooArray to, long rows, long columns, long fromStride, long toStride) {
        this.from = new Runs(from);
        this.to = new Runs(to);
        this.type = to.dtype();
        this.rows = rows;
        this.columns = columns;
        this.fromStride = fromStride;
        this.toStride = toStride;
    }

    /**
     * Copies all elements if this is the way to do it.
     *
     * @param fromStrides in bytes, of axes of these lengths; {@code toStrides} too
     * @return false if nothing was done
     */
    static boolean isDone(
            ZooArray from, long[] fromStrides, ZooArray to, long[] toStrides, long[] lengths) {
        int bytes = to.dtype().bytes();
        int column = lengths.length - 1;
        if (column < 1
                || from.dtype() != to.dtype()
                || lengths[column] < WORTH
                || toStrides[column] != bytes
                || fromStrides[column] == 0
                || Math.abs(fromStrides[column]) == bytes) {
            return false;
        }
        int row = 0;
        while (row < column && (fromStrides[row] != bytes || lengths[row] < WORTH)) {
            row++;
        }
        if (row == column) {
            return false;
        }
        Transposition transposition =
                new Transposition(
                        from,
                        to,
                        lengths[row],
                        lengths[column],
                        fromStrides[column] / bytes,
                        toStrides[row] / bytes);
        int[] others = new int[column - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = i < row ? i : i + 1;
        }
        transposition.matrices(
                from.offset() / bytes,
                Order.pick(fromStrides, others),
                to.offset() / bytes,
                Order.pick(toStrides, others),
                Order.pick(lengths, others),
                0);
        return true;
    }

    /** All matrices, along the other axes from {@code axis} on. */
    private void matrices(
            long fromFirst,
            long[] fromStrides,
            long toFirst,
            long[] toStrides,
            long[] lengths,
            int axis) {
        if (axis == lengths.length) {
            matrix(fromFirst, toFirst);
            return;
        }
        for (long i = 0; i < lengths[axis]; i++) {
            matrices(
                    fromFirst + i * fromStrides[axis] / type.bytes(),
                    fromStrides,
                    toFirst + i * toStrides[axis] / type.bytes(),
                    toStrides,
                    lengths,
                    axis + 1);
        }
    }

    private void matrix(long fromFirst, long toFirst) {
        boolean inHeap = from.array() != null && to.array() != null;
        for (long row = 0; row < rows; row += HEIGHT) {
            int height = (int) Math.min(HEIGHT, rows - row);
            if (inHeap) {
                strips(fromFirst + row, toFirst + row * toStride, height);
            } else {
                blocks(fromFirst + row, toFirst + row * toStride, height);
            }
        }
    }

    /** Copies these rows within the heap. */
    private void strips(long fromFirst, long toFirst, int height) {
        long done = 0;
        for (; done <= columns - TransposeLoops.COLUMNS; done += TransposeLoops.COLUMNS) {
            TransposeLoops.strip(
                    type,
                    from.array(),
                    (int) (fromFirst + done * fromStride),
                    (int) fromStride,
                    to.array(),
                    (int) (toFirst + done),
                    (int) toStride,
                    height);
        }
        for (; done < columns; done++) {
            HeapRuns.put(
                    type,
                    from.array(),
                    (int) (fromFirst + done * fromStride),
                    to.array(),
                    (int) (toFirst + done),
                    (int) toStride,
                    height);
        }
    }

    /** Copies these rows by way of tiles. */
    private void blocks(long fromFirst, long toFirst, int height) {
        if (read == null) {
            int most = (int) Math.min(HEIGHT, rows) * (int) Math.min(SIDE, columns);
            read = Tiles.create(type, most);
            turned = Tiles.create(type, most);
        }
        for (long column = 0; column < columns; column += SIDE) {
            int width = (int) Math.min(SIDE, columns - column);
            block(fromFirst + column * fromStride, toFirst + column, height, width);
        }
    }

    private void block(long fromFirst, long toFirst, int height, int width) {
        for (int column = 0; column < width; column++) {
            from.get(fromFirst + column * fromStride, 1, read, column * height, height);
        }
        for (int row = 0; row < height; row++) {
            HeapRuns.get(type, read, row, height, turned, row * width, width);
            to.put(toFirst + row * toStride, 1, turned, row * width, width);
        }
    }
}
