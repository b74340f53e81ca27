package io.zoosync.array;

/**
 * Functions of {@link DType#FLOAT64}; those of {@link DType#FLOAT32} are computed by them and
 * rounded.
 */
final class FunctionLoops {
    private static final double LOG2_E = 1 / Math.log(2);

    private FunctionLoops() {}

    static void sign(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = sign(a[i]);
        }
    }

    static void reciprocal(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = 1 / a[i];
        }
    }

    static void floor(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.floor(a[i]);
        }
    }

    static void ceil(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.ceil(a[i]);
        }
    }

    static void rint(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.rint(a[i]);
        }
    }

    static void trunc(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] < 0 ? Math.ceil(a[i]) : Math.floor(a[i]);
        }
    }

    static void exp(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.exp(a[i]);
        }
    }

    static void expm1(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.expm1(a[i]);
        }
    }

    static void log(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.log(a[i]);
        }
    }

    static void log10(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.log10(a[i]);
        }
    }

    static void log1p(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.log1p(a[i]);
        }
    }

    static void sin(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.sin(a[i]);
        }
    }

    static void cos(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.cos(a[i]);
        }
    }

    static void tan(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.tan(a[i]);
        }
    }

    static void asin(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.asin(a[i]);
        }
    }

    static void acos(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.acos(a[i]);
        }
    }

    static void atan(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.atan(a[i]);
        }
    }

    static void sinh(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.sinh(a[i]);
        }
    }

    static void cosh(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.cosh(a[i]);
        }
    }

    static void tanh(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.tanh(a[i]);
        }
    }

    static void log2(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = log2(a[i]);
        }
    }

    static void power(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = power(a[i], b[i]);
        }
    }

    static void atan2(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.atan2(a[i], b[i]);
        }
    }

    static void floorDivide(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = floorDivide(a[i], b[i]);
        }
    }

    static void remainder(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = remainder(a[i], b[i]);
        }
    }

    /** 0 for both zeros, NaN for NaN. */
    private static double sign(double a) {
        return a > 0 ? 1 : a < 0 ? -1 : a == 0 ? 0 : a;
    }

    /** Exact for powers of 2: the exponent is split off. */
    private static double log2(double a) {
        if (!(a >= Double.MIN_NORMAL && a <= Double.MAX_VALUE)) {
            return a > 0 && a < Double.MIN_NORMAL ? log2(a * 0x1p54) - 54 : Math.log(a);
        }
        int exponent = Math.getExponent(a);
        double mantissa = Math.scalb(a, -exponent);
        if (mantissa > 1.5) {
            mantissa /= 2;
            exponent++;
        }
        return exponent + Math.log(mantissa) * LOG2_E;
    }

    /** As in C, where Java has NaN: 1 to any power, and -1 to an infinite one, is 1. */
    private static double power(double a, double b) {
        boolean isOne = a == 1 || a == -1 && Double.isInfinite(b);
        return isOne ? 1 : Math.pow(a, b);
    }

    /** As NumPy: near to an integer, the quotient less its remainder is rounded, not cut. */
    private static double floorDivide(double a, double b) {
        double rest = a % b;
        if (b == 0) {
            return a / b;
        }
        double quotient = (a - rest) / b;
        if (rest != 0 && b < 0 != rest < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /** With the sign of the divisor. */
    private static double remainder(double a, double b) {
        double rest = a % b;
        if (b == 0) {
            return rest;
        }
        if (rest == 0) {
            return Math.copySign(0, b);
        }
        return b < 0 != rest < 0 ? rest + b : rest;
    }
}
