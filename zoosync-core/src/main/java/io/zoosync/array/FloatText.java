package io.zoosync.array;

/**
 * How a group of floating-point numbers is printed: in one format and of one width, as NumPy does
 * with its default settings.
 */
final class FloatText {
    /** The digits after the point, at most. */
    private static final int PRECISION = 8;

    private final boolean single;
    private double largest; // of the magnitudes that are not 0
    private double smallest = Double.POSITIVE_INFINITY;
    private boolean anyFinite;
    private boolean anyNonFinite;
    private boolean anyNegativeInfinite;

    private final boolean scientific;
    private int left; // the width before the point
    private int right; // the width after it, with the exponent
    private int fraction; // the digits after the point
    private int exponentDigits = 2;

    /** The format for these numbers, which are {@code float}s if {@code single}. */
    FloatText(double[] values, boolean single) {
        this.single = single;
        for (double value : values) {
            note(value);
        }
        double limit = single ? 1e6 : 1e8; // 10 to the number of reliable digits, of 8 at most
        scientific = anyFinite && (largest >= limit || smallest < leastFixed() || ratio() > 1000);
        for (double value : values) {
            if (Double.isFinite(value)) {
                measure(value);
            }
        }
        right = scientific ? fraction + 2 + exponentDigits : fraction;
        if (anyNonFinite) {
            int word = anyNegativeInfinite ? "-inf".length() : "nan".length();
            left = Math.max(left, word - right - 1);
        }
    }

    private void note(double value) {
        if (Double.isFinite(value)) {
            anyFinite = true;
            if (value != 0) {
                largest = Math.max(largest, Math.abs(value));
                smallest = Math.min(smallest, Math.abs(value));
            }
        }
        anyNonFinite |= !Double.isFinite(value);
        anyNegativeInfinite |= value == Double.NEGATIVE_INFINITY;
    }

    private double leastFixed() {
        return single ? 0.0001f : 0.0001;
    }

    private double ratio() {
        return single ? (float) largest / (float) smallest : largest / smallest;
    }

    private void measure(double value) {
        int sign = isNegative(value) ? 1 : 0;
        if (scientific) {
            Digits digits = Digits.of(value, single, Digits.Limit.TOTAL, PRECISION + 1, 0);
            left = Math.max(left, sign + 1);
            fraction = Math.max(fraction, digits.firstPower() - digits.lastPower());
            int exponent = Math.abs(digits.firstPower());
            exponentDigits = Math.max(exponentDigits, Integer.toString(exponent).length());
        } else {
            Digits digits = fixedDigits(value);
            left = Math.max(left, sign + Math.max(digits.firstPower(), 0) + 1);
            fraction = Math.max(fraction, -digits.lastPower());
        }
    }

    private Digits fixedDigits(double value) {
        return Digits.of(value, single, Digits.Limit.FRACTION, PRECISION, 0);
    }

    private static boolean isNegative(double value) {
        return value < 0 || value == 0 && 1 / value < 0;
    }

    /** One of the numbers, padded to the width of all. */
    String format(double value) {
        if (!Double.isFinite(value)) {
            return pad(nonFinite(value), left + 1 + right);
        }
        if (scientific) {
            int count = fraction + 1;
            Digits digits = Digits.of(value, single, Digits.Limit.TOTAL, count, count);
            String text = scientific(value, digits, fraction, true, exponentDigits);
            return pad(text, left + 1 + right);
        }
        Digits digits = fixedDigits(value);
        String text = fixed(value, digits, digits.lastPower());
        int tail = fraction - Math.max(-digits.lastPower(), 0);
        return pad(text, left + 1 + fraction - tail) + " ".repeat(tail);
    }

    /** A single number, as NumPy prints a scalar. */
    static String scalar(double value, boolean single) {
        if (!Double.isFinite(value)) {
            return nonFinite(value);
        }
        Digits digits = Digits.shortest(value, single);
        double magnitude = Math.abs(value);
        double limit = single ? 1e6 : 1e16;
        if (value == 0 || magnitude < limit && magnitude >= 1e-4) {
            return fixed(value, digits, Math.min(digits.lastPower(), -1));
        }
        int count = digits.firstPower() - digits.lastPower();
        return scientific(value, digits, count, count > 0, 2);
    }

    private static String nonFinite(double value) {
        return Double.isNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }

    /** Down to a power of ten, with a point in any case. */
    private static String fixed(double value, Digits digits, int lastPower) {
        StringBuilder text = new StringBuilder(isNegative(value) ? "-" : "");
        for (int power = Math.max(digits.firstPower(), 0); power >= 0; power--) {
            text.append(digits.at(power));
        }
        text.append('.');
        for (int power = -1; power >= lastPower; power--) {
            text.append(digits.at(power));
        }
        return text.toString();
    }

    private static String scientific(
            double value, Digits digits, int fraction, boolean point, int exponentDigits) {
        int first = digits.firstPower();
        StringBuilder text = new StringBuilder(isNegative(value) ? "-" : "");
        text.append(digits.at(first)).append(point ? "." : "");
        for (int i = 1; i <= fraction; i++) {
            text.append(digits.at(first - i));
        }
        String exponent = Integer.toString(Math.abs(first));
        text.append(first < 0 ? "e-" : "e+");
        text.append("0".repeat(Math.max(exponentDigits - exponent.length(), 0)));
        return text.append(exponent).toString();
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(width - text.length(), 0)) + text;
    }
}
