package io.zoosync.array;

/**
 * The product of matrices with {@link ProductLoops}: a group of rows of the right one at a time.
 */
final class RowProduct extends MatrixProduct {
    /** The rows of the right matrix that are one array of a panel. */
    private static final int GROUP = 4;

    /** The rows of the right matrix in a panel: with doubles, 256 KiB. */
    private static final int DEPTH = 64;

    private final DType type;
    private final ProductLoops.FourRows<Object> loop;
    private final Runs left;
    private final Runs right;
    private final Runs out;
    private final Object row0;
    private final Object row1;
    private final Object[] panel = new Object[DEPTH / GROUP];
    private final Object[] sums = new Object[ROWS];

    /**
     * @param type in which it is computed: one that {@link ProductLoops} has
     */
    RowProduct(DType type, Runs left, Runs right, Runs out) {
        this.type = type;
        this.left = left;
        this.right = right;
        this.out = out;
        loop = loop(type);
        row0 = Tiles.create(type, DEPTH);
        row1 = Tiles.create(type, DEPTH);
    }

    private static ProductLoops.FourRows<Object> loop(DType type) {
        return switch (type) {
            case FLOAT64 -> RowProduct.<double[]>untyped(ProductLoops::add);
            case FLOAT32 -> RowProduct.<float[]>untyped(ProductLoops::add);
            case INT64 -> RowProduct.<long[]>untyped(ProductLoops::add);
            default -> RowProduct.<int[]>untyped(ProductLoops::add);
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> ProductLoops.FourRows<Object> untyped(ProductLoops.FourRows<T> loop) {
        return (a0, a1, at, b, c0, c1, width) ->
                loop.add((T) a0, (T) a1, at, (T) b, (T) c0, (T) c1, width);
    }

    @Override
    void part(Place a, Place b, Place c, int height, long depth, int width) {
        clear(height + 1 & -2, width);
        for (long k = 0; k < depth; k += DEPTH) {
            int levels = (int) Math.min(DEPTH, depth - k);
            pack(b.at(k, 0), levels, width);
            for (int i = 0; i < height; i += 2) {
                readRow(a.at(i, k), levels, row0, false);
                readRow(a.at(i + 1, k), levels, row1, i + 1 == height);
                for (int group = 0; group * GROUP < levels; group++) {
                    loop.add(row0, row1, group * GROUP, panel[group], sums[i], sums[i + 1], width);
                }
            }
        }
        for (int i = 0; i < height; i++) {
            out.put(type, c.at(i, 0).first(), c.column(), sums[i], 0, width);
        }
    }

    private void clear(int height, int width) {
        Object zero = Tiles.create(type, 1);
        for (int i = 0; i < height; i++) {
            if (sums[i] == null) {
                sums[i] = Tiles.create(type, Math.min(WIDTH, width));
            }
            Tiles.fill(type, sums[i], 0, width, zero);
        }
    }

    /** Part of a row of the left matrix, and zeros up to a whole group. */
    private void readRow(Place a, int levels, Object row, boolean isMissing) {
        Object zero = Tiles.create(type, 1);
        if (!isMissing) {
            left.get(type, a.first(), a.column(), row, 0, levels);
        }
        Tiles.fill(type, row, isMissing ? 0 : levels, wholeGroups(levels), zero);
    }

    /** Rows of the right matrix, and zeros up to a whole group. */
    private void pack(Place b, int levels, int width) {
        Object zero = Tiles.create(type, 1);
        for (int i = 0; i < wholeGroups(levels); i++) {
            int group = i / GROUP;
            int at = i % GROUP * WIDTH;
            if (panel[group] == null) {
                panel[group] = Tiles.create(type, GROUP * WIDTH);
            }
            if (i < levels) {
                right.get(type, b.at(i, 0).first(), b.column(), panel[group], at, width);
            } else {
                Tiles.fill(type, panel[group], at, at + width, zero);
            }
        }
    }

    private static int wholeGroups(int levels) {
        return (levels + GROUP - 1) / GROUP * GROUP;
    }
}
