package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Pace;
import java.nio.MappedByteBuffer;

/**
 * Finds the place of a record at the tail, for whoever holds the producers' end.
 *
 * <p>Its fields are this process's own copies of what the other side last said; they are guarded by
 * the producer lock.
 */
final class RingWriter {
    static final long FULL = -1;

    private static final int CACHE_LINE = 64;

    /** What producers that share their end take ahead of time: a power of two. */
    private static final int BLOCK = 1024;

    private static final long NOWHERE = -1;

    private final Ring ring;
    private final Memory memory;
    private final int length;
    private final int self;

    /** Position, a multiple of the ring's length, of the round that the tail was last in. */
    private long round;

    /** Claims may reach up to here. */
    private long limit;

    /** How far from the round's beginning a record may end, for the limit and the ring's end. */
    private long room;

    /** {@link Ring#freeUpTo} as last seen. */
    private long free;

    /** The tail behind the last record that entered a block, until the next block is taken. */
    private long entered = NOWHERE;

    /** Where the claim after the next one may end, as far as can be guessed from the last look. */
    private long next;

    private final boolean alone;

    private final Pace pace;

    /**
     * @param alone whether no other producer waits for the lock, so that a look may pause in it
     */
    RingWriter(Ring ring, boolean alone) {
        this.ring = ring;
        this.memory = ring.memory;
        this.length = ring.length;
        this.self = ring.self;
        this.limit = length;
        this.room = length;
        this.alone = alone;
        this.pace = new Pace(length);
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
     * @param size of the whole record, in bytes
     * @return the record's position, or {@link #FULL}
     */
    long place(long tail, int size, int alignment) {
        long at = tail - round;
        // Both are at least 0 if their union is: most records take one branch.
        if ((at | room - size - at) >= 0
                && alignment == Record.ALIGNMENT
                && Record.isAligned(tail)) {
            return tail;
        }
        return placeWithPadding(tail, size, alignment);
    }

    private long placeWithPadding(long tail, int size, int alignment) {
        if (!Record.isAligned(tail)) {
            throw ring.corrupt("tail is not aligned: " + tail);
        }
        enterRound(tail);
        int at = (int) (tail - round);
        int rest = length - at;
        int gap = gap(at, alignment);
        boolean inNextRound = gap + (long) size > rest;
        if (inNextRound) {
            gap = gap(0, alignment);
        }
        long position = tail + gap + (inNextRound ? rest : 0);
        boolean fits = position + size <= limit || hasRoom(tail, position + size, size);
        if (fits) {
            if (inNextRound && rest != 0) {
                pad(at, rest);
            }
            if (gap != 0) {
                pad(inNextRound ? 0 : at, gap);
            }
            enterRound(position);
        }
        return fits ? position : FULL;
    }

    /**
     * Makes a record at a position that {@link #place} has just returned known to the others, as a
     * claim of this process.
     *
     * @return the offset in memory of its header
     */
    int publish(MappedByteBuffer bytes, long position, int size, int length) {
        int at = (int) (position - round);
        long tail = position + size;
        bytes.putLong(QueueLayout.RING + at, Record.header(length, Record.CLAIMED, self));
        CrashPoint.QUEUE_CLAIMED.hit();
        if (tail != limit) { // else the header of the record one round before lies there
            int next = at + size;
            bytes.putLong(QueueLayout.RING + (next == this.length ? 0 : next), 0);
            CrashPoint.QUEUE_NEXT_CLEARED.hit();
        }
        Memory.releaseFence();
        bytes.putLong(QueueLayout.TAIL, tail); // SYNC: tail
        CrashPoint.QUEUE_TAIL_PUBLISHED.hit();
        return QueueLayout.RING + at;
    }

    /**
     * Stores to the cache line behind that at the tail, if it is free: the consumer's core has it,
     * from the round before or because it fetches lines ahead. The next record, or the word behind
     * it, often lies there, and neither would be seen before the line has come over. For an
     * exclusive end only: space ahead of the tail must be nobody's.
     */
    void takeLineAhead(MappedByteBuffer bytes, long tail) {
        int line = ((int) (tail - round) & -CACHE_LINE) + CACHE_LINE;
        if (line < room) {
            bytes.putLong(QueueLayout.RING + line, 0);
        }
    }

    /** Is told of a record that ends at {@code tail}. Under the lock. */
    void noteBlock(long tail, int size) {
        if ((tail & -BLOCK) != (tail - size & -BLOCK)) {
            entered = tail;
        }
    }

    /** Whether there is a block to be taken ahead of time, as far as can be told without lock. */
    boolean hasBlockAhead() {
        return entered != NOWHERE;
    }

    /**
     * As {@link #takeLineAhead}, for ends that are shared, and all lines of the next block: who
     * takes the lock waits for his earlier stores, and would wait for each line on its own. Nothing
     * if others have claimed meanwhile. Under the lock.
     */
    void takeBlockAhead(MappedByteBuffer bytes) {
        if (entered == bytes.getLong(QueueLayout.TAIL)) {
            int from = ((int) (entered - round) & -BLOCK) + BLOCK;
            for (int line = from; line < from + BLOCK && line < room; line += CACHE_LINE) {
                bytes.putLong(QueueLayout.RING + line, 0);
            }
        }
        entered = NOWHERE;
    }

    /** Bytes to leave free from {@code at} so that the payload of the next record is aligned. */
    private static int gap(int at, int alignment) {
        return -(at + Record.HEADER) & (alignment - 1);
    }

    private void pad(int at, int size) {
        memory.putLong(QueueLayout.RING + at, Record.padding(size));
        CrashPoint.QUEUE_PADDED.hit();
    }

    private boolean hasRoom(long tail, long end, int size) {
        if (alone) {
            pace.beforeLook();
        }
        next = end + (end - tail);
        long seen = ring.freeUpTo(free);
        pace.afterLook(seen - free, (int) ((seen - free) / size));
        if (seen > tail || seen < free) {
            // The tail is read by holders of the lock only, so it can't be behind.
            throw corrupt(tail, seen);
        }
        free = seen;
        limit = seen + length;
        updateRoom();
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

    private void enterRound(long position) {
        if (Long.compareUnsigned(position - round, length) >= 0) {
            round = position - Long.remainderUnsigned(position, length);
            updateRoom();
        }
    }

    private void updateRoom() {
        room = Math.min(limit - round, length);
    }
}
