package io.zoosync.queue;

import io.zoosync.internal.sync.Pause;
import java.time.Duration;

/** A consuming end that shares the queue with others and reuses its view. */
final class SharedConsumer implements Consumer {
    private final Ring ring;
    private final SharedReceipts receipts;
    private final View view;
    private final Message message;
    private final Pause pause;
    private boolean draining;
    private boolean closed;

    SharedConsumer(Ring ring, SharedReceipts receipts) {
        this.ring = ring;
        this.receipts = receipts;
        this.view = new View(ring.memory, receipts);
        this.message = new Message(ring.memory);
        this.pause = new Pause(ring.data, receipts::beforeSleep);
    }

    @Override
    public View tryRecvView() {
        checkIdle();
        View view = this.view;
        return receipts.attempt(view) ? view : null;
    }

    @Override
    public View recvView(Duration timeout) throws InterruptedException {
        checkIdle();
        return receipts.await(view, pause, timeout) ? view : null;
    }

    @Override
    public int drain(MessageHandler handler, int limit) {
        checkIdle();
        draining = true;
        try {
            return receipts.drain(handler, limit, message);
        } finally {
            draining = false;
        }
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
        closed = true;
        view.close();
    }
}
