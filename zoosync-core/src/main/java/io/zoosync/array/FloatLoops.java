package io.zoosync.array;

/**
 * Arithmetic of {@link DType#FLOAT32}; {@code …Value} is with one number, {@code b[0]} or {@code
 * a[0]}.
 */
final class FloatLoops {
    private FloatLoops() {}

    static void add(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void addValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] + value;
        }
    }

    static void subtract(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void subtractValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] - value;
        }
    }

    static void subtractFromValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = a[0];
        for (int i = from; i < to; i++) {
            out[i] = value - b[i];
        }
    }

    static void multiply(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void multiplyValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] * value;
        }
    }

    static void divide(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] / b[i];
        }
    }

    static void divideByValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] / value;
        }
    }

    static void divideValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = a[0];
        for (int i = from; i < to; i++) {
            out[i] = value / b[i];
        }
    }

    static void minimum(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    static void minimumValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], value);
        }
    }

    static void maximum(float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    static void maximumValue(float[] a, float[] b, float[] out, int from, int to) {
        float value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], value);
        }
    }

    static void multiplyAdd(float[] a, float[] b, float[] c, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i] + c[i];
        }
    }

    static void negate(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void square(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * a[i];
        }
    }

    static void sqrt(float[] a, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (float) Math.sqrt(a[i]);
        }
    }
}
