package io.zoosync.array;

import java.util.ArrayList;
import java.util.List;
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

    /**
     * The bytes of a column of the right matrix in a panel, which has 256 KiB: as all arrays here
     * it is smaller than half a region of the heap, since G1 takes long to make larger ones.
     */
    private static final int DEPTH_BYTES = 512;

    private final VectorLoops<T> loops;
    private final IntFunction<T> create;
    private final DType type;
    private final Runs left;
    private final Runs right;
    private final Runs out;
    private final int strip;

    /** The rows of the right matrix in a panel. */
    private final int most;

    private final T zero;

    /** A row of the right matrix. */
    private final T row;

    /** Rows of the left matrix, {@link #most} elements apart. */
    private T rows;

    /** Strips of the right matrix, one after another. */
    private T strips;

    /** Rows of the result, whole strips wide, each array with those of a row of tiles. */
    private final List<T> sums = new ArrayList<>();

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
        most = DEPTH_BYTES / type.bytes();
        zero = create.apply(1);
        row = create.apply(WIDTH);
    }

    /** What rows and strips hold beyond the matrices is of no account: it stays beyond them. */
    @Override
    void part(Place a, Place b, Place c, int height, long depth, int width) {
        int high = roundedUp(height, HEIGHT);
        int wide = roundedUp(width, strip);
        if (strips == null) { // no part is larger than the first
            strips = create.apply(most * wide);
            rows = create.apply(most * high);
        }
        clear(high, wide);
        for (long k = 0; k < depth; k += most) {
            int levels = (int) Math.min(most, depth - k);
            for (int i = 0; i < levels; i++) {
                right.get(type, b.at(k + i, 0).first(), b.column(), row, 0, width);
                loops.toStrips(row, wide, strips, i * strip, most * strip);
            }
            for (int i = 0; i < height; i++) {
                left.get(type, a.at(i, k).first(), a.column(), rows, i * most, levels);
            }
            addProduct(high, levels, wide);
        }
        for (int i = 0; i < height; i++) {
            T from = sums.get(i / HEIGHT);
            out.put(type, c.at(i, 0).first(), c.column(), from, i % HEIGHT * wide, width);
        }
    }

    private void clear(int high, int wide) {
        for (int i = 0; i < high / HEIGHT; i++) {
            if (i == sums.size()) {
                sums.add(create.apply(HEIGHT * wide));
            } else {
                Tiles.fill(type, sums.get(i), 0, HEIGHT * wide, zero);
            }
        }
    }

    private void addProduct(int high, int levels, int wide) {
        for (int j = 0; j < wide; j += strip) {
            for (int i = 0; i < high; i += HEIGHT) {
                T c = sums.get(i / HEIGHT);
                loops.addProduct(rows, i * most, most, strips, j * most, levels, c, j, wide);
            }
        }
    }

    private static int roundedUp(int length, int unit) {
        return (length + unit - 1) / unit * unit;
    }
}
