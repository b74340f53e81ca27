package io.zoosync.array;

import java.util.Arrays;

/** Reductions of all elements, or along an axis. */
final class Reduction {
    private Reduction() {}

    // ---------------------------------------------------------------- all elements

    static double sum(ZooArray a) {
        return asDouble(a, Folds.sum(a.dtype()));
    }

    static long sumLong(ZooArray a) {
        return asLong("sumLong", a, Folds.sum(a.dtype()));
    }

    static double prod(ZooArray a) {
        return asDouble(a, Folds.product(a.dtype()));
    }

    static long prodLong(ZooArray a) {
        return asLong("prodLong", a, Folds.product(a.dtype()));
    }

    static double mean(ZooArray a) {
        double mean = asDouble(a, Folds.sum(Operation.quotient(a.dtype()))) / a.size();
        return rounded(a.dtype(), mean);
    }

    static double std(ZooArray a) {
        return rounded(a.dtype(), Math.sqrt(var(a)));
    }

    static double var(ZooArray a) {
        ZooArray squares = squaredDeviations(a, Scalars.of(Operation.quotient(a.dtype()), mean(a)));
        return rounded(a.dtype(), sum(squares) / a.size());
    }

    static double min(ZooArray a) {
        return asDouble(notEmpty("min", a), Folds.least(a.dtype()));
    }

    static double max(ZooArray a) {
        return asDouble(notEmpty("max", a), Folds.greatest(a.dtype()));
    }

    static long minLong(ZooArray a) {
        return asLong("minLong", notEmpty("minLong", a), Folds.least(a.dtype()));
    }

    static long maxLong(ZooArray a) {
        return asLong("maxLong", notEmpty("maxLong", a), Folds.greatest(a.dtype()));
    }

    static boolean any(ZooArray a) {
        return asLong(a, Folds.ANY) != 0;
    }

    static boolean all(ZooArray a) {
        return asLong(a, Folds.ALL) != 0;
    }

    private static double asDouble(ZooArray a, Fold fold) {
        return Tiles.getDouble(fold.type(), Folding.all(a, fold), 0);
    }

    private static long asLong(ZooArray a, Fold fold) {
        return Tiles.getLong(fold.type(), Folding.all(a, fold), 0);
    }

    private static long asLong(String name, ZooArray a, Fold fold) {
        if (a.dtype().isFloating()) {
            throw new IllegalArgumentException(name + " is not defined for " + a.dtype());
        }
        return asLong(a, fold);
    }

    /** Single precision stays single precision. */
    private static double rounded(DType type, double value) {
        return type == DType.FLOAT32 ? (float) value : value;
    }

    private static ZooArray notEmpty(String name, ZooArray a) {
        if (a.size() == 0) {
            throw new IllegalArgumentException(
                    name + " of no elements: shape=" + Arrays.toString(a.shapeRef()));
        }
        return a;
    }

    private static ZooArray squaredDeviations(ZooArray a, ZooArray mean) {
        ZooArray deviations = Results.like(a, Operation.quotient(a.dtype()));
        Arithmetic.SUBTRACT.run(a, mean, deviations);
        return Arithmetic.MULTIPLY.run(deviations, deviations, deviations);
    }

    // ---------------------------------------------------------------- along an axis

    static ZooArray sum(ZooArray a, int axis, boolean keepDims) {
        return along(a, axis, keepDims, Folds.sum(a.dtype()));
    }

    static ZooArray prod(ZooArray a, int axis, boolean keepDims) {
        return along(a, axis, keepDims, Folds.product(a.dtype()));
    }

    static ZooArray mean(ZooArray a, int axis, boolean keepDims) {
        ZooArray sums = along(a, axis, keepDims, Folds.sum(Operation.quotient(a.dtype())));
        return Arithmetic.DIVIDE.run(sums, (double) a.shape(axis), sums);
    }

    static ZooArray std(ZooArray a, int axis, boolean keepDims) {
        ZooArray variances = var(a, axis, keepDims);
        return Functions.SQRT.run(variances, variances);
    }

    static ZooArray var(ZooArray a, int axis, boolean keepDims) {
        return mean(squaredDeviations(a, mean(a, axis, true)), axis, keepDims);
    }

    static ZooArray min(ZooArray a, int axis, boolean keepDims) {
        return along(along("min", a, axis), axis, keepDims, Folds.least(a.dtype()), a.dtype());
    }

    static ZooArray max(ZooArray a, int axis, boolean keepDims) {
        return along(along("max", a, axis), axis, keepDims, Folds.greatest(a.dtype()), a.dtype());
    }

    static ZooArray any(ZooArray a, int axis, boolean keepDims) {
        return along(a, axis, keepDims, Folds.ANY);
    }

    static ZooArray all(ZooArray a, int axis, boolean keepDims) {
        return along(a, axis, keepDims, Folds.ALL);
    }

    private static ZooArray along(ZooArray a, int axis, boolean keepDims, Fold fold) {
        return along(a, axis, keepDims, fold, fold.type());
    }

    private static ZooArray along(ZooArray a, int axis, boolean keepDims, Fold fold, DType result) {
        int along = Shapes.axis(axis, a.shapeRef());
        ZooArray out = ZooArray.allocate(result, Axes.without(a.shapeRef(), along));
        Folding.along(a, along, fold, out);
        return keepDims ? kept(out, along) : out;
    }

    /** With the axis again, of length 1. */
    static ZooArray kept(ZooArray out, int axis) {
        return ZooArray.whole(out.storage(), out.dtype(), Axes.inserted(out.shapeRef(), axis, 1));
    }

    /**
     * @throws IllegalArgumentException if there is a result to be made of no elements
     */
    static ZooArray along(String name, ZooArray a, int axis) {
        long[] shape = a.shapeRef();
        int along = Shapes.axis(axis, shape);
        if (shape[along] == 0 && Shapes.size(Axes.without(shape, along)) > 0) {
            throw new IllegalArgumentException(
                    name
                            + " of no elements along axis "
                            + axis
                            + ": shape="
                            + Arrays.toString(shape));
        }
        return a;
    }

    // ---------------------------------------------------------------- places, running totals

    static long argmin(ZooArray a) {
        return Searching.first(notEmpty("argmin", a), true);
    }

    static long argmax(ZooArray a) {
        return Searching.first(notEmpty("argmax", a), false);
    }

    static ZooArray argmin(ZooArray a, int axis, boolean keepDims) {
        return Searching.first(along("argmin", a, axis), axis, keepDims, true);
    }

    static ZooArray argmax(ZooArray a, int axis, boolean keepDims) {
        return Searching.first(along("argmax", a, axis), axis, keepDims, false);
    }

    static ZooArray cumsum(ZooArray a) {
        return RunningTotals.all(a, Folds.sum(a.dtype()));
    }

    static ZooArray cumsum(ZooArray a, int axis) {
        return RunningTotals.along(a, axis, Folds.sum(a.dtype()));
    }

    static ZooArray cumprod(ZooArray a) {
        return RunningTotals.all(a, Folds.product(a.dtype()));
    }

    static ZooArray cumprod(ZooArray a, int axis) {
        return RunningTotals.along(a, axis, Folds.product(a.dtype()));
    }
}
