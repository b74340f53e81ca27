package io.zoosync.array;

import static io.zoosync.array.DType.BOOL;
import static io.zoosync.array.DType.FLOAT32;
import static io.zoosync.array.DType.FLOAT64;
import static io.zoosync.array.DType.INT32;
import static io.zoosync.array.DType.INT64;

/** Comparisons, to booleans. */
final class Comparison {
    private static final Operation EQUAL =
            new Operation(
                    "eq",
                    Operation::number,
                    Kernel.two(
                            INT32, BOOL, (Loop.Two<int[], int[], byte[]>) ComparisonLoops::equal),
                    Kernel.two(
                            INT64, BOOL, (Loop.Two<long[], long[], byte[]>) ComparisonLoops::equal),
                    Kernel.two(
                            FLOAT32,
                            BOOL,
                            (Loop.Two<float[], float[], byte[]>) ComparisonLoops::equal),
                    Kernel.two(
                            FLOAT64,
                            BOOL,
                            (Loop.Two<double[], double[], byte[]>) ComparisonLoops::equal));

    private static final Operation UNEQUAL =
            new Operation(
                    "ne",
                    Operation::number,
                    Kernel.two(
                            INT32, BOOL, (Loop.Two<int[], int[], byte[]>) ComparisonLoops::unequal),
                    Kernel.two(
                            INT64,
                            BOOL,
                            (Loop.Two<long[], long[], byte[]>) ComparisonLoops::unequal),
                    Kernel.two(
                            FLOAT32,
                            BOOL,
                            (Loop.Two<float[], float[], byte[]>) ComparisonLoops::unequal),
                    Kernel.two(
                            FLOAT64,
                            BOOL,
                            (Loop.Two<double[], double[], byte[]>) ComparisonLoops::unequal));

    private static final Operation LESS =
            new Operation(
                    "lt",
                    Operation::number,
                    Kernel.two(INT32, BOOL, (Loop.Two<int[], int[], byte[]>) ComparisonLoops::less),
                    Kernel.two(
                            INT64, BOOL, (Loop.Two<long[], long[], byte[]>) ComparisonLoops::less),
                    Kernel.two(
                            FLOAT32,
                            BOOL,
                            (Loop.Two<float[], float[], byte[]>) ComparisonLoops::less),
                    Kernel.two(
                            FLOAT64,
                            BOOL,
                            (Loop.Two<double[], double[], byte[]>) ComparisonLoops::less));

    private static final Operation LESS_OR_EQUAL =
            new Operation(
                    "le",
                    Operation::number,
                    Kernel.two(
                            INT32,
                            BOOL,
                            (Loop.Two<int[], int[], byte[]>) ComparisonLoops::lessOrEqual),
                    Kernel.two(
                            INT64,
                            BOOL,
                            (Loop.Two<long[], long[], byte[]>) ComparisonLoops::lessOrEqual),
                    Kernel.two(
                            FLOAT32,
                            BOOL,
                            (Loop.Two<float[], float[], byte[]>) ComparisonLoops::lessOrEqual),
                    Kernel.two(
                            FLOAT64,
                            BOOL,
                            (Loop.Two<double[], double[], byte[]>) ComparisonLoops::lessOrEqual));

    private Comparison() {}

    static ZooArray eq(ZooArray a, ZooArray b, ZooArray out) {
        return EQUAL.run(a, b, out);
    }

    static ZooArray eq(ZooArray a, double b, ZooArray out) {
        return EQUAL.run(a, b, out);
    }

    static ZooArray eq(ZooArray a, long b, ZooArray out) {
        return eq(a, Scalars.besideOrWider(a, b), out);
    }

    static ZooArray ne(ZooArray a, ZooArray b, ZooArray out) {
        return UNEQUAL.run(a, b, out);
    }

    static ZooArray ne(ZooArray a, double b, ZooArray out) {
        return UNEQUAL.run(a, b, out);
    }

    static ZooArray ne(ZooArray a, long b, ZooArray out) {
        return ne(a, Scalars.besideOrWider(a, b), out);
    }

    static ZooArray lt(ZooArray a, ZooArray b, ZooArray out) {
        return LESS.run(a, b, out);
    }

    static ZooArray lt(ZooArray a, double b, ZooArray out) {
        return LESS.run(a, b, out);
    }

    static ZooArray lt(ZooArray a, long b, ZooArray out) {
        return lt(a, Scalars.besideOrWider(a, b), out);
    }

    static ZooArray le(ZooArray a, ZooArray b, ZooArray out) {
        return LESS_OR_EQUAL.run(a, b, out);
    }

    static ZooArray le(ZooArray a, double b, ZooArray out) {
        return LESS_OR_EQUAL.run(a, b, out);
    }

    static ZooArray le(ZooArray a, long b, ZooArray out) {
        return le(a, Scalars.besideOrWider(a, b), out);
    }

    static ZooArray gt(ZooArray a, ZooArray b, ZooArray out) {
        return LESS.run(b, a, out);
    }

    static ZooArray gt(ZooArray a, double b, ZooArray out) {
        return gt(a, Scalars.beside(a, b), out);
    }

    static ZooArray gt(ZooArray a, long b, ZooArray out) {
        return gt(a, Scalars.besideOrWider(a, b), out);
    }

    static ZooArray ge(ZooArray a, ZooArray b, ZooArray out) {
        return LESS_OR_EQUAL.run(b, a, out);
    }

    static ZooArray ge(ZooArray a, double b, ZooArray out) {
        return ge(a, Scalars.beside(a, b), out);
    }

    static ZooArray ge(ZooArray a, long b, ZooArray out) {
        return ge(a, Scalars.besideOrWider(a, b), out);
    }
}
