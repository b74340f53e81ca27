package io.zoosync.array;

/** Finds the first smallest or largest element, or the first NaN. */
@SuppressWarnings("IdentityBinaryExpression") // x != x: a loop with isNaN is slower
final class PlaceLoops {
    private PlaceLoops() {}

    /** The place among the elements {@code from} to {@code to}, exclusive, of which there are. */
    static int first(DType type, Object array, int from, int to, boolean least) {
        return switch (type) {
            case FLOAT64 ->
                    least
                            ? least((double[]) array, from, to)
                            : greatest((double[]) array, from, to);
            case FLOAT32 ->
                    least ? least((float[]) array, from, to) : greatest((float[]) array, from, to);
            case INT64 ->
                    least ? least((long[]) array, from, to) : greatest((long[]) array, from, to);
            default -> least ? least((int[]) array, from, to) : greatest((int[]) array, from, to);
        };
    }

    private static int least(double[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            // False also for NaN, after which nothing can be found.
            if (!(a[i] >= a[place])) {
                place = i;
                if (a[i] != a[i]) {
                    return i;
                }
            }
        }
        return place;
    }

    private static int greatest(double[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            // False also for NaN, after which nothing can be found.
            if (!(a[i] <= a[place])) {
                place = i;
                if (a[i] != a[i]) {
                    return i;
                }
            }
        }
        return place;
    }

    private static int least(float[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            // False also for NaN, after which nothing can be found.
            if (!(a[i] >= a[place])) {
                place = i;
                if (a[i] != a[i]) {
                    return i;
                }
            }
        }
        return place;
    }

    private static int greatest(float[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            // False also for NaN, after which nothing can be found.
            if (!(a[i] <= a[place])) {
                place = i;
                if (a[i] != a[i]) {
                    return i;
                }
            }
        }
        return place;
    }

    private static int least(long[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            if (a[i] < a[place]) {
                place = i;
            }
        }
        return place;
    }

    private static int greatest(long[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            if (a[i] > a[place]) {
                place = i;
            }
        }
        return place;
    }

    private static int least(int[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            if (a[i] < a[place]) {
                place = i;
            }
        }
        return place;
    }

    private static int greatest(int[] a, int from, int to) {
        int place = from;
        for (int i = from; i < to; i++) {
            if (a[i] > a[place]) {
                place = i;
            }
        }
        return place;
    }
}
