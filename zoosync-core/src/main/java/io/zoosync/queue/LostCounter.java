package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;

/**
 * An exact count of lost claims, kept under a lock whose holder may be killed between any two
 * stores: each position is counted once, however often counting it is begun again.
 *
 * <pre>
 *   0       8         16          24
 *  +-------+---------+-----------+
 *  | COUNT | PLANNED | COUNTED_TO |    PLANNED: the count that includes COUNTED_TO
 *  +-------+---------+-----------+
 * </pre>
 *
 * <p>Positions come in ascending order. Died after QUEUE_LOST_PLANNED: nothing has changed yet;
 * after QUEUE_LOST_PLACED: whoever counts the same position again stores PLANNED.
 */
final class LostCounter {
    static final int BYTES = 24;

    private final Memory memory;
    private final int count;
    private final int planned;
    private final int countedTo;

    LostCounter(Memory memory, int offset) {
        this.memory = memory;
        this.count = offset;
        this.planned = offset + 8;
        this.countedTo = offset + 16;
    }

    /** Counts the claim at a position, unless that was done before. The caller holds the lock. */
    void add(long position) {
        long mark = position + 1;
        long done = memory.getLong(countedTo);
        if (mark > done) {
            memory.putLongRelease(planned, memory.getLong(count) + 1);
            CrashPoint.QUEUE_LOST_PLANNED.hit();
            memory.putLongRelease(countedTo, mark);
            CrashPoint.QUEUE_LOST_PLACED.hit();
        }
        if (mark >= done) {
            memory.putLongRelease(count, memory.getLong(planned));
            CrashPoint.QUEUE_LOST_COUNTED.hit();
        }
    }

    long get() {
        return memory.getLongOpaque(count);
    }
}
