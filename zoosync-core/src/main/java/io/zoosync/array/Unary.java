package io.zoosync.array;

import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Functions of each element. */
final class Unary {
    private Unary() {}

    static ZooArray negate(ZooArray a, ZooArray out) {
        return Functions.NEGATE.run(a, out);
    }

    static ZooArray sign(ZooArray a, ZooArray out) {
        return Functions.SIGN.run(a, out);
    }

    static ZooArray sqrt(ZooArray a, ZooArray out) {
        return Functions.SQRT.run(a, out);
    }

    static ZooArray square(ZooArray a, ZooArray out) {
        return Functions.SQUARE.run(a, out);
    }

    static ZooArray reciprocal(ZooArray a, ZooArray out) {
        return Functions.RECIPROCAL.run(a, out);
    }

    static ZooArray exp(ZooArray a, ZooArray out) {
        return Functions.EXP.run(a, out);
    }

    static ZooArray expm1(ZooArray a, ZooArray out) {
        return Functions.EXPM1.run(a, out);
    }

    static ZooArray log(ZooArray a, ZooArray out) {
        return Functions.LOG.run(a, out);
    }

    static ZooArray log2(ZooArray a, ZooArray out) {
        return Functions.LOG2.run(a, out);
    }

    static ZooArray log10(ZooArray a, ZooArray out) {
        return Functions.LOG10.run(a, out);
    }

    static ZooArray log1p(ZooArray a, ZooArray out) {
        return Functions.LOG1P.run(a, out);
    }

    static ZooArray sin(ZooArray a, ZooArray out) {
        return Functions.SIN.run(a, out);
    }

    static ZooArray cos(ZooArray a, ZooArray out) {
        return Functions.COS.run(a, out);
    }

    static ZooArray tan(ZooArray a, ZooArray out) {
        return Functions.TAN.run(a, out);
    }

    static ZooArray asin(ZooArray a, ZooArray out) {
        return Functions.ASIN.run(a, out);
    }

    static ZooArray acos(ZooArray a, ZooArray out) {
        return Functions.ACOS.run(a, out);
    }

    static ZooArray atan(ZooArray a, ZooArray out) {
        return Functions.ATAN.run(a, out);
    }

    static ZooArray sinh(ZooArray a, ZooArray out) {
        return Functions.SINH.run(a, out);
    }

    static ZooArray cosh(ZooArray a, ZooArray out) {
        return Functions.COSH.run(a, out);
    }

    static ZooArray tanh(ZooArray a, ZooArray out) {
        return Functions.TANH.run(a, out);
    }

    static ZooArray rint(ZooArray a, ZooArray out) {
        return Functions.RINT.run(a, out);
    }

    static ZooArray abs(ZooArray a, ZooArray out) {
        return a.dtype() == DType.BOOL ? unchanged(a, out) : Functions.ABS.run(a, out);
    }

    static ZooArray floor(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.FLOOR.run(a, out) : unchanged(a, out);
    }

    static ZooArray ceil(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.CEIL.run(a, out) : unchanged(a, out);
    }

    static ZooArray trunc(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.TRUNC.run(a, out) : unchanged(a, out);
    }

    private static ZooArray unchanged(ZooArray a, ZooArray out) {
        return Assignment.assign(Results.of(out, a.dtype(), a), a);
    }

    static ZooArray isNaN(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.IS_NAN.run(a, out) : everywhere(a, out, 0);
    }

    static ZooArray isFinite(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.IS_FINITE.run(a, out) : everywhere(a, out, 1);
    }

    static ZooArray isInfinite(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.IS_INFINITE.run(a, out) : everywhere(a, out, 0);
    }

    private static ZooArray everywhere(ZooArray a, ZooArray out, long value) {
        return Assignment.fill(Results.of(out, DType.BOOL, a), value);
    }

    static ZooArray clip(ZooArray a, double low, double high, ZooArray out) {
        ZooArray atLeast = Binary.maximum(a, low, null);
        return Binary.minimum(atLeast, high, out == null ? atLeast : out);
    }

    /** A bound beyond the type's range that bounds nothing is left out. */
    static ZooArray clip(ZooArray a, long low, long high, ZooArray out) {
        DType type = a.dtype();
        boolean isInteger = type.isInteger();
        long lower = isInteger ? Math.max(low, Scalars.least(type)) : low;
        long upper = isInteger ? Math.min(high, Scalars.greatest(type)) : high;
        ZooArray atLeast = Binary.maximum(a, lower, null);
        return Binary.minimum(atLeast, upper, out == null ? atLeast : out);
    }

    /** Computed with {@code double}s; the result is of FLOAT32 if the array is, else FLOAT64. */
    static ZooArray map(ZooArray a, DoubleUnaryOperator function, ZooArray out) {
        Loop.One<double[], double[]> loop =
                (x, result, from, to) -> {
                    for (int i = from; i < to; i++) {
                        result[i] = function.applyAsDouble(x[i]);
                    }
                };
        DType type = out != null ? out.dtype() : Operation.quotient(a.dtype());
        ZooArray target = Results.of(out, type, a);
        return Elementwise.run(Kernel.one(DType.FLOAT64, DType.FLOAT64, loop), target, a);
    }

    /** Computed with {@code long}s; the result is of the array's type if that is of integers. */
    static ZooArray mapLong(ZooArray a, LongUnaryOperator function, ZooArray out) {
        Loop.One<long[], long[]> loop =
                (x, result, from, to) -> {
                    for (int i = from; i < to; i++) {
                        result[i] = function.applyAsLong(x[i]);
                    }
                };
        DType own = a.dtype().isInteger() ? a.dtype() : DType.INT64;
        ZooArray target = Results.of(out, out != null ? out.dtype() : own, a);
        return Elementwise.run(Kernel.one(DType.INT64, DType.INT64, loop), target, a);
    }
}
