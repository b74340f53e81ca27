package io.zoosync.array;

import java.util.function.IntFunction;

/**
 * The product of matrices with {@link Vectors}, in tiles of the result that fit the registers: four
 * rows, and a strip of columns. The right matrix is copied strip by strip, so that one stays in the
 * first-level cache while all rows pass over it.
 *
 * @param <T> {@code double[]} or {@code float[]}
 */
final class TiledProduct<T> extends MatrixProduct {
    /** The rows of a tile. */
    static final int HEIGHT = 4;

    /** The rows of the right matrix in a panel: with doubles, 512 KiB. */
    private static final int DEPTH = 128;

    private final VectorLoops<T> loops;
    private final IntFunction<T> create;
    private final DType type;
    private final Runs left;
    private final Runs right;
    private final Runs out;
    private final int strip;
    private final T zero;

    /** A row of the right matrix. */
    private final T row;

    /** Rows of the left matrix, {@link #DEPTH} apart. */
    private T rows;

    /** Strips of the right matrix, one after another. */
    private T strips;

    /** Rows of the result, whole strips wide. */
    private T sums;

    TiledProduct(
            VectorLoops<T> loops,
            IntFunction<T> create,
            DType type,
            Runs left,
            Runs right,
            Runs out) {
        this.loops = loops;
        this.create = create;
        this.type = type;
        this.left = left;
        this.right = right;
        this.out = out;
        strip = loops.stripWidth();
        zero = create.apply(1);
        row = create.apply(WIDTH);
    }

    /** What rows and strips hold beyond the matrices is of no account: it stays beyond them. */
    @Override
    void part(Place a, Place b, Place c, int height, long depth, int width) {
        int high = roundedUp(height, HEIGHT);
        int wide = roundedUp(width, strip);
        if (sums == null) { // no part is larger than the first
            sums = create.apply(high * wide);
            strips = create.apply(DEPTH * wide);
            rows = create.apply(high * DEPTH);
        }
        Tiles.fill(type, sums, 0, high * wide, zero);
        for (long k = 0; k < depth; k += DEPTH) {
            int levels = (int) Math.min(DEPTH, depth - k);
            for (int i = 0; i < levels; i++) {
                right.get(type, b.at(k + i, 0).first(), b.column(), row, 0, width);
                loops.toStrips(row, wide, strips, i * strip, DEPTH * strip);
            }
            for (int i = 0; i < height; i++) {
                left.get(type, a.at(i, k).first(), a.column(), rows, i * DEPTH, levels);
            }
            addProduct(high, levels, wide);
        }
        for (int i = 0; i < height; i++) {
            out.put(type, c.at(i, 0).first(), c.column(), sums, i * wide, width);
        }
    }

    private void addProduct(int high, int levels, int wide) {
        for (int j = 0; j < wide; j += strip) {
            for (int i = 0; i < high; i += HEIGHT) {
                loops.addProduct(
                        rows,
                        i * DEPTH,
                        DEPTH,
                        strips,
                        j * DEPTH,
                        levels,
                        sums,
                        i * wide + j,
                        wide);
            }
        }
    }

    private static int roundedUp(int length, int unit) {
        return (length + unit - 1) / unit * unit;
    }
}
