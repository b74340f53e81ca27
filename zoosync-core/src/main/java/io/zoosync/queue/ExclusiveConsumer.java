package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.sync.Pause;
import io.zoosync.internal.sync.WaitWord;
import java.time.Duration;

/**
 * The consuming end of one thread that holds the consumer lock as long as it is open. Receiving
 * notes the message in hand in CURRENT, one store; committing moves the cursor, another.
 */
final class ExclusiveConsumer extends Receipts implements Consumer {
    private final View view;
    private final Message message;
    private final Pause pause;
    private long published;
    private boolean draining;
    private boolean closing;
    private boolean closed;

    private ExclusiveConsumer(Ring ring) {
        super(ring, true);
        this.view = new View(ring.memory, this);
        this.message = new Message(ring.memory);
        this.pause = new Pause(ring.data, this::beforeSleep);
    }

    /** The end, or null if others keep it for longer than {@code timeout} (null: no limit). */
    static ExclusiveConsumer open(Ring ring, Duration timeout) throws InterruptedException {
        if (ring.exclusiveConsumer != null) {
            throw new IllegalStateException("this object's exclusive consumer is open already");
        }
        ExclusiveConsumer end = new ExclusiveConsumer(ring);
        if (!ring.enterExclusively(
                ring.consumerLock, QueueLayout.CONSUMER_EXCLUSIVE, timeout, end::repairConsumers)) {
            return null;
        }
        end.published = ring.memory.getLong(QueueLayout.CURSOR);
        end.reader.seek(end.published);
        ring.exclusiveConsumer = end;
        return end;
    }

    @Override
    boolean attempt(View view) {
        if (mayHaveReturned() && retake(view)) {
            return true;
        }
        if (reader.nextInHand()) {
            view.setEntry(-1);
            view.open(reader.position(), reader.headerOffset(), reader.messageLength(), 1);
            return true;
        }
        return idle() && retake(view);
    }

    private boolean retake(View view) {
        int entry = retake();
        if (entry >= 0) {
            open(view, entry);
        }
        return entry >= 0;
    }

    /** Nothing new to receive: frees what was skipped; whether to look at other owners. */
    private boolean idle() {
        publish();
        checkNotSplitting();
        ring.segment.checkNotPoisoned(bytes);
        return bytes.getInt(QueueLayout.VIEWS) != 0 && checks.due();
    }

    private void publish() {
        if (reader.position() != published) {
            publish(reader.position());
        }
    }

    private void publish(long position) {
        published = position;
        publishCursor(position);
        if (WaitWord.hasSleepers(bytes.getInt(QueueLayout.SPACE))) {
            ring.space.signal();
        }
    }

    @Override
    public void commit(View view) {
        if (view.entry() < 0) {
            reader.skip();
            publish(reader.position());
        } else {
            views.free(view.entry());
            CrashPoint.QUEUE_VIEW_FREED.hit();
            ring.space.signal();
        }
    }

    @Override
    public void giveBack(View view) {
        if (view.entry() < 0) {
            giveBackCurrent();
        } else {
            views.giveBack(view.entry());
        }
    }

    private void giveBackCurrent() {
        publish();
        published = giveBackAtCursor(reader.position());
        reader.seek(published);
    }

    @Override
    public int drain(MessageHandler handler, int limit) {
        checkIdle();
        int handled = mayHaveReturned() ? drainReturned(handler, limit) : 0;
        if (handled < limit && !closed && reader.nextInHand()) {
            return handled + drainNew(handler, limit - handled);
        }
        return handled == 0 && idle() ? drainReturned(handler, limit) : handled;
    }

    /** From the new message in hand on. */
    private int drainNew(MessageHandler handler, int limit) {
        RingReader reader = this.reader;
        Message message = this.message;
        int handled = 0;
        boolean inHand = true;
        long publishAt = published + ring.length / 4;
        draining = true;
        try {
            do {
                inHand = true;
                message.open(reader.position(), reader.headerOffset(), reader.messageLength(), 1);
                handler.onMessage(message);
                inHand = false;
                reader.skip();
                handled++;
                if (reader.position() >= publishAt) {
                    publish();
                    publishAt = published + ring.length / 4;
                }
            } while (handled < limit && !closing && reader.nextInHand());
        } finally {
            message.end();
            if (inHand) {
                giveBackCurrent();
            } else {
                publish();
            }
            endDraining();
        }
        return handled;
    }

    private int drainReturned(MessageHandler handler, int limit) {
        int handled = 0;
        draining = true;
        try {
            while (handled < limit && !closing && retake(view)) {
                handleReturned(handler);
                handled++;
            }
        } finally {
            endDraining();
        }
        return handled;
    }

    private void handleReturned(MessageHandler handler) {
        try {
            handler.onMessage(view);
            view.commit();
        } finally {
            view.close();
        }
    }

    private void endDraining() {
        draining = false;
        if (closing) {
            close();
        }
    }

    @Override
    public View tryRecvView() {
        checkIdle();
        View view = this.view;
        return attempt(view) ? view : null;
    }

    @Override
    public View recvView(Duration timeout) throws InterruptedException {
        checkIdle();
        return await(view, pause, timeout) ? view : null;
    }

    @Override
    public int drain(MessageHandler handler, int limit, Duration timeout)
            throws InterruptedException {
        return DrainWait.drain(this, ring, pause, handler, limit, timeout);
    }

    private void checkIdle() {
        ring.checkOpen();
        Ends.checkIdle(closed, view.isOpen() || draining, "consumer", "message");
    }

    @Override
    public void close() {
        if (draining) {
            closing = true; // by the handler: the drain ends with its message, and closes
        } else if (!closed) {
            view.close();
            closed = true;
            ring.exclusiveConsumer = null;
            ring.leaveExclusively(ring.consumerLock, QueueLayout.CONSUMER_EXCLUSIVE);
            ring.data.signalAll(); // other consumers may wait for the end
        }
    }
}
