package io.zoosync.array;

import static io.zoosync.array.DType.BOOL;
import static io.zoosync.array.DType.FLOAT32;
import static io.zoosync.array.DType.FLOAT64;
import static io.zoosync.array.DType.INT32;
import static io.zoosync.array.DType.INT64;

/** The operations of {@link Unary}. */
final class Functions {
    private Functions() {}

    static final Operation NEGATE =
            new Operation(
                    "negate",
                    Operation::same,
                    Kernel.one(INT32, INT32, IntLoops::negate),
                    Kernel.one(INT64, INT64, LongLoops::negate),
                    Kernel.one(FLOAT32, FLOAT32, FloatLoops::negate),
                    Kernel.one(FLOAT64, FLOAT64, DoubleLoops::negate));

    static final Operation ABS =
            new Operation(
                    "abs",
                    Operation::same,
                    Kernel.one(INT32, INT32, IntLoops::abs),
                    Kernel.one(INT64, INT64, LongLoops::abs),
                    Kernel.one(FLOAT32, FLOAT32, FloatLoops::abs),
                    Kernel.one(FLOAT64, FLOAT64, DoubleLoops::abs));

    static final Operation SQUARE =
            new Operation(
                    "square",
                    Operation::number,
                    Kernel.one(INT32, INT32, IntLoops::square),
                    Kernel.one(INT64, INT64, LongLoops::square),
                    Kernel.one(FLOAT32, FLOAT32, FloatLoops::square),
                    Kernel.one(FLOAT64, FLOAT64, DoubleLoops::square));

    static final Operation SIGN =
            new Operation(
                    "sign",
                    Operation::same,
                    Kernel.one(INT32, INT32, IntLoops::sign),
                    Kernel.one(INT64, INT64, LongLoops::sign),
                    Kernel.one(FLOAT64, FLOAT64, FunctionLoops::sign));

    static final Operation RECIPROCAL =
            new Operation(
                    "reciprocal",
                    Operation::number,
                    Kernel.one(INT32, INT32, IntLoops::reciprocal),
                    Kernel.one(INT64, INT64, LongLoops::reciprocal),
                    Kernel.one(FLOAT64, FLOAT64, FunctionLoops::reciprocal));

    static final Operation SQRT =
            new Operation(
                    "sqrt",
                    Operation::real,
                    Kernel.one(FLOAT32, FLOAT32, FloatLoops::sqrt),
                    Kernel.one(FLOAT64, FLOAT64, DoubleLoops::sqrt));

    static final Operation EXP = function("exp", FunctionLoops::exp);

    static final Operation EXPM1 = function("expm1", FunctionLoops::expm1);

    static final Operation LOG = function("log", FunctionLoops::log);

    static final Operation LOG2 = function("log2", FunctionLoops::log2);

    static final Operation LOG10 = function("log10", FunctionLoops::log10);

    static final Operation LOG1P = function("log1p", FunctionLoops::log1p);

    static final Operation SIN = function("sin", FunctionLoops::sin);

    static final Operation COS = function("cos", FunctionLoops::cos);

    static final Operation TAN = function("tan", FunctionLoops::tan);

    static final Operation ASIN = function("asin", FunctionLoops::asin);

    static final Operation ACOS = function("acos", FunctionLoops::acos);

    static final Operation ATAN = function("atan", FunctionLoops::atan);

    static final Operation SINH = function("sinh", FunctionLoops::sinh);

    static final Operation COSH = function("cosh", FunctionLoops::cosh);

    static final Operation TANH = function("tanh", FunctionLoops::tanh);

    static final Operation FLOOR = function("floor", FunctionLoops::floor);

    static final Operation CEIL = function("ceil", FunctionLoops::ceil);

    static final Operation RINT = function("rint", FunctionLoops::rint);

    static final Operation TRUNC = function("trunc", FunctionLoops::trunc);

    static final Operation IS_NAN =
            new Operation(
                    "isNaN",
                    Operation::same,
                    Kernel.one(FLOAT32, BOOL, (Loop.One<float[], byte[]>) ComparisonLoops::isNaN),
                    Kernel.one(FLOAT64, BOOL, (Loop.One<double[], byte[]>) ComparisonLoops::isNaN));

    static final Operation IS_FINITE =
            new Operation(
                    "isFinite",
                    Operation::same,
                    Kernel.one(
                            FLOAT32, BOOL, (Loop.One<float[], byte[]>) ComparisonLoops::isFinite),
                    Kernel.one(
                            FLOAT64, BOOL, (Loop.One<double[], byte[]>) ComparisonLoops::isFinite));

    static final Operation IS_INFINITE =
            new Operation(
                    "isInfinite",
                    Operation::same,
                    Kernel.one(
                            FLOAT32, BOOL, (Loop.One<float[], byte[]>) ComparisonLoops::isInfinite),
                    Kernel.one(
                            FLOAT64,
                            BOOL,
                            (Loop.One<double[], byte[]>) ComparisonLoops::isInfinite));

    private static Operation function(String name, Loop.One<double[], double[]> loop) {
        return new Operation(name, Operation::real, Kernel.one(FLOAT64, FLOAT64, loop));
    }
}
