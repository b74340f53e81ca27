package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;

/**
 * Walks along the records from the cursor on, for whoever holds the consumers' end, and checks them:
 * a record that contradicts the ring's bounds makes a {@link CorruptSegmentException}.
 */
final class RingReader {
    private final Ring ring;
    private final Memory memory;
    private final int length;
    private final OwnerChecks checks;

    private long position;
    private long tail;
    private long round;
    private int at;
    private long header;

    RingReader(Ring ring, OwnerChecks checks) {
        this.ring = ring;
        this.memory = ring.memory;
        this.length = ring.length;
        this.checks = checks;
    }

    void seek(long position) {
        this.position = position;
    }

    /** Where the walk stands: at a READY record after {@link #next} said DONE. */
    long position() {
        return position;
    }

    /** Offset in memory of the record that {@link #next} found. */
    int headerOffset() {
        return at;
    }

    int messageLength() {
        return Record.length(header);
    }

    /** Goes to the next READY record; NOTHING at the tail, BLOCKED at a claim of a living owner. */
    Outcome next() {
        while (true) {
            if (position >= tail && !moreBelowTail()) {
                return Outcome.NOTHING;
            }
            at = QueueLayout.RING + offset(position);
            header = memory.getLongAcquire(at); // SYNC: commit
            switch (Record.state(header)) {
                case Record.READY -> {
                    checkBounds();
                    return Outcome.DONE;
                }
                case Record.CLAIMED -> {
                    if (!lose()) {
                        return Outcome.BLOCKED;
                    }
                }
                case Record.LOST -> {
                    ring.lostClaims.add(position);
                    skip();
                }
                case Record.ABORTED, Record.PADDING -> skip();
                default -> throw corrupt("record has no valid state");
            }
        }
    }

    /** Goes past the record that {@link #next} found. */
    void skip() {
        checkBounds();
        position += Record.size(Record.length(header));
    }

    private boolean moreBelowTail() {
        tail = memory.getLongAcquire(QueueLayout.TAIL); // SYNC: tail
        long used = tail - position;
        if (used < 0 || used > length || (used & (Record.ALIGNMENT - 1)) != 0) {
            throw ring.corrupt(
                    "tail contradicts cursor: tail=" + tail + ", cursor=" + position);
        }
        return used != 0;
    }

    /** Gives up a claim whose owner is dead; false if the owner lives. */
    private boolean lose() {
        int owner = Record.owner(header);
        if (owner == ring.self || !checks.due() || !ring.registry.isDead(owner)) {
            return false;
        }
        long lost = Record.header(Record.length(header), Record.LOST, owner);
        // Fails if the owner committed after all, in its last moments: then it is looked at again.
        memory.casLong(at, header, lost);
        CrashPoint.QUEUE_CLAIM_LOST.hit();
        return true;
    }

    private void checkBounds() {
        long size = Record.size(Record.length(header));
        if (size > tail - position || size > QueueLayout.RING + length - at) {
            throw corrupt("record reaches beyond its bounds");
        }
    }

    private CorruptSegmentException corrupt(String what) {
        return ring.corrupt(
                what
                        + ": position="
                        + position
                        + ", header=0x"
                        + Long.toHexString(header)
                        + ", tail="
                        + tail
                        + ", ring length="
                        + length);
    }

    private int offset(long position) {
        long offset = position - round;
        if (Long.compareUnsigned(offset, length) >= 0) {
            round = position - Long.remainderUnsigned(position, length);
            offset = position - round;
        }
        return (int) offset;
    }
}
