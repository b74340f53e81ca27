package io.zoosync.array;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Functions of the caller, of each element or of two arrays' elements. */
final class Mapping {
    private Mapping() {}

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

    /**
     * Computed with {@code double}s, into FLOAT32 if both arrays' common type is that, else
     * FLOAT64.
     */
    static ZooArray combine(ZooArray a, ZooArray b, DoubleBinaryOperator function, ZooArray out) {
        Loop.Two<double[], double[], double[]> loop =
                (x, y, result, from, to) -> {
                    for (int i = from; i < to; i++) {
                        result[i] = function.applyAsDouble(x[i], y[i]);
                    }
                };
        DType common = Operation.quotient(DType.promote(a.dtype(), b.dtype()));
        ZooArray target = Results.of(out, out != null ? out.dtype() : common, a, b);
        return Elementwise.run(Kernel.two(DType.FLOAT64, DType.FLOAT64, loop), target, a, b);
    }
}
