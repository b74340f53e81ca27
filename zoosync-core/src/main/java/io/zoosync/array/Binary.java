package io.zoosync.array;

import java.util.function.DoubleBinaryOperator;

/** Arithmetic of two arrays, or an array and a number. */
final class Binary {
    private Binary() {}

    static ZooArray add(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.ADD.run(a, b, out);
    }

    static ZooArray add(ZooArray a, double b, ZooArray out) {
        return Arithmetic.ADD.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray add(ZooArray a, long b, ZooArray out) {
        return Arithmetic.ADD.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray subtract(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.SUBTRACT.run(a, b, out);
    }

    static ZooArray subtract(ZooArray a, double b, ZooArray out) {
        return Arithmetic.SUBTRACT.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray subtract(ZooArray a, long b, ZooArray out) {
        return Arithmetic.SUBTRACT.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray multiply(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.MULTIPLY.run(a, b, out);
    }

    static ZooArray multiply(ZooArray a, double b, ZooArray out) {
        return Arithmetic.MULTIPLY.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray multiply(ZooArray a, long b, ZooArray out) {
        return Arithmetic.MULTIPLY.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray divide(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.DIVIDE.run(a, b, out);
    }

    static ZooArray divide(ZooArray a, double b, ZooArray out) {
        return Arithmetic.DIVIDE.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray divide(ZooArray a, long b, ZooArray out) {
        return divide(a, (double) b, out);
    }

    static ZooArray floorDivide(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.FLOOR_DIVIDE.run(a, b, out);
    }

    static ZooArray floorDivide(ZooArray a, double b, ZooArray out) {
        return Arithmetic.FLOOR_DIVIDE.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray floorDivide(ZooArray a, long b, ZooArray out) {
        return Arithmetic.FLOOR_DIVIDE.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray remainder(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.REMAINDER.run(a, b, out);
    }

    static ZooArray remainder(ZooArray a, double b, ZooArray out) {
        return Arithmetic.REMAINDER.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray remainder(ZooArray a, long b, ZooArray out) {
        return Arithmetic.REMAINDER.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray power(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.POWER.run(a, b, out);
    }

    static ZooArray power(ZooArray a, double b, ZooArray out) {
        return Arithmetic.POWER.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray power(ZooArray a, long b, ZooArray out) {
        return Arithmetic.POWER.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray minimum(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.MINIMUM.run(a, b, out);
    }

    static ZooArray minimum(ZooArray a, double b, ZooArray out) {
        return Arithmetic.MINIMUM.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray minimum(ZooArray a, long b, ZooArray out) {
        return Arithmetic.MINIMUM.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray maximum(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.MAXIMUM.run(a, b, out);
    }

    static ZooArray maximum(ZooArray a, double b, ZooArray out) {
        return Arithmetic.MAXIMUM.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray maximum(ZooArray a, long b, ZooArray out) {
        return Arithmetic.MAXIMUM.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray atan2(ZooArray a, ZooArray b, ZooArray out) {
        return Arithmetic.ATAN2.run(a, b, out);
    }

    static ZooArray atan2(ZooArray a, double b, ZooArray out) {
        return Arithmetic.ATAN2.run(a, Scalars.beside(a, b), out);
    }

    /** {@code a * b + c}, rounded twice as if computed one after the other. */
    static ZooArray multiplyAdd(ZooArray a, ZooArray b, ZooArray c, ZooArray out) {
        return Arithmetic.MULTIPLY_ADD.run(a, b, c, out);
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
