package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Backoff;
import io.zoosync.internal.sync.RobustLock;
import io.zoosync.internal.sync.WaitWord;
import java.nio.MappedByteBuffer;
import java.util.function.Function;

/**
 * Receipts that share the consumers' end with others: noted in the view table under the lock, read
 * and committed outside of it.
 */
final class SharedReceipts extends Receipts {
    private final RobustLock lock;
    private final Backoff backoff = new Backoff();

    SharedReceipts(Ring ring) {
        super(ring, false);
        this.lock = ring.consumerLock;
    }

    private boolean enter() {
        int state = ring.enter(lock, bytes, QueueLayout.CONSUMER_EXCLUSIVE, backoff);
        if (state == RobustLock.FAILED && ring.exclusiveConsumer != null) {
            throw new IllegalStateException(
                    "this object's exclusive consumer is open: receive through it, or close it");
        }
        if (state == RobustLock.ACQUIRED_INCONSISTENT) {
            ring.orRelease(lock, this::repairConsumers);
        }
        return state != RobustLock.FAILED;
    }

    @Override
    boolean attempt(View view) {
        int entry = takeRun(1);
        if (entry >= 0) {
            open(view, entry);
        }
        return entry >= 0;
    }

    /** Receives one message again, or up to {@code limit} new ones, into one entry; -1 if none. */
    private int takeRun(int limit) {
        reader.pace();
        int entry = enter() ? takeRunLocked(limit) : -1;
        if (entry < 0) {
            ring.segment.checkNotPoisoned();
        }
        return entry;
    }

    private int takeRunLocked(int limit) {
        try {
            int entry = mayHaveReturned() ? retake() : -1;
            if (entry < 0 && seekNext() == Outcome.DONE) {
                entry = take(limit);
            }
            if (entry < 0) {
                checkNotSplitting();
                entry = views.used() > 0 && checks.due() ? retake() : -1;
            }
            return entry;
        } finally {
            lock.release(true);
        }
    }

    /** Goes to the next message at the cursor, which then stands before it. */
    private Outcome seekNext() {
        long cursor = memory.getLong(QueueLayout.CURSOR);
        reader.seek(cursor);
        Outcome outcome = reader.next();
        if (outcome != Outcome.DONE && reader.position() != cursor) {
            publishCursor(reader.position());
            ring.space.signal();
        }
        return outcome;
    }

    /**
     * Notes the next messages, {@code limit} at most, in one entry; -1 if the table is full. Only
     * what lies below the tail as last seen: who looks again after each message follows the
     * producers step by step, and takes the tail's line from them at each step.
     */
    private int take(int limit) {
        int entry = views.allocate(ViewTable.FOR_RECEIPT);
        if (entry < 0) {
            return -1;
        }
        long start = reader.position();
        reader.skip();
        for (int n = 1; n < limit && reader.maySeeMore() && reader.next() == Outcome.DONE; n++) {
            reader.skip();
        }
        views.hold(entry, start, reader.position(), 1, 0, ring.self);
        publishCursor(reader.position());
        return entry;
    }

    @Override
    public void commit(View view) {
        free(view.entry());
    }

    private void free(int entry) {
        views.free(entry);
        CrashPoint.QUEUE_VIEW_FREED.hit();
        ring.space.signal();
    }

    @Override
    public void giveBack(View view) {
        giveBack(view.entry());
    }

    private void giveBack(int entry) {
        views.giveBack(entry);
        ring.data.signal();
    }

    /** What {@code reader} makes of the message that would be received next, or null. */
    <T> T peek(Function<Message, T> reading) {
        ring.checkOpen();
        if (!enter()) {
            return null;
        }
        try {
            Message message = new Message(memory);
            if (!peek(message)) {
                return null;
            }
            T value = reading.apply(message);
            message.end();
            return value;
        } finally {
            lock.release(true);
        }
    }

    private boolean peek(Message message) {
        long returned = mayHaveReturned() || checks.due() ? peekReturned() : -1;
        if (returned >= 0) {
            open(message, returned, 1);
        } else if (seekNext() == Outcome.DONE) {
            message.open(reader.position(), reader.headerOffset(), reader.messageLength(), 1);
        }
        return message.isOpen();
    }

    /** Receives a run of messages under one lock, and hands them out one by one. */
    int drain(MessageHandler handler, int limit, Message message) {
        int handled = 0;
        while (handled < limit) {
            int entry = takeRun(limit - handled);
            if (entry < 0) {
                break;
            }
            handled += handle(entry, handler, message);
        }
        return handled;
    }

    private int handle(int entry, MessageHandler handler, Message message) {
        long position = views.start(entry);
        long end = end(entry, position);
        int at = at(position);
        int start = views.startOffset(entry);
        int deliveries = views.first(entry);
        int handled = 0;
        try {
            while (end - position > 0) {
                MappedByteBuffer bytes = message.bytes();
                long header = checked(bytes.getLong(at), position, at);
                long size = Record.size(Record.length(header));
                if (Record.state(header) == Record.READY) {
                    message.open(position, at, Record.length(header), deliveries);
                    handler.onMessage(message);
                    Memory.releaseFence();
                    bytes.putLong(start, position + size); // SYNC: view entry
                    CrashPoint.QUEUE_DRAIN_MOVED.hit();
                    if (WaitWord.hasSleepers(bytes.getInt(QueueLayout.SPACE))) {
                        ring.space.signal();
                    }
                    deliveries = 1;
                    handled++;
                }
                position += size;
                at += (int) size;
                if (at == QueueLayout.RING + ring.length) {
                    at = QueueLayout.RING;
                }
            }
        } finally {
            message.end();
            if (end - position <= 0) {
                free(entry);
            } else {
                giveBack(entry);
            }
        }
        return handled;
    }
}
