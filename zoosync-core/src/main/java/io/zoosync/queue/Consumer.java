package io.zoosync.queue;

import java.time.Duration;

/**
 * A consuming end of a {@link ZooQueue}, for one thread at a time. It reuses one {@link View}, so
 * that receiving allocates nothing: a view of it ends before the next one begins.
 *
 * <p>{@link ZooQueue#consumer()} gives an end that shares the queue with other consumers, each
 * message going to one of them; {@link ZooQueue#exclusiveConsumer()} one that keeps all others out
 * until it is closed and needs no atomic read-modify-write per message.
 *
 * <p>All methods throw {@link IllegalStateException} after {@link #close()} or when the queue is
 * closed, and {@link io.zoosync.CorruptSegmentException} if the queue's memory was damaged.
 */
public interface Consumer extends AutoCloseable {
    /** The next message in place, or null if there is none for this end. */
    View tryRecvView();

    /** The next message in place, waiting for it. */
    default View recvView() throws InterruptedException {
        return recvView(null);
    }

    /** The next message in place, or null if none comes within {@code timeout} (null: no limit). */
    View recvView(Duration timeout) throws InterruptedException;

    /**
     * Hands all messages that are there to {@code handler}, one after the other, {@code limit} at
     * most. Each is committed when the handler returns from it; if the handler throws, that message
     * and the ones behind it are received again later. If the process dies in the handler, only the
     * message in hand is.
     *
     * @return how many messages were handled; 0 if there were none
     */
    int drain(MessageHandler handler, int limit);

    /** As {@link #drain(MessageHandler, int)}, waiting for the first message until a timeout. */
    int drain(MessageHandler handler, int limit, Duration timeout) throws InterruptedException;

    /** A copy of the next message, or null if there is none for this end. */
    default byte[] tryTake() {
        return Ends.copy(tryRecvView());
    }

    /** A copy of the next message, waiting for it. */
    default byte[] take() throws InterruptedException {
        return Ends.copy(recvView(null));
    }

    /** A copy of the next message, or null if none comes within {@code timeout}. */
    default byte[] take(Duration timeout) throws InterruptedException {
        return Ends.copy(recvView(timeout));
    }

    /** Gives an open view back, and gives the end up. */
    @Override
    void close();
}
