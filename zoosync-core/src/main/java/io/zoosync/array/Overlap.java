package io.zoosync.array;

import java.util.Arrays;

/** Whether arrays have memory in common. */
final class Overlap {
    private Overlap() {}

    /**
     * The inputs, and copies of those that overlap with the output other than element by element,
     * so that no element is read after it was written.
     */
    static ZooArray[] copied(ZooArray out, ZooArray... in) {
        ZooArray[] apart = in;
        for (int i = 0; i < in.length; i++) {
            if (isShared(out, in[i]) && !isSame(out, in[i])) {
                apart = apart == in ? in.clone() : apart;
                apart[i] = in[i].copy();
            }
        }
        return apart;
    }

    /** Whether two arrays may have elements in common: whether their ranges of memory do. */
    static boolean isShared(ZooArray a, ZooArray b) {
        return isSameMemory(a.storage(), b.storage()) && first(a) < end(b) && first(b) < end(a);
    }

    /** A named array that was opened twice is the same memory. */
    private static boolean isSameMemory(Storage a, Storage b) {
        return a == b || a.identity() != null && a.identity().equals(b.identity());
    }

    private static boolean isSame(ZooArray a, ZooArray b) {
        return a.offset() == b.offset()
                && a.dtype() == b.dtype()
                && Arrays.equals(a.shapeRef(), b.shapeRef())
                && Arrays.equals(a.stridesRef(), b.stridesRef());
    }

    private static long first(ZooArray a) {
        long first = a.offset();
        long[] shape = a.shapeRef();
        for (int axis = 0; axis < shape.length; axis++) {
            first += Math.min(0, (shape[axis] - 1) * a.stridesRef()[axis]);
        }
        return first;
    }

    private static long end(ZooArray a) {
        long end = a.offset() + a.dtype().bytes();
        long[] shape = a.shapeRef();
        for (int axis = 0; axis < shape.length; axis++) {
            end += Math.max(0, (shape[axis] - 1) * a.stridesRef()[axis]);
        }
        return a.size() == 0 ? a.offset() : end;
    }
}
