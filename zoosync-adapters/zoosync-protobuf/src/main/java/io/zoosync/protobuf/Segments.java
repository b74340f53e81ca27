package io.zoosync.protobuf;

import io.zoosync.queue.Message;
import java.util.Arrays;

/**
 * The bytes of one message: one run of them in a slot, or several, in ascending order, where a
 * field that is not repeated occurs repeatedly: its messages are merged, as if they were one.
 */
final class Segments {
    private int[] bounds = new int[2];
    private int count;

    void clear() {
        count = 0;
    }

    void add(int start, int end) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
    }

    int count() {
        return count;
    }

    int start(int segment) {
        return bounds[2 * segment];
    }

    int end(int segment) {
        return bounds[2 * segment + 1];
    }

    /** Where the last one ends. */
    int end() {
        return count == 0 ? 0 : end(count - 1);
    }

    /** The segment that a position lies in. */
    int indexOf(int position) {
        int segment = 0;
        while (end(segment) <= position) {
            segment++;
        }
        return segment;
    }

    /** A copy of all bytes, one segment behind the other. */
    byte[] toByteArray(Message bytes) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += end(i) - start(i);
        }
        byte[] copy = new byte[length];
        int at = 0;
        for (int i = 0; i < count; i++) {
            int size = end(i) - start(i);
            bytes.get(start(i), copy, at, size);
            at += size;
        }
        return copy;
    }
}
