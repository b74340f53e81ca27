package io.zoosync.concurrency;

import io.zoosync.internal.memory.Memory;
import org.jetbrains.lincheck.datastructures.LongGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** As {@link SharedQueue}: words in shared memory with a tail and a cursor, and no lock. */
@Param(name = "value", gen = LongGen.class)
public class RacyQueue {
    private static final int WORDS = 16;

    private final Memory memory = Slot.memory();
    private final int tail = Slot.next();
    private final int cursor = tail + Long.BYTES;
    private final int ring = tail + 64;

    @Operation(params = "value")
    public boolean put(long value) {
        long end = memory.getLongAcquire(tail);
        memory.putLong(at(end), value);
        memory.putLongRelease(tail, end + 1);
        return true;
    }

    @Operation
    public Long poll() {
        long position = memory.getLongAcquire(cursor);
        if (position == memory.getLongAcquire(tail)) {
            return null;
        }
        long value = memory.getLong(at(position));
        memory.putLongRelease(cursor, position + 1);
        return value;
    }

    private int at(long position) {
        return ring + (int) (position % WORDS) * Long.BYTES;
    }
}
