package io.zoosync.array;

/**
 * Smallest and largest elements; NaN if there is one. Floating-point numbers are compared with a
 * branch that is rarely taken, which is faster than {@link Math#min}.
 */
@SuppressWarnings("IdentityBinaryExpression") // x != x: a loop with isNaN is slower
final class Extremes {
    private Extremes() {}

    static void least(double[] into, int at, double[] from, int first, int count) {
        double least = into[at];
        boolean isNaN = least != least;
        for (int i = first; i < first + count; i++) {
            double value = from[i];
            if (value < least) {
                least = value;
            }
            isNaN |= value != value;
        }
        into[at] = isNaN ? Double.NaN : least;
    }

    static void greatest(double[] into, int at, double[] from, int first, int count) {
        double greatest = into[at];
        boolean isNaN = greatest != greatest;
        for (int i = first; i < first + count; i++) {
            double value = from[i];
            if (value > greatest) {
                greatest = value;
            }
            isNaN |= value != value;
        }
        into[at] = isNaN ? Double.NaN : greatest;
    }

    static void least(float[] into, int at, float[] from, int first, int count) {
        float least = into[at];
        boolean isNaN = least != least;
        for (int i = first; i < first + count; i++) {
            float value = from[i];
            if (value < least) {
                least = value;
            }
            isNaN |= value != value;
        }
        into[at] = isNaN ? Float.NaN : least;
    }

    static void greatest(float[] into, int at, float[] from, int first, int count) {
        float greatest = into[at];
        boolean isNaN = greatest != greatest;
        for (int i = first; i < first + count; i++) {
            float value = from[i];
            if (value > greatest) {
                greatest = value;
            }
            isNaN |= value != value;
        }
        into[at] = isNaN ? Float.NaN : greatest;
    }

    static void least(long[] into, int at, long[] from, int first, int count) {
        long least = into[at];
        for (int i = first; i < first + count; i++) {
            least = Math.min(least, from[i]);
        }
        into[at] = least;
    }

    static void greatest(long[] into, int at, long[] from, int first, int count) {
        long greatest = into[at];
        for (int i = first; i < first + count; i++) {
            greatest = Math.max(greatest, from[i]);
        }
        into[at] = greatest;
    }

    static void least(int[] into, int at, int[] from, int first, int count) {
        int least = into[at];
        for (int i = first; i < first + count; i++) {
            least = Math.min(least, from[i]);
        }
        into[at] = least;
    }

    static void greatest(int[] into, int at, int[] from, int first, int count) {
        int greatest = into[at];
        for (int i = first; i < first + count; i++) {
            greatest = Math.max(greatest, from[i]);
        }
        into[at] = greatest;
    }
}
