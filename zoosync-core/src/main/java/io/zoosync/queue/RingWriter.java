package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Pace;

/**
 * Finds the place of a record at the tail, for whoever holds the producers' end.
 *
 * <p>Its fields are this process's own copies of what the other side last said; they are guarded by
 * the producer lock.
 */
final class RingWriter {
    static final long FULL = -1;

    private final Ring ring;
    private final Memory memory;
    private final int length;

    /** Position, a multiple of the ring's length, of the round that the tail was last in. */
    private long round;

    /** Claims may reach up to here. */
    private long limit;

    /** {@link Ring#freeUpTo} as last seen. */
    private long free;

    private int placedAt;

    /** How many records were placed since the last look at how much is free. */
    private int placed;

    /** Where the claim after the next one may end, as far as can be guessed from the last look. */
    private long next;

    private final boolean alone;

    private final Pace pace = new Pace();

    /**
     * @param alone whether no other producer waits for the lock, so that a look may pause in it
     */
    RingWriter(Ring ring, boolean alone) {
        this.ring = ring;
        this.memory = ring.memory;
        this.length = ring.length;
        this.limit = length;
        this.alone = alone;
    }

    /** Before the lock is taken: pauses if the consumers should be left to run ahead. */
    void pace() {
        if (next > limit) {
            pace.beforeLook();
        }
    }

    /**
     * Makes room at the tail for a record, padding before it where needed.
     *
     * @return the record's position, or {@link #FULL}
     */
    long place(long tail, int payload, int alignment) {
        int at = offset(tail);
        int size = (int) Record.size(payload);
        int gap = alignment == Record.ALIGNMENT ? 0 : gap(at, alignment);
        if (at + (long) gap + size <= length) {
            long position = tail + gap;
            if (position + size > limit && !hasRoom(tail, position + size)) {
                return FULL;
            }
            if (gap != 0) {
                pad(at, gap);
            }
            placedAt = QueueLayout.RING + at + gap;
            placed++;
            return position;
        }
        return placeInNextRound(tail, at, size, alignment);
    }

    private long placeInNextRound(long tail, int at, int size, int alignment) {
        int rest = length - at;
        int gap = gap(0, alignment);
        long position = tail + rest + gap;
        if (position + size > limit && !hasRoom(tail, position + size)) {
            return FULL;
        }
        if (rest != 0) {
            pad(at, rest);
        }
        if (gap != 0) {
            pad(0, gap);
        }
        placedAt = QueueLayout.RING + gap;
        return position;
    }

    /** Offset in memory of the record that {@link #place} found room for. */
    int placedAt() {
        return placedAt;
    }

    /** Bytes to leave free from {@code at} so that the payload of the next record is aligned. */
    private static int gap(int at, int alignment) {
        return -(at + Record.HEADER) & (alignment - 1);
    }

    private void pad(int at, int size) {
        memory.putLong(QueueLayout.RING + at, Record.padding(size));
        CrashPoint.QUEUE_PADDED.hit();
    }

    private boolean hasRoom(long tail, long end) {
        if (alone) {
            pace.beforeLook();
        }
        next = end + (end - tail);
        long seen = ring.freeUpTo(free);
        pace.afterLook(seen - free, placed);
        placed = 0;
        if (seen > tail || seen < free) {
            // The tail is read by holders of the lock only, so it can't be behind.
            throw corrupt(tail, seen);
        }
        free = seen;
        limit = seen + length;
        if (end > limit) {
            checkTail(tail);
            ring.segment.checkNotPoisoned();
            return false;
        }
        return true;
    }

    /** The tail as others left it. Under the lock. */
    long sharedTail() {
        long tail = memory.getLong(QueueLayout.TAIL);
        checkTail(tail);
        return tail;
    }

    private void checkTail(long tail) {
        long cursor = memory.getLongAcquire(QueueLayout.CURSOR);
        if (Long.compareUnsigned(tail - cursor, length) > 0 || !Record.isAligned(tail)) {
            throw ring.corrupt("tail contradicts cursor: tail=" + tail + ", cursor=" + cursor);
        }
    }

    private CorruptSegmentException corrupt(long tail, long seen) {
        return ring.corrupt(
                "positions contradict each other: tail="
                        + tail
                        + ", received up to "
                        + seen
                        + ", earlier "
                        + free);
    }

    /**
     * The offset in the ring of a position that is at most one round from the last one asked for.
     */
    private int offset(long position) {
        long at = position - round;
        if (Long.compareUnsigned(at, length) >= 0) {
            round = position - Long.remainderUnsigned(position, length);
            at = position - round;
        }
        return (int) at;
    }
}
