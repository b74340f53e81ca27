package io.zoosync.array;

import java.util.Arrays;

/** Products of vectors and matrices. */
final class LinearAlgebra {
    private LinearAlgebra() {}

    /** The type in which products are summed up. */
    private static DType computed(DType type) {
        return switch (type) {
            case BOOL, INT8, UINT8, INT16, INT32 -> DType.INT32;
            default -> type;
        };
    }

    static ZooArray dot(ZooArray a, ZooArray b) {
        if (a.rank() < 2 && b.rank() < 2 && a.size() == 1 && b.size() == 1) {
            boolean vectors = a.rank() == 1 && b.rank() == 1;
            return vectors
                    ? Arithmetic.MULTIPLY.run(a.index(0), b.index(0), null)
                    : Arithmetic.MULTIPLY.run(a, b, null);
        }
        if (a.rank() == 0 || b.rank() == 0) {
            ZooArray product = Arithmetic.MULTIPLY.run(a, b, null);
            // As all sums of products, this one began with 0: it is not -0.
            return product.dtype() == DType.BOOL
                    ? product
                    : Arithmetic.ADD.run(product, 0L, product);
        }
        if (a.rank() <= 2 && b.rank() <= 2 || b.rank() == 1) {
            return matmul(a, b, null);
        }
        int summed = b.rank() - 2;
        checkDepth(a, b, a.shape(-1), b.shape(-2));
        ZooArray left = flattened(a, a.shape(-1), false);
        ZooArray right = flattened(toFront(b, summed), b.shape(-2), true);
        long[] before = Axes.without(a.shapeRef(), a.rank() - 1);
        long[] after = Axes.without(b.shapeRef(), summed);
        long[] shape = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, shape, before.length, after.length);
        ZooArray product = matmul(left, right, null);
        return ZooArray.whole(product.storage(), product.dtype(), shape);
    }

    /** A matrix with {@code kept} columns, or rows if it is the first axis that is kept. */
    private static ZooArray flattened(ZooArray a, long kept, boolean first) {
        ZooArray dense = a.isContiguous() ? a : a.copy();
        long others = kept == 0 ? 0 : a.size() / kept;
        long[] shape = first ? new long[] {kept, others} : new long[] {others, kept};
        return dense.view(dense.offset(), shape, Shapes.cStrides(shape, a.dtype().bytes()));
    }

    private static ZooArray toFront(ZooArray a, int axis) {
        long[] shape = a.shapeRef();
        long[] strides = a.stridesRef();
        return a.view(
                a.offset(),
                Axes.inserted(Axes.without(shape, axis), 0, shape[axis]),
                Axes.inserted(Axes.without(strides, axis), 0, strides[axis]));
    }

    private static void checkDepth(ZooArray a, ZooArray b, long columns, long rows) {
        if (columns != rows) {
            throw new IllegalArgumentException(
                    "shapes "
                            + Arrays.toString(a.shapeRef())
                            + " and "
                            + Arrays.toString(b.shapeRef())
                            + " do not fit for a product: "
                            + columns
                            + " columns, "
                            + rows
                            + " rows");
        }
    }

    static ZooArray matmul(ZooArray a, ZooArray b, ZooArray out) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new IllegalArgumentException(
                    "a matrix product takes no single numbers: shapes "
                            + Arrays.toString(a.shapeRef())
                            + " and "
                            + Arrays.toString(b.shapeRef()));
        }
        ZooArray left = a.rank() == 1 ? withAxis(a, 0) : a;
        ZooArray right = b.rank() == 1 ? withAxis(b, 1) : b;
        checkDepth(a, b, left.shape(-1), right.shape(-2));
        long[] batch = batch(left, right);
        long[] matrix = Arrays.copyOf(batch, batch.length + 2);
        matrix[batch.length] = left.shape(-2);
        matrix[batch.length + 1] = right.shape(-1);
        long[] shape = b.rank() == 1 ? Axes.without(matrix, batch.length + 1) : matrix;
        shape = a.rank() == 1 ? Axes.without(shape, batch.length) : shape;
        DType type = DType.promote(a.dtype(), b.dtype());
        ZooArray target = out;
        if (out == null) {
            target = ZooArray.allocate(type, shape);
        } else {
            Results.check(out, type, shape);
            left = Overlap.isShared(out, left) ? left.copy() : left;
            right = Overlap.isShared(out, right) ? right.copy() : right;
        }
        ZooArray product = target;
        product = b.rank() == 1 ? withAxis(product, product.rank()) : product;
        product = a.rank() == 1 ? withAxis(product, product.rank() - 1) : product;
        new Batch(type, left, right, product).run(batch);
        return target;
    }

    private static long[] batch(ZooArray left, ZooArray right) {
        try {
            return Shapes.broadcast(
                    Arrays.copyOf(left.shapeRef(), left.rank() - 2),
                    Arrays.copyOf(right.shapeRef(), right.rank() - 2));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "shapes "
                            + Arrays.toString(left.shapeRef())
                            + " and "
                            + Arrays.toString(right.shapeRef())
                            + " do not fit for a product",
                    e);
        }
    }

    /** With one more axis, of length 1. */
    private static ZooArray withAxis(ZooArray a, int axis) {
        return a.view(
                a.offset(),
                Axes.inserted(a.shapeRef(), axis, 1),
                Axes.inserted(a.stridesRef(), axis, 0));
    }

    /** Sets {@code c} to the product of {@code a} and {@code b}. */
    @FunctionalInterface
    private interface Product {
        void run(MatrixProduct.Place a, MatrixProduct.Place b, MatrixProduct.Place c);
    }

    /** Matrices along all axes but the last two. */
    private static final class Batch {
        private final ZooArray left;
        private final ZooArray right;
        private final ZooArray out;
        private final DType computed;
        private final Runs leftRuns;
        private final Runs rightRuns;
        private final Runs outRuns;
        private final long rows;
        private final long depth;
        private final long columns;

        Batch(DType type, ZooArray left, ZooArray right, ZooArray out) {
            this.left = left;
            this.right = right;
            this.out = out;
            computed = computed(type);
            leftRuns = new Runs(left);
            rightRuns = new Runs(right);
            outRuns = new Runs(out);
            rows = left.shape(-2);
            depth = left.shape(-1);
            columns = right.shape(-1);
        }

        void run(long[] batch) {
            Cursor a = cursor(left, leftRuns, batch);
            Cursor b = cursor(right, rightRuns, batch);
            Cursor c = cursor(out, outRuns, batch);
            Product product = product();
            for (long i = rows == 0 || columns == 0 ? 0 : Shapes.size(batch); i > 0; i--) {
                product.run(
                        place(left, a.position()),
                        place(right, b.position()),
                        place(out, c.position()));
                a.skip(1);
                b.skip(1);
                c.skip(1);
            }
        }

        /**
         * How one matrix of the batch is computed: the same for all, which differ in place only.
         */
        private Product product() {
            MatrixProduct.Place l = place(left, 0);
            if (columns > 1) {
                MatrixProduct product =
                        MatrixProduct.of(computed, leftRuns, rightRuns, outRuns, rows);
                return (a, b, c) -> product.run(a, b, c, rows, depth, columns);
            }
            if (rows == 1 || Math.abs(l.column()) <= Math.abs(l.row())) {
                DotProduct dots = new DotProduct(computed, leftRuns, rightRuns);
                return (a, b, c) -> dots(dots, a, b, c);
            }
            MatrixProduct swapped = MatrixProduct.of(computed, rightRuns, leftRuns, outRuns, 1);
            return (a, b, c) ->
                    swapped.run(b.transposed(), a.transposed(), c.transposed(), 1, depth, rows);
        }

        private static Cursor cursor(ZooArray array, Runs runs, long[] batch) {
            int own = array.rank() - 2;
            long[] strides =
                    Shapes.broadcastStrides(
                            Arrays.copyOf(array.shapeRef(), own),
                            Arrays.copyOf(array.stridesRef(), own),
                            batch);
            return new Cursor(runs, array.offset() >> Tiles.shift(array.dtype()), batch, strides);
        }

        private static MatrixProduct.Place place(ZooArray array, long first) {
            int shift = Tiles.shift(array.dtype());
            long[] strides = array.stridesRef();
            return new MatrixProduct.Place(
                    first,
                    strides[strides.length - 2] >> shift,
                    strides[strides.length - 1] >> shift);
        }

        /** A column: each element is a dot product. */
        private void dots(
                DotProduct dots,
                MatrixProduct.Place l,
                MatrixProduct.Place r,
                MatrixProduct.Place o) {
            Object sum = Tiles.create(computed, 1);
            Object zero = Tiles.create(computed, 1);
            for (long i = 0; i < rows; i++) {
                Tiles.fill(computed, sum, 0, 1, zero);
                dots.run(l.at(i, 0).first(), l.column(), r.first(), r.row(), depth, sum, 0);
                outRuns.put(computed, o.at(i, 0).first(), 1, sum, 0, 1);
            }
        }
    }
}
