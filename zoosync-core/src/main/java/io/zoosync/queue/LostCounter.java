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
 * <p>Positions come in ascending order, but whoever begins again begins at the cursor, so it may
 * meet positions that were counted. COUNTED_TO is {@code position + 1} while PLANNED counts that
 * position, and {@code position} while PLANNED is being written for it, which is beyond all earlier
 * ones: else the earlier one, met again, would store what was planned for the later one. Died after
 *
 * <pre>
 * QUEUE_LOST_SETTLED   earlier positions are done with, this one is not begun
 * QUEUE_LOST_PLANNED   the same
 * QUEUE_LOST_PLACED    whoever meets the position again stores PLANNED
 * QUEUE_LOST_COUNTED   the same, which changes nothing
 * </pre>
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
            memory.putLongRelease(countedTo, position);
            CrashPoint.QUEUE_LOST_SETTLED.hit();
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
