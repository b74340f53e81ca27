package io.zoosync.array;

/**
 * Arithmetic of {@link DType#FLOAT64}; {@code …Value} is with one number, {@code b[0]} or {@code
 * a[0]}.
 */
final class DoubleLoops {
    private DoubleLoops() {}

    static void add(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void addValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] + value;
        }
    }

    static void subtract(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void subtractValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] - value;
        }
    }

    static void subtractFromValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = a[0];
        for (int i = from; i < to; i++) {
            out[i] = value - b[i];
        }
    }

    static void multiply(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void multiplyValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] * value;
        }
    }

    static void divide(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] / b[i];
        }
    }

    static void divideByValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] / value;
        }
    }

    static void divideValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = a[0];
        for (int i = from; i < to; i++) {
            out[i] = value / b[i];
        }
    }

    static void minimum(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    static void minimumValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], value);
        }
    }

    static void maximum(double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    static void maximumValue(double[] a, double[] b, double[] out, int from, int to) {
        double value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], value);
        }
    }

    static void multiplyAdd(double[] a, double[] b, double[] c, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i] + c[i];
        }
    }

    static void negate(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void square(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * a[i];
        }
    }

    static void sqrt(double[] a, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.sqrt(a[i]);
        }
    }
}
