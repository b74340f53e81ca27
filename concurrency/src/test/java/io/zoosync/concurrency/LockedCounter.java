package io.zoosync.concurrency;

import io.zoosync.internal.memory.Memory;
import io.zoosync.lock.ZooLock;
import org.jetbrains.lincheck.datastructures.Operation;

/** A plain counter in shared memory that is raised with a {@link ZooLock} held. */
public class LockedCounter {
    private final Memory memory = Slot.memory();
    private final int offset = Slot.next();
    private final ZooLock lock = LockPool.next();

    @Operation
    public long increment() {
        lock.lock();
        try {
            long value = memory.getLong(offset) + 1;
            memory.putLong(offset, value);
            return value;
        } finally {
            lock.unlock();
        }
    }

    @Operation
    public long get() {
        lock.lock();
        try {
            return memory.getLong(offset);
        } finally {
            lock.unlock();
        }
    }
}
