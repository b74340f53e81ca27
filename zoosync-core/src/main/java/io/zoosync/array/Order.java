package io.zoosync.array;

/**
 * The order in which axes are walked: that of the memory, the axis of the smallest stride last, so
 * that neighbours are worked on together.
 */
final class Order {
    private Order() {}

    /**
     * The axes longer than 1, outermost first.
     *
     * @param strides of each operand; the first one decides, the others where its strides are 0 or
     *     the same
     */
    static int[] of(long[] shape, long[]... strides) {
        int[] axes = new int[shape.length];
        int count = 0;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] != 1) {
                int at = count++;
                while (at > 0 && isInside(axes[at - 1], axis, strides)) {
                    axes[at] = axes[at - 1];
                    at--;
                }
                axes[at] = axis;
            }
        }
        return count == axes.length ? axes : java.util.Arrays.copyOf(axes, count);
    }

    /** Whether the outer of two neighbours should be the inner one. */
    private static boolean isInside(int outer, int inner, long[][] strides) {
        for (long[] of : strides) {
            long a = Math.abs(of[outer]);
            long b = Math.abs(of[inner]);
            if (a != b && a != 0 && b != 0) {
                return a < b;
            }
        }
        return false;
    }

    /** The elements of {@code values} at these places. */
    static long[] pick(long[] values, int[] places) {
        long[] picked = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = values[places[i]];
        }
        return picked;
    }
}
