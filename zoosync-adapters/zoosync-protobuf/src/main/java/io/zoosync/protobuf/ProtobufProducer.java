package io.zoosync.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UninitializedMessageException;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Sends protobuf messages of one type through a queue in shared memory.
 *
 * <p>A message is encoded straight into the queue's slot, without an array between. When the call
 * returns it is committed. If encoding fails, nothing was sent and the slot is given up.
 *
 * <p>Any number of producers may send to a queue, in any processes. A producer made by {@link
 * #open} may be used by several threads; one made by {@link #openExclusive} by one at a time.
 * Everything done before a send that succeeds happens-before the receipt of the message, in any
 * process. A process killed in a send has sent nothing.
 *
 * <p>A batch of messages is sent in one slot: all of them or none, for the price of one.
 *
 * @param <T> the messages' class; {@link com.google.protobuf.DynamicMessage} will do
 */
public final class ProtobufProducer<T extends Message> implements AutoCloseable {
    private static final int ALIGNMENT = 8;

    private final ZooQueue queue;
    private final Slots slots;
    private final Descriptor type;
    private volatile boolean closed;

    /** Where slots are claimed. */
    private interface Slots {
        Claim tryClaim(int length);

        Claim claim(int length, Duration timeout) throws InterruptedException;

        default void close() {}
    }

    private ProtobufProducer(ZooQueue queue, Slots slots, Descriptor type) {
        this.queue = queue;
        this.slots = slots;
        this.type = type;
    }

    /**
     * Creates the queue for a type of messages, or attaches to the queue of that name.
     *
     * @param capacityBytes of the queue; a message or a batch may take half of it
     * @param prototype the default instance of the messages' class, say {@code
     *     Order.getDefaultInstance()}
     * @throws IllegalArgumentException if the queue has messages of another type or is no queue of
     *     protobuf messages, or if it has another capacity
     * @throws IOException if the queue cannot be created or attached to
     */
    public static <T extends Message> ProtobufProducer<T> open(
            String queueName, int capacityBytes, T prototype) throws IOException {
        Descriptor type = prototype.getDescriptorForType();
        ZooQueue queue = openQueue(queueName, capacityBytes, type);
        return new ProtobufProducer<>(queue, new SharedSlots(queue), type);
    }

    /**
     * As {@link #open}, and keeps all other producers out until it is closed or its process dies,
     * which makes sending cheaper. Waits while another process has such an end.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    public static <T extends Message> ProtobufProducer<T> openExclusive(
            String queueName, int capacityBytes, T prototype)
            throws IOException, InterruptedException {
        Descriptor type = prototype.getDescriptorForType();
        ZooQueue queue = openQueue(queueName, capacityBytes, type);
        try {
            return new ProtobufProducer<>(
                    queue, new ExclusiveSlots(queue.exclusiveProducer()), type);
        } catch (InterruptedException | RuntimeException e) {
            queue.close();
            throw e;
        }
    }

    private static ZooQueue openQueue(String queueName, int capacityBytes, Descriptor type)
            throws IOException {
        Objects.requireNonNull(queueName, "queueName");
        QueueSchema schema = QueueSchema.of(type);
        ZooQueue queue = ZooQueue.open(queueName, capacityBytes, schema.toBytes());
        try {
            QueueSchema.parse(queue.name(), queue.metadata()).check(queue.name(), type);
        } catch (RuntimeException e) {
            queue.close();
            throw e;
        }
        return queue;
    }

    /** Claims of the queue itself, for any thread. */
    private record SharedSlots(ZooQueue queue) implements Slots {
        @Override
        public Claim tryClaim(int length) {
            return queue.tryClaim(length);
        }

        @Override
        public Claim claim(int length, Duration timeout) throws InterruptedException {
            return queue.claim(length, ALIGNMENT, timeout);
        }
    }

    /** Claims of an exclusive end, for one thread. */
    private record ExclusiveSlots(Producer end) implements Slots {
        @Override
        public Claim tryClaim(int length) {
            return end.tryClaim(length);
        }

        @Override
        public Claim claim(int length, Duration timeout) throws InterruptedException {
            return end.claim(length, ALIGNMENT, timeout);
        }

        @Override
        public void close() {
            end.close();
        }
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    /**
     * Sends a message, waiting for room.
     *
     * @throws UninitializedMessageException if it lacks required fields; nothing was sent
     * @throws IllegalArgumentException if it is of another type, or longer than the queue can ever
     *     take; nothing was sent
     * @throws InterruptedException if interrupted while waiting; nothing was sent
     * @throws IllegalStateException if this producer was closed
     */
    public void send(T message) throws InterruptedException {
        write(message, slots.claim(length(message), null));
    }

    /**
     * Sends a message if there is room now; throws as {@link #send(Message)} does.
     *
     * @return whether it was sent
     */
    public boolean trySend(T message) {
        return write(message, slots.tryClaim(length(message)));
    }

    /**
     * Sends a message, waiting for room for at most a time; throws as {@link #send(Message)} does.
     *
     * @return whether it was sent
     */
    public boolean send(T message, Duration timeout) throws InterruptedException {
        return write(message, slots.claim(length(message), timeout));
    }

    /**
     * Sends messages in one slot, all or none, waiting for room; nothing if there are none. Throws
     * as {@link #send(Message)} does.
     */
    public void sendAll(List<? extends T> messages) throws InterruptedException {
        sendAll(messages, null);
    }

    /**
     * Sends messages in one slot, all or none, if there is room now; throws as {@link
     * #send(Message)} does.
     *
     * @return whether they were sent
     */
    public boolean trySendAll(List<? extends T> messages) {
        int length = length(messages);
        return length == 0 || writeAll(messages, slots.tryClaim(length));
    }

    /**
     * Sends messages in one slot, all or none, waiting for room for at most a time (null: no
     * limit); throws as {@link #send(Message)} does.
     *
     * @return whether they were sent
     */
    public boolean sendAll(List<? extends T> messages, Duration timeout)
            throws InterruptedException {
        int length = length(messages);
        return length == 0 || writeAll(messages, slots.claim(length, timeout));
    }

    /** The bytes that a message takes in a slot, its length before it included. */
    private int length(T message) {
        return checkLength(delimitedLength(message));
    }

    private int length(List<? extends T> messages) {
        long length = 0;
        for (T message : messages) {
            length += delimitedLength(message);
        }
        return checkLength(length);
    }

    private long delimitedLength(T message) {
        check(message);
        int size = message.getSerializedSize();
        return CodedOutputStream.computeUInt32SizeNoTag(size) + (long) size;
    }

    private void check(T message) {
        if (closed) {
            throw new IllegalStateException("the producer of queue '" + name() + "' is closed");
        }
        Descriptor found = message.getDescriptorForType();
        if (found != type && !found.getFullName().equals(type.getFullName())) {
            throw new IllegalArgumentException(
                    "queue '"
                            + name()
                            + "' takes messages of the type "
                            + type.getFullName()
                            + ", not "
                            + found.getFullName());
        }
        if (!message.isInitialized()) {
            throw new UninitializedMessageException(message.findInitializationErrors());
        }
    }

    private int checkLength(long length) {
        if (length > queue.maxMessageLength()) {
            throw new IllegalArgumentException(
                    "a slot of "
                            + length
                            + " bytes is too long for queue '"
                            + name()
                            + "', which takes up to "
                            + queue.maxMessageLength());
        }
        return (int) length;
    }

    /** Writes a message to a slot as long as it, and commits it; or else gives it up. */
    private static boolean write(Message message, Claim claim) {
        if (claim == null) {
            return false;
        }
        try (claim) {
            CodedOutputStream out = CodedOutputStream.newInstance(claim.buffer());
            encode(message, out);
            commit(claim, out);
            return true;
        } catch (IOException e) {
            throw grew(e);
        }
    }

    /** As {@link #write}, all messages or none. */
    private static boolean writeAll(List<? extends Message> messages, Claim claim) {
        if (claim == null) {
            return false;
        }
        try (claim) {
            CodedOutputStream out = CodedOutputStream.newInstance(claim.buffer());
            for (Message message : messages) {
                encode(message, out);
            }
            commit(claim, out);
            return true;
        } catch (IOException e) {
            throw grew(e);
        }
    }

    private static void encode(Message message, CodedOutputStream out) throws IOException {
        out.writeUInt32NoTag(message.getSerializedSize());
        message.writeTo(out);
    }

    private static void commit(Claim claim, CodedOutputStream out) throws IOException {
        out.flush();
        out.checkNoSpaceLeft();
        claim.commit();
    }

    private static IllegalStateException grew(IOException e) {
        return new IllegalStateException("a message grew while it was sent", e);
    }

    /** Detaches from the queue, which stays with its messages. Closing again has no effect. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            slots.close();
            queue.close();
        }
    }
}
