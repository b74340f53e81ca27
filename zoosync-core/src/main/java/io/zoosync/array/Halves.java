package io.zoosync.array;

/** How a run of elements that are summed is divided. */
final class Halves {
    private Halves() {}

    /** The first half of {@code count} elements, a multiple of 8. */
    static int first(int count) {
        int half = count / 2;
        return half - half % 8;
    }

    /** As {@link #first(int)}. */
    static long first(long count) {
        long half = count / 2;
        return half - half % 8;
    }
}
