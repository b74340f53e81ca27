package io.zoosync.array;

/**
 * Arithmetic of integers of up to 32 bits; {@code …Value} is with one number, {@code b[0]} or
 * {@code a[0]}.
 */
final class IntLoops {
    private IntLoops() {}

    static void add(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] + b[i];
        }
    }

    static void addValue(int[] a, int[] b, int[] out, int from, int to) {
        int value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] + value;
        }
    }

    static void subtract(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] - b[i];
        }
    }

    static void subtractValue(int[] a, int[] b, int[] out, int from, int to) {
        int value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] - value;
        }
    }

    static void subtractFromValue(int[] a, int[] b, int[] out, int from, int to) {
        int value = a[0];
        for (int i = from; i < to; i++) {
            out[i] = value - b[i];
        }
    }

    static void multiply(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i];
        }
    }

    static void multiplyValue(int[] a, int[] b, int[] out, int from, int to) {
        int value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = a[i] * value;
        }
    }

    static void minimum(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], b[i]);
        }
    }

    static void minimumValue(int[] a, int[] b, int[] out, int from, int to) {
        int value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.min(a[i], value);
        }
    }

    static void maximum(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    static void maximumValue(int[] a, int[] b, int[] out, int from, int to) {
        int value = b[0];
        for (int i = from; i < to; i++) {
            out[i] = Math.max(a[i], value);
        }
    }

    static void multiplyAdd(int[] a, int[] b, int[] c, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * b[i] + c[i];
        }
    }

    static void negate(int[] a, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = -a[i];
        }
    }

    static void abs(int[] a, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    static void square(int[] a, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] * a[i];
        }
    }

    static void sign(int[] a, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = Integer.signum(a[i]);
        }
    }

    static void and(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] & b[i];
        }
    }

    static void or(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] | b[i];
        }
    }

    static void xor(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] ^ b[i];
        }
    }

    static void not(int[] a, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = ~a[i];
        }
    }

    static void shiftLeft(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = shiftLeft(a[i], b[i]);
        }
    }

    static void shiftRight(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = shiftRight(a[i], b[i]);
        }
    }

    static void floorDivide(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = floorDivide(a[i], b[i]);
        }
    }

    static void remainder(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = remainder(a[i], b[i]);
        }
    }

    static void power(int[] a, int[] b, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = power(a[i], b[i]);
        }
    }

    static void reciprocal(int[] a, int[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] == 0 ? 0 : 1 / a[i];
        }
    }

    /** All bits are shifted out by their number or more, and by less than 0, as in NumPy. */
    private static int shiftLeft(int a, int count) {
        return count >= 0 && count < Integer.SIZE ? a << count : 0;
    }

    private static int shiftRight(int a, int count) {
        return a >> (count >= 0 && count < Integer.SIZE ? count : Integer.SIZE - 1);
    }

    private static int floorDivide(int a, int b) {
        return b == 0 ? 0 : Math.floorDiv(a, b);
    }

    private static int remainder(int a, int b) {
        return b == 0 ? 0 : Math.floorMod(a, b);
    }

    /** Modulo the range of the type. */
    private static int power(int base, int exponent) {
        if (exponent < 0) {
            throw new IllegalArgumentException(
                    "integers cannot be raised to negative powers: " + base + " to " + exponent);
        }
        int result = 1;
        int square = base;
        for (int left = exponent; left != 0; left >>= 1) {
            if ((left & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }
}
