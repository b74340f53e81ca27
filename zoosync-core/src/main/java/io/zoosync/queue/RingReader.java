package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.sync.Pace;
import java.nio.MappedByteBuffer;

/**
 * Walks along the records from the cursor on, for whoever holds the consumers' end, and checks
 * them: a record that contradicts the ring's bounds makes a {@link CorruptSegmentException}.
 */
final class RingReader {
    /** One of so many looks at a claim asks whether its owner lives. */
    private static final int CLAIM_LOOKS = 16;

    /** One of so many looks at nothing makes sure that the tail says so, too. */
    private static final int NOTHING_LOOKS = 1024;

    private final Ring ring;
    private final Memory memory;
    private final MappedByteBuffer bytes;
    private final int length;
    private final OwnerChecks checks;
    private final Pace pace = new Pace();
    private final boolean alone;

    private long position;

    /** The tail as last seen; what lies between it and the position was found by its headers. */
    private long tail;

    private long round;
    private int at;
    private long header;
    private boolean blocked;
    private int looks;

    /** Whether the next step looks at the tail, whatever lies at the position. */
    private boolean unsure = true;

    /** How many records were gone past since {@link #pace} was told. */
    private int skipped;

    /**
     * @param alone whether no other consumer waits for the lock, so that the walk may pause in it
     */
    RingReader(Ring ring, OwnerChecks checks, boolean alone) {
        this.ring = ring;
        this.memory = ring.memory;
        this.bytes = memory.buffer();
        this.length = ring.length;
        this.checks = checks;
        this.alone = alone;
    }

    /** Before the lock is taken: pauses if the producers should be left to run ahead. */
    void pace() {
        if (position >= tail || blocked) {
            pace.beforeLook();
        }
    }

    /**
     * Whether nothing lies at the position, or a claim, and a step would change nothing here: a
     * short look, which sees neither damage nor a death. So now and then it says no.
     */
    boolean isIdle() {
        long found = bytes.getLong(QueueLayout.RING + offset(position));
        countLook();
        boolean nothing =
                found == 0 || Record.state(found) == Record.CLAIMED && looks % CLAIM_LOOKS != 0;
        return nothing && !unsure && skipped == 0 && pace.isIdle();
    }

    private void countLook() {
        if (++looks % NOTHING_LOOKS == 0) {
            unsure = true;
        }
    }

    /** Has the next step look at the tail. A hint, which needs no lock. */
    void doubt() {
        unsure = true;
    }

    void seek(long position) {
        blocked = false;
        if (position != this.position) {
            this.position = position;
            unsure = true;
            if (Long.compareUnsigned(tail - position, length) > 0 || !Record.isAligned(position)) {
                tail = position; // so that the next step looks at the shared tail and checks both
            }
        }
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
        Outcome outcome = find();
        Memory.acquireFence(); // SYNC: commit
        return outcome;
    }

    /** As {@link #next()}, and notes in CURRENT that its record is in hand. */
    boolean nextInHand() {
        if (find() != Outcome.DONE) {
            return false;
        }
        bytes.putLong(QueueLayout.CURRENT, position + 1);
        CrashPoint.QUEUE_CURRENT_NOTED.hit();
        Memory.acquireFence(); // SYNC: commit
        Memory.storeStoreFence(); // what is done with the message comes after the note
        return true;
    }

    private Outcome find() {
        return maySeeMore() && !blocked && seesMessage() ? Outcome.DONE : search();
    }

    /** Reads the header at the position; whether a message lies there. */
    private boolean seesMessage() {
        at = QueueLayout.RING + offset(position);
        header = bytes.getLong(at);
        boolean ready = Record.isReadyAt(header, position);
        if (ready) {
            checkBounds();
        }
        return ready;
    }

    private Outcome search() {
        if (blocked && alone) {
            pace.beforeLook(); // each look at a record takes its line from who writes it
        }
        blocked = false;
        while (true) {
            if (!maySeeMore() && !moreBelowTail()) {
                return Outcome.NOTHING;
            }
            if (seesMessage()) {
                return Outcome.DONE;
            }
            if (header == 0 && position >= tail) {
                endRun();
                countLook();
                return Outcome.NOTHING;
            }
            if (Record.state(header) == Record.CLAIMED) {
                blocked = !lose();
                if (blocked) {
                    return Outcome.BLOCKED;
                }
            } else if (position < tail) {
                skipNoMessage();
            } else if (!moreBelowTail()) {
                return Outcome.NOTHING; // left by a producer that died, or of the round before
            }
        }
    }

    private void skipNoMessage() {
        switch (Record.state(header)) {
            case Record.ABORTED, Record.PADDING -> checkBounds();
            case Record.LOST -> {
                checkBounds();
                ring.lostClaims.add(position);
            }
            default -> throw corrupt("record has no valid state for its place");
        }
        skip();
    }

    /** Whether a message may be seen where the walk stands without another look at the tail. */
    boolean maySeeMore() {
        return position < tail || !unsure && pace.isIdle();
    }

    /** Goes past the record that {@link #next} found and whose bounds are checked. */
    void skip() {
        position += Record.size(Record.length(header));
        skipped++;
    }

    private boolean moreBelowTail() {
        if (alone) {
            pace.beforeLook();
        }
        long seen = bytes.getLong(QueueLayout.TAIL);
        Memory.acquireFence(); // SYNC: tail
        long used = seen - position;
        pace.afterLook(seen - tail, skipped);
        skipped = 0;
        if (used < 0 || used > length || ((seen | position) & (Record.ALIGNMENT - 1)) != 0) {
            throw ring.corrupt("tail contradicts cursor: tail=" + seen + ", cursor=" + position);
        }
        tail = seen;
        unsure = false;
        return used != 0;
    }

    /** Tells the pace of a run of records that were found by their headers. */
    private void endRun() {
        if (skipped != 0) {
            pace.afterLook(position - tail, skipped);
            skipped = 0;
            tail = position;
        }
    }

    /**
     * Gives up a claim whose owner is dead; false if the owner lives. Beyond the tail that does no
     * harm: the next producer writes over it.
     */
    private boolean lose() {
        int owner = Record.owner(header);
        if (owner == ring.self || !checks.due()) {
            return false;
        }
        if (!ProcessRegistry.isOwner(owner)) {
            throw corrupt("claim has no owner");
        }
        if (!ring.registry.isDead(owner)) {
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
        if (size > tail - position && position < tail || size > QueueLayout.RING + length - at) {
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
