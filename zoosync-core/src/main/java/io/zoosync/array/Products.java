package io.zoosync.array;

/** Products, running totals, and whether all or any are true: one element after another. */
final class Products {
    private Products() {}

    static void product(double[] into, int at, double[] from, int first, int count) {
        double product = into[at];
        for (int i = first; i < first + count; i++) {
            product *= from[i];
        }
        into[at] = product;
    }

    static void product(float[] into, int at, float[] from, int first, int count) {
        float product = into[at];
        for (int i = first; i < first + count; i++) {
            product *= from[i];
        }
        into[at] = product;
    }

    static void product(long[] into, int at, long[] from, int first, int count) {
        long product = into[at];
        for (int i = first; i < first + count; i++) {
            product *= from[i];
        }
        into[at] = product;
    }

    /** Running totals, in place; {@code total[at]} is the one before and then the last. */
    static void sums(double[] total, int at, double[] a, int first, int count) {
        double last = total[at];
        for (int i = first; i < first + count; i++) {
            last += a[i];
            a[i] = last;
        }
        total[at] = last;
    }

    /** Running totals, in place; {@code total[at]} is the one before and then the last. */
    static void sums(float[] total, int at, float[] a, int first, int count) {
        float last = total[at];
        for (int i = first; i < first + count; i++) {
            last += a[i];
            a[i] = last;
        }
        total[at] = last;
    }

    /** Running totals, in place; {@code total[at]} is the one before and then the last. */
    static void sums(long[] total, int at, long[] a, int first, int count) {
        long last = total[at];
        for (int i = first; i < first + count; i++) {
            last += a[i];
            a[i] = last;
        }
        total[at] = last;
    }

    /** Running totals, in place; {@code total[at]} is the one before and then the last. */
    static void products(double[] total, int at, double[] a, int first, int count) {
        double last = total[at];
        for (int i = first; i < first + count; i++) {
            last *= a[i];
            a[i] = last;
        }
        total[at] = last;
    }

    /** Running totals, in place; {@code total[at]} is the one before and then the last. */
    static void products(float[] total, int at, float[] a, int first, int count) {
        float last = total[at];
        for (int i = first; i < first + count; i++) {
            last *= a[i];
            a[i] = last;
        }
        total[at] = last;
    }

    /** Running totals, in place; {@code total[at]} is the one before and then the last. */
    static void products(long[] total, int at, long[] a, int first, int count) {
        long last = total[at];
        for (int i = first; i < first + count; i++) {
            last *= a[i];
            a[i] = last;
        }
        total[at] = last;
    }

    static void all(byte[] into, int at, byte[] from, int first, int count) {
        int all = into[at];
        for (int i = first; i < first + count; i++) {
            all &= from[i];
        }
        into[at] = (byte) all;
    }

    static void any(byte[] into, int at, byte[] from, int first, int count) {
        int any = into[at];
        for (int i = first; i < first + count; i++) {
            any |= from[i];
        }
        into[at] = (byte) any;
    }
}
