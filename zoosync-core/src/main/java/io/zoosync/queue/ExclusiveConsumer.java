package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
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
        if (hasNothing()) {
            return false;
        }
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

    /**
     * Whether there is nothing to receive and nothing else to do. It hardly does more than load:
     * most looks of who waits end here, and the next message is read sooner after a short one.
     */
    private boolean hasNothing() {
        boolean nothing =
                reader.isIdle()
                        && published == reader.position()
                        && bytes.getInt(QueueLayout.RETURNED) == 0
                        && (bytes.getInt(QueueLayout.SPLITTING) & 1) == 0
                        && (bytes.getInt(QueueLayout.VIEWS) == 0 || !checks.isDue())
                        && !ring.segment.isPoisoned(bytes);
        Memory.acquireFence(); // the next look is another one
        return nothing;
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
        long position = reader.position();
        if (position != published) {
            published = position;
            publishCursor(position);
            if (WaitWord.hasSleepers(bytes.getInt(QueueLayout.SPACE))) {
                ring.space.signal();
            }
        }
    }

    @Override
    public void commit(View view) {
        if (view.entry() < 0) {
            reader.skip();
            publish();
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
        if (hasNothing()) {
            return 0;
        }
        draining = true;
        int handled = 0;
        try {
            while (handled < limit && !closing && mayHaveReturned() && drainReturned(handler)) {
                handled++;
            }
            handled += drainNew(handler, limit - handled);
            if (handled == 0 && limit > 0 && idle() && drainReturned(handler)) {
                handled++;
            }
        } finally {
            draining = false;
            if (closing) {
                close();
            }
        }
        return handled;
    }

    private int drainNew(MessageHandler handler, int limit) {
        int handled = 0;
        boolean inHand = false;
        long publishAt = published + ring.length / 4;
        try {
            while (handled < limit && !closing && reader.nextInHand()) {
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
            }
        } finally {
            message.end();
            if (inHand) {
                giveBackCurrent();
            } else {
                publish();
            }
        }
        return handled;
    }

    private boolean drainReturned(MessageHandler handler) {
        if (!retake(view)) {
            return false;
        }
        try {
            handler.onMessage(view);
            view.commit();
        } finally {
            view.close();
        }
        return true;
    }

    @Override
    public View tryRecvView() {
        checkIdle();
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
