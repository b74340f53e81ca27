package io.zoosync.concurrency;

import io.zoosync.internal.memory.Memory;
import org.jetbrains.lincheck.datastructures.Operation;

/** As {@link LockedCounter}, without the lock. */
public class RacyCounter {
    private final Memory memory = Slot.memory();
    private final int offset = Slot.next();

    @Operation
    public long increment() {
        long value = memory.getLongAcquire(offset) + 1;
        memory.putLongRelease(offset, value);
        return value;
    }

    @Operation
    public long get() {
        return memory.getLongAcquire(offset);
    }
}
