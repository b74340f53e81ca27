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
    private static final long NOWHERE = Long.MIN_VALUE;
    private static final long EVERYWHERE = Long.MAX_VALUE;

    /** One of so many looks at a claim asks whether its owner lives. */
    private static final int CLAIM_LOOKS = 16;

    /**
     * One of so many looks at nothing makes sure that the tail says so, too: rarely, as that takes
     * the tail's line from the producer, whose next message waits for it.
     */
    private static final int NOTHING_LOOKS = 65_536;

    private final Ring ring;
    private final Memory memory;
    private final MappedByteBuffer bytes;
    private final int length;
    private final OwnerChecks checks;
    private final Pace pace;
    private final boolean alone;

    private long position;

    /** The tail as last seen; what lies between it and the position was found by its headers. */
    private long tail;

    private long round;
    private int at;
    private long header;
    private int looks;

    /** Before this position the next step reads the header first, and else the tail. */
    private long sight;

    /**
     * Records up to here lie below the tail as last seen and in the round, so that one comparison
     * says both; nowhere if it takes more to tell.
     */
    private long bound;

    /** Whether a claim lies at the position, in a stream. */
    private boolean blocked;

    /** Where the walk stood when {@link #pace} was told, and where the last record lies. */
    private long told;

    private long last;

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
        this.pace = new Pace(length);
    }

    /** Before the lock is taken: pauses if the producers should be left to run ahead. */
    void pace() {
        if (position >= tail || blocked) {
            pace.beforeLook();
        }
    }

    /** Has the next step look at the tail. A hint, which needs no lock. */
    void doubt() {
        sight = NOWHERE;
        bound = NOWHERE;
    }

    void seek(long position) {
        if (position != this.position) {
            long jump = position - this.position;
            told += jump;
            last += jump;
            this.position = position;
            blocked = false;
            if (Long.compareUnsigned(tail - position, length) > 0 || !Record.isAligned(position)) {
                tail = position; // so that the next step looks at the shared tail and checks both
            }
            enterRound();
            see(tail);
        }
    }

    private void see(long sight) {
        this.sight = sight;
        bound = sight == NOWHERE ? NOWHERE : Math.min(tail, round + length);
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
        Outcome outcome = seesMessageInBounds(bytes) ? Outcome.DONE : find();
        Memory.acquireFence(); // SYNC: commit
        return outcome;
    }

    /** As {@link #next()}, and notes in CURRENT that its record is in hand. */
    boolean nextInHand() {
        MappedByteBuffer bytes = this.bytes;
        if (seesMessageInBounds(bytes)) {
            noteInHand(bytes); // here, too: where ways meet, the JIT checks the buffer again
            return true;
        }
        if (find() == Outcome.DONE) {
            noteInHand(bytes);
            return true;
        }
        Memory.acquireFence(); // the next look is another one
        return false;
    }

    private void noteInHand(MappedByteBuffer bytes) {
        bytes.putLong(QueueLayout.CURRENT, position + 1);
        CrashPoint.QUEUE_CURRENT_NOTED.hit();
        Memory.acquireFence(); // SYNC: commit
        Memory.storeStoreFence(); // what is done with the message comes after the note
    }

    /** As {@link #find()}, for most messages of a stream; false says nothing. */
    private boolean seesMessageInBounds(MappedByteBuffer bytes) {
        long position = this.position;
        long bound = this.bound;
        if (position >= bound) {
            return false;
        }
        int at = QueueLayout.RING + (int) (position - round);
        long header = bytes.getLong(at);
        if (!Record.isReadyAt(header, position)
                || Record.size(Record.length(header)) > bound - position) {
            return false;
        }
        this.at = at;
        this.header = header;
        return true;
    }

    private Outcome find() {
        if (maySeeMore()) {
            if (seesMessage()) {
                return Outcome.DONE;
            }
            if (seesNothing()) {
                return Outcome.NOTHING;
            }
        }
        return search();
    }

    /** Reads the header at the position; whether a message lies there. */
    private boolean seesMessage() {
        enterRound();
        at = QueueLayout.RING + (int) (position - round);
        header = bytes.getLong(at);
        boolean ready = Record.isReadyAt(header, position);
        if (ready) {
            checkBounds();
        }
        return ready;
    }

    /**
     * Whether the header just read, which is no message's, is to be left at that: most looks of who
     * waits end here. They see neither damage nor a death, so now and then it says no.
     */
    private boolean seesNothing() {
        if (header == 0) {
            return position >= tail && position == told && ++looks % NOTHING_LOOKS != 0;
        }
        return alone
                && sight == EVERYWHERE
                && Record.state(header) == Record.CLAIMED
                && ++looks % CLAIM_LOOKS != 0;
    }

    private Outcome search() {
        if (blocked) {
            if (alone) {
                pace.beforeLook(); // each look at a record takes its line from who writes it
            }
            blocked = false;
            see(tail);
        }
        while (true) {
            if (!maySeeMore() && !moreBelowTail()) {
                return Outcome.NOTHING;
            }
            if (seesMessage()) {
                return Outcome.DONE;
            }
            if (header == 0 && position >= tail) {
                if (position != told) {
                    endRun();
                    return Outcome.NOTHING;
                }
                if (!moreBelowTail()) {
                    return Outcome.NOTHING;
                }
            } else if (Record.state(header) == Record.CLAIMED) {
                if (!lose()) {
                    block();
                    return Outcome.BLOCKED;
                }
            } else if (position < tail) {
                skipNoMessage();
            } else if (!moreBelowTail()) {
                return Outcome.NOTHING; // left by a producer that died, or of the round before
            }
        }
    }

    private void block() {
        blocked = !pace.isIdle();
        if (blocked) {
            see(NOWHERE);
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
        return position < sight;
    }

    /** Goes past the record that {@link #next} found and whose bounds are checked. */
    void skip() {
        last = position;
        position += Record.size(Record.length(header));
    }

    private boolean moreBelowTail() {
        if (alone) {
            pace.beforeLook();
        }
        long seen = bytes.getLong(QueueLayout.TAIL);
        Memory.acquireFence(); // SYNC: tail
        long used = seen - position;
        tellPace(seen - tail);
        if (seen < position
                || Long.compareUnsigned(used, length) > 0
                || ((seen | position) & (Record.ALIGNMENT - 1)) != 0) {
            throw ring.corrupt("tail contradicts cursor: tail=" + seen + ", cursor=" + position);
        }
        tail = seen;
        setSight();
        return used != 0;
    }

    /** Tells the pace of a run of records that were found by their headers. */
    private void endRun() {
        tellPace(position - tail);
        tail = position;
        setSight();
    }

    /** Tells how far the producers have come, and about how many records the walk has gone past. */
    private void tellPace(long came) {
        long gone = position - told;
        pace.afterLook(came, gone == 0 ? 0 : (int) (gone / (position - last)));
        told = position;
    }

    /** After a look: what is beyond the tail is looked at where there is no stream. */
    private void setSight() {
        see(pace.isIdle() ? EVERYWHERE : tail);
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

    /** Makes the round that in which the walk stands. */
    private void enterRound() {
        if (Long.compareUnsigned(position - round, length) >= 0) {
            round = position - Long.remainderUnsigned(position, length);
            see(sight);
        }
    }
}
