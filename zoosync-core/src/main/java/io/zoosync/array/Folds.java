package io.zoosync.array;

import static io.zoosync.array.DType.BOOL;
import static io.zoosync.array.DType.FLOAT32;
import static io.zoosync.array.DType.FLOAT64;
import static io.zoosync.array.DType.INT32;
import static io.zoosync.array.DType.INT64;

/** The reductions. */
final class Folds {
    static final Fold ALL = Fold.of(BOOL, new byte[] {1}, false, Products::all, ByteLoops::and);
    static final Fold ANY = Fold.of(BOOL, new byte[] {0}, false, Products::any, ByteLoops::or);

    private static final Fold SUM_FLOAT64 =
            Fold.of(FLOAT64, new double[] {0}, true, Sums::sum, DoubleLoops::add, Products::sums)
                    .withRows(Vectors.DOUBLES == null ? Sums::addRows : Vectors.DOUBLES::addRows);
    private static final Fold SUM_FLOAT32 =
            Fold.of(FLOAT32, new float[] {0}, true, Sums::sum, FloatLoops::add, Products::sums)
                    .<float[]>withRows(Vectors.FLOATS == null ? null : Vectors.FLOATS::addRows);
    private static final Fold SUM_INT64 =
            Fold.of(INT64, new long[] {0}, false, Sums::sum, LongLoops::add, Products::sums);

    private static final Fold PRODUCT_FLOAT64 =
            Fold.of(
                    FLOAT64,
                    new double[] {1},
                    false,
                    Products::product,
                    DoubleLoops::multiply,
                    Products::products);
    private static final Fold PRODUCT_FLOAT32 =
            Fold.of(
                    FLOAT32,
                    new float[] {1},
                    false,
                    Products::product,
                    FloatLoops::multiply,
                    Products::products);
    private static final Fold PRODUCT_INT64 =
            Fold.of(
                    INT64,
                    new long[] {1},
                    false,
                    Products::product,
                    LongLoops::multiply,
                    Products::products);

    private static final Fold LEAST_FLOAT64 =
            Fold.of(
                    FLOAT64,
                    new double[] {Double.POSITIVE_INFINITY},
                    false,
                    Extremes::least,
                    DoubleLoops::minimum);
    private static final Fold LEAST_FLOAT32 =
            Fold.of(
                    FLOAT32,
                    new float[] {Float.POSITIVE_INFINITY},
                    false,
                    Extremes::least,
                    FloatLoops::minimum);
    private static final Fold LEAST_INT64 =
            Fold.of(INT64, new long[] {Long.MAX_VALUE}, false, Extremes::least, LongLoops::minimum);
    private static final Fold LEAST_INT32 =
            Fold.of(
                    INT32,
                    new int[] {Integer.MAX_VALUE},
                    false,
                    Extremes::least,
                    IntLoops::minimum);

    private static final Fold GREATEST_FLOAT64 =
            Fold.of(
                    FLOAT64,
                    new double[] {Double.NEGATIVE_INFINITY},
                    false,
                    Extremes::greatest,
                    DoubleLoops::maximum);
    private static final Fold GREATEST_FLOAT32 =
            Fold.of(
                    FLOAT32,
                    new float[] {Float.NEGATIVE_INFINITY},
                    false,
                    Extremes::greatest,
                    FloatLoops::maximum);
    private static final Fold GREATEST_INT64 =
            Fold.of(
                    INT64,
                    new long[] {Long.MIN_VALUE},
                    false,
                    Extremes::greatest,
                    LongLoops::maximum);
    private static final Fold GREATEST_INT32 =
            Fold.of(
                    INT32,
                    new int[] {Integer.MIN_VALUE},
                    false,
                    Extremes::greatest,
                    IntLoops::maximum);

    private Folds() {}

    /** Integers and booleans are summed as {@link DType#INT64}. */
    static Fold sum(DType type) {
        return choose(type, SUM_FLOAT64, SUM_FLOAT32, SUM_INT64, SUM_INT64);
    }

    /** Integers and booleans are multiplied as {@link DType#INT64}. */
    static Fold product(DType type) {
        return choose(type, PRODUCT_FLOAT64, PRODUCT_FLOAT32, PRODUCT_INT64, PRODUCT_INT64);
    }

    static Fold least(DType type) {
        return type == BOOL
                ? ALL
                : choose(type, LEAST_FLOAT64, LEAST_FLOAT32, LEAST_INT64, LEAST_INT32);
    }

    static Fold greatest(DType type) {
        return type == BOOL
                ? ANY
                : choose(type, GREATEST_FLOAT64, GREATEST_FLOAT32, GREATEST_INT64, GREATEST_INT32);
    }

    private static Fold choose(DType type, Fold f64, Fold f32, Fold i64, Fold i32) {
        return switch (type) {
            case FLOAT64 -> f64;
            case FLOAT32 -> f32;
            case INT64 -> i64;
            default -> i32;
        };
    }
}
