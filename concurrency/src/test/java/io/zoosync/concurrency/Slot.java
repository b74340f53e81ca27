package io.zoosync.concurrency;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Zeroed bytes of shared memory for one state of a jcstress test.
 *
 * <p>The states of a test share one segment: there are more slots than states at a time, so that a
 * slot is given out again only when its last user is done with it.
 */
public final class Slot {
    static final int BYTES = 256;

    private static final int SLOTS = 1 << 15;
    private static final Memory MEMORY = open();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Slot() {}

    /** The memory that all slots lie in. */
    public static Memory memory() {
        return MEMORY;
    }

    /** The offset of a fresh slot, a multiple of {@link #BYTES}. */
    public static int next() {
        int index = NEXT.getAndIncrement() & (SLOTS - 1);
        int offset = Segment.HEADER_BYTES + BYTES + index * BYTES & -BYTES;
        for (int i = 0; i < BYTES; i += Long.BYTES) {
            MEMORY.putLong(offset + i, 0);
        }
        return offset;
    }

    /** Its name is gone at once, so that nothing is left when this JVM ends. */
    private static Memory open() {
        String name = "slots-" + ProcessHandle.current().pid();
        int size = (SLOTS + 2) * BYTES;
        try {
            Segment segment = Segment.create(Segment.Kind.LOCK, name, size, 0, 0, memory -> {});
            Segment.unlink(Segment.Kind.LOCK, name);
            return segment.memory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
