package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;

/**
 * Receives protobuf messages from a queue in shared memory: parsed, or in place.
 *
 * <p>{@link #recv} parses a message, takes it off the queue and returns it. {@link #recvView} shows
 * it where it lies; it is taken off when the view is committed, and received again if it is not.
 * {@link #drain} shows all messages that are there, one after the other.
 *
 * <p>Consumers of a queue, in any processes, share its messages: each goes to one of them. Messages
 * that were sent in one batch share a slot and go to one consumer, which receives them one by one.
 * The slot goes back to the producers with the last of them; until then the death of the process,
 * {@link #close} or a message given back means that the whole batch is received again, {@linkplain
 * #redelivered() flagged}, with the same {@linkplain #id() id} and {@linkplain #indexInBatch()
 * indices}.
 *
 * <p>A malformed message is dropped, with {@link InvalidProtobufMessageException}, and so is the
 * rest of its slot where it cannot be told how long the message is.
 *
 * <p>For one thread at a time. What the producer did before a send happens-before the return of the
 * method that receives the message.
 *
 * @param <T> the messages' class
 */
public final class ProtobufConsumer<T extends Message> implements AutoCloseable {
    private final ZooQueue queue;
    private final Consumer end;
    private final MessageParser<T> parser;
    private final Batch batch = new Batch();
    private final ReceivedView view;
    private final Draining draining;

    /** The slot in hand, or null. */
    private View slot;

    private long id;
    private int deliveries;
    private boolean closed;

    private ProtobufConsumer(
            ZooQueue queue, Consumer end, T prototype, ExtensionRegistry extensions) {
        @SuppressWarnings("unchecked") // the parser of a class makes messages of that class
        Parser<T> parserOfClass = (Parser<T>) prototype.getParserForType();
        this.queue = queue;
        this.end = end;
        this.parser = new MessageParser<>(parserOfClass, extensions);
        MessageType type = MessageView.typeOf(prototype, extensions);
        this.view = new ReceivedView(type, this);
        this.draining = new Draining(new MessageView(type, new Slot()));
    }

    /**
     * Attaches to a queue whose messages' class is not at hand: its type was kept with the queue.
     *
     * @throws java.nio.file.NoSuchFileException if there is no queue of that name
     * @throws IllegalArgumentException if it is no queue of protobuf messages
     */
    public static ProtobufConsumer<DynamicMessage> attach(String queueName) throws IOException {
        ZooQueue queue = ZooQueue.attach(queueName);
        return closingOnFailure(
                queue,
                () -> {
                    QueueSchema schema = QueueSchema.parse(queue.name(), queue.metadata());
                    Descriptor type = schema.descriptor(queue.name());
                    return shared(
                            queue,
                            DynamicMessage.getDefaultInstance(type),
                            ExtensionRegistry.getEmptyRegistry());
                });
    }

    /** As {@link #attach(String, Message, ExtensionRegistry)}, without any extensions. */
    public static <T extends Message> ProtobufConsumer<T> attach(String queueName, T prototype)
            throws IOException {
        return attach(queueName, prototype, ExtensionRegistry.getEmptyRegistry());
    }

    /**
     * Attaches to a queue.
     *
     * @param prototype the default instance of the messages' class, say {@code
     *     Order.getDefaultInstance()}
     * @param extensions those that are known to parsed messages and to views
     * @throws java.nio.file.NoSuchFileException if there is no queue of that name
     * @throws IllegalArgumentException if it has messages of another type or is no queue of
     *     protobuf messages; the message names both types
     */
    public static <T extends Message> ProtobufConsumer<T> attach(
            String queueName, T prototype, ExtensionRegistry extensions) throws IOException {
        ZooQueue queue = ZooQueue.attach(queueName);
        return closingOnFailure(
                queue,
                () -> {
                    checkType(queue, prototype);
                    return shared(queue, prototype, extensions);
                });
    }

    /**
     * As {@link #attach(String, Message, ExtensionRegistry)}, and keeps all other consumers out
     * until it is closed or its process dies, which makes receiving cheaper. Waits while another
     * process has such an end.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    public static <T extends Message> ProtobufConsumer<T> attachExclusive(
            String queueName, T prototype, ExtensionRegistry extensions)
            throws IOException, InterruptedException {
        ZooQueue queue = ZooQueue.attach(queueName);
        return closingOnFailure(
                queue,
                () -> {
                    checkType(queue, prototype);
                    return new ProtobufConsumer<>(
                            queue, queue.exclusiveConsumer(), prototype, extensions);
                });
    }

    private static void checkType(ZooQueue queue, Message prototype) {
        QueueSchema.parse(queue.name(), queue.metadata())
                .check(queue.name(), prototype.getDescriptorForType());
    }

    private static <T extends Message> ProtobufConsumer<T> shared(
            ZooQueue queue, T prototype, ExtensionRegistry extensions) {
        return new ProtobufConsumer<>(queue, queue.consumer(), prototype, extensions);
    }

    /** Makes a consumer, which may have to wait. */
    private interface Opening<T extends Message, E extends Exception> {
        ProtobufConsumer<T> open() throws E;
    }

