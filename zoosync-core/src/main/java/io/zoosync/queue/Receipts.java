package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.sync.Pause;
import java.nio.MappedByteBuffer;
import java.time.Duration;

/**
 * What shared and exclusive consuming ends have in common: messages to be received again, recovery
 * of the consumers' end, and waiting. Everything here but {@link #await} runs under the consumer
 * lock.
 */
abstract class Receipts implements View.Owner {
    final Ring ring;
    final Memory memory;
    final MappedByteBuffer bytes;
    final ViewTable views;
    final OwnerChecks checks = new OwnerChecks();
    final RingReader reader;

    Receipts(Ring ring, boolean exclusive) {
        this.ring = ring;
        this.memory = ring.memory;
        this.bytes = memory.buffer();
        this.views = ring.views;
        this.reader = new RingReader(ring, new OwnerChecks(), exclusive);
    }

    /** Receives one message into {@code view}. */
    abstract boolean attempt(View view);

    /** Receives one message; false at the deadline. */
    final boolean await(View view, Pause pause, Duration timeout) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        ring.checkOpen();
        if (attempt(view)) {
            return true;
        }
        boolean hasDeadline = timeout != null;
        pause.start(hasDeadline, hasDeadline ? Timeouts.deadline(timeout) : 0);
        while (pause.step()) {
            ring.checkUsable();
            if (attempt(view)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Has the next look leave nothing out.
     *
     * @return whether messages may come without a signal, by the death of another process: one that
     *     holds a view, has a claim open, or holds the consumers' end
     */
    final boolean beforeSleep() {
        reader.doubt();
        int holder = ring.consumerLock.owner();
        return holder != 0 && holder != ring.self || claimsAreOpen() || othersHoldViews();
    }

    private boolean claimsAreOpen() {
        return memory.getLongAcquire(QueueLayout.CURSOR) != memory.getLongAcquire(QueueLayout.TAIL);
    }

    private boolean othersHoldViews() {
        for (int i = 0, used = views.used(); i < used; i++) {
            int holder = views.holder(views.state(i));
            if (holder != 0 && holder != ring.self) {
                return true;
            }
        }
        return false;
    }

    /** Whether to look for messages to receive again before receiving new ones. */
    final boolean mayHaveReturned() {
        return bytes.getInt(QueueLayout.RETURNED) != 0 || checks.dueAtReceipt();
    }

    /**
     * Takes over the earliest message that was given back or whose holder died.
     *
     * @return its entry of the view table, holding this one message, or -1 if there is none
     */
    final int retake() {
        if (views.used() == 0) {
            return -1;
        }
        int index = findReturned();
        return index < 0 ? -1 : retake(index, firstReady(index));
    }

    /** Where the message lies that {@link #retake()} would take over, or -1. */
    final long peekReturned() {
        int index = findReturned();
        return index < 0 ? -1 : firstReady(index);
    }

    private int findReturned() {
        views.clearHint();
        int index;
        while ((index = earliestReturned()) >= 0) {
            views.hint(); // there may be more
            long start = views.start(index);
            long end = end(index, start);
            if (firstReady(start, end) != end) {
                break;
            }
            views.free(index); // its holder died between its last message and the end
            CrashPoint.QUEUE_VIEW_FREED.hit();
            ring.space.signal();
        }
        return index;
    }

    private long firstReady(int index) {
        long start = views.start(index);
        return firstReady(start, end(index, start));
    }

    /**
     * Where a range of the view table ends that begins at {@code start}, which was read before;
     * checked, as nothing else bounds the walk to it.
     */
    final long end(int index, long start) {
        long end = views.end(index);
        if (Long.compareUnsigned(end - start, ring.length) > 0) {
            throw ring.corrupt("range in the view table: start=" + start + ", end=" + end);
        }
        return end;
    }

    private int retake(int index, long start) {
        long middle = start + Record.size(Record.length(headerAt(start)));
        int taken = index;
        if (middle == views.end(index)) {
            views.retake(index, start, ring.self);
        } else {
            taken = views.allocate(ViewTable.FOR_SPLIT);
            if (taken < 0) {
                return -1;
            }
            views.split(index, taken, start, middle, ring.self);
        }
        if (views.first(taken) > 1) {
            memory.putLong(QueueLayout.REDELIVERED, memory.getLong(QueueLayout.REDELIVERED) + 1);
            CrashPoint.QUEUE_REDELIVERY_COUNTED.hit();
        }
        return taken;
    }

    private int earliestReturned() {
        int earliest = -1;
        for (int i = 0, used = views.used(); i < used; i++) {
            if (isReturned(checkedState(i))
                    && (earliest < 0 || views.start(i) < views.start(earliest))) {
                earliest = i;
            }
        }
        return earliest;
    }

    private int checkedState(int index) {
        int state = views.state(index);
        if (!ViewTable.isState(state)) {
            throw ring.corrupt(
                    String.format("entry %d of the view table has state 0x%08x", index, state));
        }
        return state;
    }

    /** An entry that nobody splits keeps the producers waiting for ever. Under the lock. */
    final void checkNotSplitting() {
        int splitting = bytes.getInt(QueueLayout.SPLITTING); // changed under the lock only
        if ((splitting & 1) != 0) {
            throw ring.corrupt(
                    "the view table says that an entry is being split: splitting=" + splitting);
        }
    }

    private boolean isReturned(int state) {
        int holder = views.holder(state);
        return views.isReturned(state) || holder != 0 && holder != ring.self && isDead(holder);
    }

    private boolean isDead(int holder) {
        if (!ProcessRegistry.isOwner(holder)) {
            throw ring.corrupt("holder in the view table is no process: " + holder);
        }
        return ring.registry.isDead(holder);
    }

    /** Opens {@code view} over the first message of an entry. */
    final void open(View view, int entry) {
        view.setEntry(entry);
        open(view, views.start(entry), views.first(entry));
    }

    final void open(Message message, long position, int deliveries) {
        message.open(position, at(position), Record.length(headerAt(position)), deliveries);
    }

    /** The first READY record of a range of received records, or the range's end. */
    private long firstReady(long start, long end) {
        long position = start;
        while (end - position > 0 && Record.state(headerAt(position)) != Record.READY) {
            position += Record.size(Record.length(headerAt(position)));
        }
        return end - position > 0 ? position : end;
    }

    private long headerAt(long position) {
        int at = at(position);
        return checked(memory.getLong(at), position, at);
    }

    /** A received record's header; checked again, as others may have damaged it since. */
    final long checked(long header, long position, int at) {
        if (Record.size(Record.length(header)) > QueueLayout.RING + ring.length - at) {
            throw corrupt(position, header);
        }
        return header;
    }

    private CorruptSegmentException corrupt(long position, long header) {
        return ring.corrupt(
                "received record was damaged: position="
                        + position
                        + ", header=0x"
                        + Long.toHexString(header));
    }

    final int at(long position) {
        if ((position & (Record.ALIGNMENT - 1)) != 0) {
            throw ring.corrupt("position in the view table is not aligned: " + position);
        }
        return QueueLayout.RING + (int) Long.remainderUnsigned(position, ring.length);
    }

    /** Moves the cursor: what it passes is in the view table, dealt with, or no message. */
    final void publishCursor(long position) {
        Memory.releaseFence();
        bytes.putLong(QueueLayout.CURSOR, position); // SYNC: cursor
        CrashPoint.QUEUE_CURSOR_ADVANCED.hit();
    }

    /**
     * Puts right what a holder of the consumer lock left when it died, an exclusive consumer
     * included. Can be begun again at any point.
     */
    final void repairConsumers() {
        long cursor = memory.getLong(QueueLayout.CURSOR);
        views.repair(cursor);
        long current = memory.getLong(QueueLayout.CURRENT) - 1;
        if (current >= cursor) {
            giveBackAtCursor(current); // all before it were handled
        }
        memory.putIntRelease(QueueLayout.CONSUMER_EXCLUSIVE, 0);
        CrashPoint.QUEUE_REPAIR_UNMARKED.hit();
    }

    /** Makes an exclusive consumer's message in hand an entry to be received again. */
    final long giveBackAtCursor(long position) {
        long end = position + Record.size(Record.length(headerAt(position)));
        int entry = views.allocate(ViewTable.FOR_REPAIR);
        if (entry < 0) {
            throw ring.corrupt("the view table has no entry left for a repair");
        }
        views.note(entry, position, end, 1, 0);
        CrashPoint.QUEUE_REPAIR_CONVERTED.hit();
        publishCursor(end);
        views.hint();
        return end;
    }
}
