package io.zoosync.array;

import java.nio.Buffer;

/**
 * The memory of an array as elements: moves runs of them, at any stride, to and from Java arrays.
 * Positions and strides count elements from the start of the storage. For one thread.
 */
final class Runs {
    private final Storage storage;
    private final DType dtype;
    private final Object array;

    /** log2 of the number of elements in a window. */
    private final int bits;

    private long window = -1;
    private Buffer elements;
    private Object raw;
    private int rawLength;

    /**
     * @throws IllegalStateException if the array was closed
     */
    Runs(ZooArray array) {
        this.storage = array.storage();
        this.dtype = array.dtype();
        this.array = HeapMemory.of(storage);
        this.bits = HeapMemory.windowBits(storage) - Tiles.shift(dtype);
    }

    DType dtype() {
        return dtype;
    }

    /** The Java array that holds all elements, null if they are in windows. */
    Object array() {
        return array;
    }

    /** Copies {@code count} elements into a Java array of this type. */
    void get(long first, long stride, Object tile, int at, int count) {
        if (array != null) {
            HeapRuns.get(dtype, array, (int) first, (int) stride, tile, at, count);
            return;
        }
        int done = 0;
        while (done < count) {
            long from = first + done * stride;
            Buffer source = elements(from);
            int n = inWindow(from, stride, count - done);
            WindowRuns.get(dtype, source, within(from), (int) stride, tile, at + done, n);
            done += n;
        }
    }

    /** Copies {@code count} elements into a Java array of another type. */
    void get(DType as, long first, long stride, Object tile, int at, int count) {
        if (as == dtype) {
            get(first, stride, tile, at, count);
        } else if (array != null && stride == 1) {
            Casts.cast(dtype, array, (int) first, as, tile, at, count);
        } else {
            get(first, stride, raw(count), 0, count);
            Casts.cast(dtype, raw, 0, as, tile, at, count);
        }
    }

    /** Copies {@code count} elements from a Java array of this type. */
    void put(long first, long stride, Object tile, int at, int count) {
        if (array != null) {
            HeapRuns.put(dtype, tile, at, array, (int) first, (int) stride, count);
            return;
        }
        int done = 0;
        while (done < count) {
            long to = first + done * stride;
            Buffer target = elements(to);
            int n = inWindow(to, stride, count - done);
            WindowRuns.put(dtype, tile, at + done, target, within(to), (int) stride, n);
            done += n;
        }
    }

    /** Copies {@code count} elements from a Java array of another type. */
    void put(DType of, long first, long stride, Object tile, int at, int count) {
        if (of == dtype) {
            put(first, stride, tile, at, count);
        } else if (array != null && stride == 1) {
            Casts.cast(of, tile, at, dtype, array, (int) first, count);
        } else {
            put(first, stride, converted(of, tile, at, count), 0, count);
        }
    }

    private Object converted(DType of, Object tile, int at, int count) {
        Object raw = raw(count);
        Casts.cast(of, tile, at, dtype, raw, 0, count);
        return raw;
    }

    private Object raw(int count) {
        if (rawLength < count) {
            raw = Tiles.create(dtype, count);
            rawLength = count;
        }
        return raw;
    }

    private Buffer elements(long element) {
        long wanted = element >>> bits;
        if (wanted != window) {
            elements = WindowRuns.elements(dtype, storage.window(element << Tiles.shift(dtype)));
            window = wanted;
        }
        return elements;
    }

    private int within(long element) {
        return (int) element & (1 << bits) - 1;
    }

    /** How many of the next elements are in the same window as the first of them. */
    private int inWindow(long first, long stride, int count) {
        int local = within(first);
        long most =
                stride > 0
                        ? ((1 << bits) - 1 - local) / stride + 1
                        : stride < 0 ? local / -stride + 1 : count;
        return (int) Math.min(most, count);
    }
}