    private static <T extends Message, E extends Exception> ProtobufConsumer<T> closingOnFailure(
            ZooQueue queue, Opening<T, E> opening) throws E {
        boolean opened = false;
        try {
            ProtobufConsumer<T> consumer = opening.open();
            opened = true;
            return consumer;
        } finally {
            if (!opened) {
                queue.close();
            }
        }
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    /** The type of the messages. */
    public Descriptor descriptor() {
        return view.descriptor();
    }

    /**
     * Waits for the next message, parses it and takes it off the queue.
     *
     * @throws InvalidProtobufMessageException if it was malformed, and dropped
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if this consumer was closed, or if a view of it is neither
     *     committed nor given back
     */
    public T recv() throws InterruptedException {
        return parsed(isInHand() || hold(end.recvView()));
    }

    /** As {@link #recv()}, or null if no message comes within {@code timeout}. */
    public T recv(Duration timeout) throws InterruptedException {
        return parsed(isInHand() || hold(end.recvView(timeout)));
    }

    /** As {@link #recv()}, or null if there is no message now. */
    public T tryRecv() {
        return parsed(isInHand() || hold(end.tryRecvView()));
    }

    /**
     * Waits for the next message and shows it in place, until it is committed or given back. The
     * view is the same object each time.
     *
     * @throws InvalidProtobufMessageException if it was malformed as far as {@link
     *     MessageView#wrap} looks, and dropped
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if this consumer was closed, or if its view is neither
     *     committed nor given back
     */
    public ReceivedView recvView() throws InterruptedException {
        return shown(isInHand() || hold(end.recvView()));
    }

    /** As {@link #recvView()}, or null if no message comes within {@code timeout}. */
    public ReceivedView recvView(Duration timeout) throws InterruptedException {
        return shown(isInHand() || hold(end.recvView(timeout)));
    }

    /** As {@link #recvView()}, or null if there is no message now. */
    public ReceivedView tryRecvView() {
        return shown(isInHand() || hold(end.tryRecvView()));
    }

    /**
     * Shows all messages that are there to {@code handler}, one after the other, of at most {@code
     * limit} slots, of which a batch takes one. The view is valid during the call only.
     *
     * <p>The messages of a slot are taken off the queue when the handler has returned from the last
     * of them. If it throws, they are received again later, and so are those behind them. Only
     * {@link InvalidProtobufMessageException}, which reading a malformed message throws, does not
     * stop it: the message is dropped, the others are shown, and at the end the exception is
     * thrown.
     *
     * @return how many messages the handler has dealt with; 0 if there were none
     * @throws InvalidProtobufMessageException if messages were malformed, and dropped
     */
    public int drain(java.util.function.Consumer<? super MessageView> handler, int limit) {
        checkIdle();
        draining.begin(handler);
        try {
            drainRest();
            end.drain(draining, limit);
        } finally {
            draining.end();
        }
        return draining.result();
    }

    /** As {@link #drain(java.util.function.Consumer, int)}, waiting for the first message. */
    public int drain(
            java.util.function.Consumer<? super MessageView> handler, int limit, Duration timeout)
            throws InterruptedException {
        checkIdle();
        draining.begin(handler);
        try {
            boolean some = drainRest();
            if (some) {
                end.drain(draining, limit);
            } else {
                end.drain(draining, limit, timeout);
            }
        } finally {
            draining.end();
        }
        return draining.result();
    }

    /** Shows what is left of a batch that {@link #recv} has begun; false if nothing is. */
    private boolean drainRest() {
        if (slot == null) {
            return false;
        }
        View rest = slot;
        slot = null;
        try (rest) {
            draining.show(rest, batch);
            rest.commit();
        }
        return true;
    }

    /** The id of the message that {@code recv} returned last: see {@link MessageView#id()}. */
    public long id() {
        return id;
    }

    /** The place in its batch, from 0 on, of the message that {@code recv} returned last. */
    public int indexInBatch() {
        return Math.max(0, batch.index());
    }

    /** How often the message that {@code recv} returned last was handed out. */
    public int deliveries() {
        return deliveries;
    }

    /** Whether the message that {@code recv} returned last may have been handed out before. */
    public boolean redelivered() {
        return deliveries > 1;
    }

    private void checkIdle() {
        if (closed) {
            throw new IllegalStateException("the consumer of queue '" + name() + "' is closed");
        }
        if (view.isOpen() || draining.isUnderWay()) {
            throw new IllegalStateException(
                    "the message received before was neither committed nor given back");
        }
    }

    private boolean isInHand() {
        checkIdle();
        return slot != null;
    }

    private boolean hold(View received) {
        if (received == null) {
            return false;
        }
        slot = received;
        batch.start(received);
        return true;
    }

    private T parsed(boolean some) {
        if (!some) {
            return null;
        }
        goToNext();
        try {
            T message = parser.parse(slot, batch.offset(), batch.length());
            committed();
            return message;
        } catch (InvalidProtobufMessageException e) {
            committed();
            throw e;
        } catch (RuntimeException | Error e) {
            givenBack();
            throw e;
        }
    }

    private ReceivedView shown(boolean some) {
        if (!some) {
            return null;
        }
        goToNext();
        try {
            view.wrap(slot, batch.offset(), batch.length(), batch.index());
        } catch (InvalidProtobufMessageException e) {
            committed();
            throw e;
        }
        return view.opened();
    }

    /** Goes to the next message of the slot in hand; drops the slot if there is none. */
    private void goToNext() {
        id = slot.id();
        deliveries = slot.deliveries();
        try {
            batch.next();
        } catch (InvalidProtobufMessageException e) {
            View malformed = slot;
            slot = null;
            malformed.commit();
            throw e;
        }
    }

    /** Ends the message in hand, and the slot with the last one in it. */
    void committed() {
        if (!batch.hasMore()) {
            View done = slot;
            slot = null;
            done.commit();
        }
    }

    /** Gives the slot in hand back, with all messages in it. */
    void givenBack() {
        View back = slot;
        slot = null;
        back.close();
    }

    /**
     * Gives back what is in hand, and detaches from the queue, which stays. Closing again has no
     * effect.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        view.close();
        if (slot != null) {
            givenBack();
        }
        closed = true;
        end.close();
        queue.close();
    }
}
