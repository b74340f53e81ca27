package io.zoosync.array;

import java.math.BigInteger;

/**
 * The decimal digits of a floating-point number: the fewest that tell it from its neighbours, or
 * fewer or more where so many are asked for, rounded then from its exact value, halves to even.
 *
 * <p>This is Steele and White's free-format algorithm ("How to Print Floating-Point Numbers
 * Accurately", 1990), with the limits that NumPy's printing knows, so that the digits are NumPy's.
 * Before JDK 19 {@link Double#toString} gave more than the fewest.
 *
 * <p>The number is {@code 0.d₁d₂d₃… × 10^exponent}; zero is {@code 0.0 × 10^1}.
 */
final class Digits {
    private final int[] digits;
    private final int count;
    private final int exponent;

    private Digits(int[] digits, int count, int exponent) {
        this.digits = digits;
        this.count = count;
        this.exponent = exponent;
    }

    /** Where digits begin and end to be cut off. */
    enum Limit {
        /** Counts all digits. */
        TOTAL,
        /** Counts those after the decimal point. */
        FRACTION
    }

    /** As many digits as it takes. */
    static Digits shortest(double value, boolean single) {
        return of(value, single, Limit.TOTAL, Integer.MAX_VALUE, 0);
    }

    /**
     * The digits of a finite number, whose sign is ignored.
     *
     * @param single whether the neighbours are those of a {@code float}
     * @param atMost where they end at the latest
     * @param atLeast where they end at the earliest
     */
    static Digits of(double value, boolean single, Limit limit, int atMost, int atLeast) {
        return value == 0
                ? new Digits(new int[] {0}, 1, 1)
                : new Generator(Math.abs(value), single).generate(limit, atMost, atLeast);
    }

    /** The digit at a power of ten: 0 for the ones, -1 for the tenths; 0 where there are none. */
    int at(int power) {
        int index = exponent - 1 - power;
        return index < 0 || index >= count ? 0 : digits[index];
    }

    /** The power of ten of the first digit. */
    int firstPower() {
        return exponent - 1;
    }

    /** The power of ten of the last digit that is not 0; that of the first for zero. */
    int lastPower() {
        int last = count;
        while (last > 1 && digits[last - 1] == 0) {
            last--;
        }
        return exponent - last;
    }

    private static final class Generator {
        private final boolean even;
        private BigInteger rest; // what is not yet in the digits, over scale
        private BigInteger scale;
        private BigInteger below; // half the distance to the lower neighbour, over scale
        private BigInteger above;
        private int exponent;

        Generator(double value, boolean single) {
            int precision = single ? 24 : 53;
            int least = single ? Float.MIN_EXPONENT - 23 : Double.MIN_EXPONENT - 52;
            int power = Math.max(Math.getExponent(value) - precision + 1, least);
            long mantissa = (long) Math.scalb(value, -power);
            boolean closerBelow = mantissa == 1L << precision - 1 && power > least;
            even = (mantissa & 1) == 0;
            int shift = closerBelow ? 2 : 1;
            rest = BigInteger.valueOf(mantissa).shiftLeft(Math.max(power, 0) + shift);
            scale = BigInteger.ONE.shiftLeft(Math.max(-power, 0) + shift);
            below = BigInteger.ONE.shiftLeft(Math.max(power, 0));
            above = below.shiftLeft(shift - 1);
            normalise(value);
        }

        /**
         * Makes the first digit the one before the point: scale &lt;= 10 * rest, rest &lt; scale.
         */
        private void normalise(double value) {
            exponent = (int) Math.floor(Math.log10(value)) + 1;
            if (exponent > 0) {
                scale = scale.multiply(BigInteger.TEN.pow(exponent));
            } else {
                multiply(BigInteger.TEN.pow(-exponent));
            }
            if (rest.compareTo(scale) >= 0) { // the logarithm was rounded
                scale = scale.multiply(BigInteger.TEN);
                exponent++;
            } else if (rest.multiply(BigInteger.TEN).compareTo(scale) < 0) {
                multiply(BigInteger.TEN);
                exponent--;
            }
        }

        private void multiply(BigInteger factor) {
            rest = rest.multiply(factor);
            below = below.multiply(factor);
            above = above.multiply(factor);
        }

        Digits generate(Limit limit, int atMost, int atLeast) {
            int lead = limit == Limit.FRACTION ? exponent : 0;
            int most = atMost == Integer.MAX_VALUE ? atMost : atMost + lead;
            int least = atLeast + lead;
            int[] digits = new int[Math.max(20, least + 2)];
            int count = 0;
            while (true) {
                multiply(BigInteger.TEN);
                BigInteger[] parts = rest.divideAndRemainder(scale);
                rest = parts[1];
                digits[count++] = parts[0].intValue();
                boolean low = isWithin(rest.compareTo(below));
                boolean high = isWithin(scale.compareTo(rest.add(above)));
                boolean told = (low || high) && count >= least;
                if (told || count == most) {
                    return rounded(digits, count, low == high ? isRestLarge(digits, count) : high);
                }
            }
        }

        /** An even number's neighbours round to it at exactly half the distance. */
        private boolean isWithin(int comparison) {
            return even ? comparison <= 0 : comparison < 0;
        }

        private boolean isRestLarge(int[] digits, int count) {
            int half = rest.shiftLeft(1).compareTo(scale);
            return half > 0 || half == 0 && (digits[count - 1] & 1) == 1;
        }

        private Digits rounded(int[] digits, int count, boolean up) {
            if (!up) {
                return new Digits(digits, count, exponent);
            }
            int last = count;
            while (last > 0 && digits[last - 1] == 9) {
                last--;
            }
            if (last == 0) {
                digits[0] = 1;
                return new Digits(digits, 1, exponent + 1);
            }
            digits[last - 1]++;
            return new Digits(digits, last, exponent);
        }
    }
}
