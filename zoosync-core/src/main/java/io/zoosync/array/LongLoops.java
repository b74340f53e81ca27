package io.zoosync.array;

/**
 * Arithmetic of {@link DType#INT64}; {@code …Value} is with one number, {@code b[0]} or {@code
 * a[0]}.
 */
final class LongLoops {
    private LongLoops() {}

    static void add(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void addValue(long[] a, long[] b, long[] out, int from, int to) {
        long value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] + value;
        }
    }

    static void subtract(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void subtractValue(long[] a, long[] b, long[] out, int from, int to) {
        long value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] - value;
        }
    }

    static void subtractFromValue(long[] a, long[] b, long[] out, int from, int to) {
        long value = a[0];
        for (int i = from; i < to; i++) {
            out[i] = value - b[i];
        }
    }

    static void multiply(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void multiplyValue(long[] a, long[] b, long[] out, int from, int to) {
        long value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] * value;
        }
    }

    static void minimum(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    static void minimumValue(long[] a, long[] b, long[] out, int from, int to) {
        long value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], value);
        }
    }

    static void maximum(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    static void maximumValue(long[] a, long[] b, long[] out, int from, int to) {
        long value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], value);
        }
    }

    static void multiplyAdd(long[] a, long[] b, long[] c, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i] + c[i];
        }
    }

    static void negate(long[] a, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(long[] a, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void square(long[] a, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * a[i];
        }
    }

    static void sign(long[] a, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Long.signum(a[i]);
        }
    }

    static void and(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] & b[i];
        }
    }

    static void or(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] | b[i];
        }
    }

    static void xor(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] ^ b[i];
        }
    }

    static void not(long[] a, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = ~a[i];
        }
    }

    static void shiftLeft(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = shiftLeft(a[i], b[i]);
        }
    }

    static void shiftRight(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = shiftRight(a[i], b[i]);
        }
    }

    static void floorDivide(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = floorDivide(a[i], b[i]);
        }
    }

    static void remainder(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = remainder(a[i], b[i]);
        }
    }

    static void power(long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = power(a[i], b[i]);
        }
    }

    static void reciprocal(long[] a, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] == 0 ? 0 : 1 / a[i];
        }
    }

    /** All bits are shifted out by their number or more, and by less than 0, as in NumPy. */
    private static long shiftLeft(long a, long count) {
        return count >= 0 && count < Long.SIZE ? a << count : 0;
    }

    private static long shiftRight(long a, long count) {
        return a >> (count >= 0 && count < Long.SIZE ? count : Long.SIZE - 1);
    }

    private static long floorDivide(long a, long b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    private static long remainder(long a, long b) {
        return b == 0 ? 0 : Math.floorMod(a, b);
    }

    /** Modulo the range of the type. */
    private static long power(long base, long exponent) {
        if (exponent < 0) {
            throw new IllegalArgumentException(
                    "integers cannot be raised to negative powers: " + base + " to " + exponent);
        }
        long result = 1;
        long square = base;
        for (long left = exponent; left != 0; left >>= 1) {
            if ((left & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
