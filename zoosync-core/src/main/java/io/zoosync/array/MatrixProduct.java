package io.zoosync.array;

/**
 * The product of matrices in one type, as by Goto and van de Geijn (Anatomy of high-performance
 * matrix multiplication, 2008): a panel of the right matrix that fits a second-level cache is
 * copied together, and all rows of the left one pass over it. Positions and strides count elements.
 */
abstract class MatrixProduct {
    /** The most columns of the result that are made at once. */
    static final int WIDTH = ProductLoops.WIDTH;

    /** The most rows of the result that are summed up at once: with doubles, 1 MiB. */
    static final int ROWS = 256;

    /** One of the matrices: where it starts, and from row to row and column to column. */
    record Place(long first, long row, long column) {
        Place transposed() {
            return new Place(first, column, row);
        }

        Place at(long i, long j) {
            return new Place(first + i * row + j * column, row, column);
        }
    }

    /**
     * A product of matrices of some size.
     *
     * @param type in which it is computed: one that {@link ProductLoops} has
     */
    static MatrixProduct of(DType type, Runs left, Runs right, Runs out, long rows) {
        boolean tiles = rows >= TiledProduct.HEIGHT; // of fewer, most of a tile would be padding
        if (tiles && type == DType.FLOAT64 && Vectors.DOUBLES != null) {
            return new TiledProduct<>(Vectors.DOUBLES, double[]::new, type, left, right, out);
        }
        if (tiles && type == DType.FLOAT32 && Vectors.FLOATS != null) {
            return new TiledProduct<>(Vectors.FLOATS, float[]::new, type, left, right, out);
        }
        return new RowProduct(type, left, right, out);
    }

    /** Sets {@code c}, of so many rows and columns, to {@code a b}. */
    final void run(Place a, Place b, Place c, long rows, long depth, long columns) {
        for (long column = 0; column < columns; column += WIDTH) {
            int width = (int) Math.min(WIDTH, columns - column);
            for (long row = 0; row < rows; row += ROWS) {
                int height = (int) Math.min(ROWS, rows - row);
                part(a.at(row, 0), b.at(0, column), c.at(row, column), height, depth, width);
            }
        }
    }

    /** Sets at most {@link #ROWS} and {@link #WIDTH} of the rows and columns. */
    abstract void part(Place a, Place b, Place c, int height, long depth, int width);
}
