package io.zoosync.arrow;

import static io.zoosync.arrow.InvalidArrowMessageException.check;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Receives record batches from a queue in shared memory, in place.
 *
 * <p>The vectors of a batch lie in the queue's slot; nothing is copied but the batch's header. Only
 * where the queue knows no native addresses (its portable binding), the slot is copied once into
 * the allocator's memory. The allocator also serves vectors that came without a validity buffer,
 * and the dictionaries kept with the queue, which are copied once, at {@link #attach}.
 *
 * <p>Consumers of a queue, in any processes, share its messages: each goes to one of them. One
 * consumer may be used by several threads. A message whose consumer dies before the batch is closed
 * is received by another, flagged by {@link ArrowBatch#redelivered()}: delivery is at least once.
 */
public final class ArrowConsumer implements AutoCloseable {
    private final ZooQueue queue;
    private final BufferAllocator allocator;
    private final Schema schema;
    private final List<ColumnLayout> layouts;
    private final Map<Long, Dictionary> shared;
    private final Map<Long, ColumnLayout> dictionaryLayouts = new LinkedHashMap<>();
    private final DictionaryProvider sharedProvider;

    /** One for this consumer until it is closed, and one for each slot that is held. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private volatile boolean closed;

    private ArrowConsumer(ZooQueue queue, BufferAllocator allocator, Schema messageSchema) {
        this.queue = queue;
        this.allocator = allocator;
        this.shared = new LinkedHashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : messageSchema.getFields()) {
            fields.add(DictionaryUtility.toMemoryFormat(field, allocator, shared));
        }
        this.schema = new Schema(fields, messageSchema.getCustomMetadata());
        this.layouts = ColumnLayout.of(fields);
        shared.forEach(
                (id, dictionary) ->
                        dictionaryLayouts.put(
                                id, ColumnLayout.of(dictionary.getVector().getField())));
        this.sharedProvider = new MapDictionaryProvider(shared.values().toArray(Dictionary[]::new));
    }

    /**
     * Attaches to a queue that a producer has made.
     *
     * @param allocator must outlive the consumer and its batches; not closed by the consumer
     * @throws java.nio.file.NoSuchFileException if there is no queue of that name
     * @throws IllegalArgumentException if the queue keeps no valid Arrow schema
     * @throws OutOfMemoryException if the allocator has no memory for the dictionaries
     * @throws IOException if the queue cannot be attached to
     */
    public static ArrowConsumer attach(String queueName, BufferAllocator allocator)
            throws IOException {
        Objects.requireNonNull(allocator, "allocator");
        ZooQueue queue = ZooQueue.attach(queueName);
        try {
            byte[] metadata = ArrowProducer.bytesOf(queue.metadata());
            QueueHeader header = QueueHeader.parse(metadata);
            ArrowConsumer consumer = new ArrowConsumer(queue, allocator, header.messageSchema());
            consumer.loadShared(header);
            return consumer;
        } catch (OutOfMemoryException e) {
            queue.close();
            throw e;
        } catch (RuntimeException e) {
            // What Arrow throws at a schema or a dictionary that makes no sense is not specified.
            queue.close();
            throw new IllegalArgumentException(
                    "queue " + queueName + " keeps no valid Arrow schema", e);
        }
    }

    private void loadShared(QueueHeader header) {
        try {
            for (IncomingMessage message : header.dictionaries().values()) {
                loadShared(message, header.bytes());
            }
        } catch (RuntimeException e) {
            closeShared();
            throw e;
        }
    }

    private void loadShared(IncomingMessage message, byte[] bytes) {
        try (ArrowBuf body = allocator.buffer(message.bodyLength())) {
            ArrowBuf exact = body.slice(0, message.bodyLength());
            exact.setBytes(0, bytes, message.bodyStart(), message.bodyLength());
            DictionaryBatch batch = QueueHeader.dictionaryBatch(message);
            loadDictionary(batch, exact, dictionary(batch.id()).getVector());
        }
    }

    private Dictionary dictionary(long id) {
        Dictionary dictionary = shared.get(id);
        check(dictionary != null, () -> "the schema names no dictionary " + id);
        return dictionary;
    }

    private void loadDictionary(DictionaryBatch batch, ArrowBuf body, FieldVector into) {
        IncomingBatch incoming = new IncomingBatch(batch.data(), body);
        incoming.load(List.of(dictionaryLayouts.get(batch.id())), List.of(into));
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    /**
     * The schema of every batch, in memory format: a field with a dictionary has the type of its
     * indices.
     */
    public Schema schema() {
        return schema;
    }

    /**
     * Receives a batch, waiting for one. What its producer did before the send happens-before the
     * return.
     *
     * @throws InvalidArrowMessageException if the message is not valid; it is dropped
     * @throws OutOfMemoryException if the allocator has no memory for what must be copied; the
     *     message will be received again
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if this consumer was closed
     */
    public ArrowBatch recv() throws InterruptedException {
        checkOpen();
        return open(queue.recvView());
    }

    /**
     * Receives a batch if there is one now.
     *
     * @return the batch, or null
     * @throws InvalidArrowMessageException if the message is not valid; it is dropped
     * @throws IllegalStateException if this consumer was closed
     */
    public ArrowBatch tryRecv() {
        checkOpen();
        return open(queue.tryRecvView());
    }

    /**
     * Receives a batch, waiting for one for at most a time.
     *
     * @return the batch, or null if none came
     * @throws InvalidArrowMessageException if the message is not valid; it is dropped
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if this consumer was closed
     */
    public ArrowBatch recv(Duration timeout) throws InterruptedException {
        checkOpen();
        return open(queue.recvView(timeout));
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the consumer of queue " + name() + " is closed");
        }
    }

    private ArrowBatch open(View view) {
        if (view == null) {
            return null;
        }
        SlotMemory slot = hold(view);
        boolean drop = false;
        boolean opened = false;
        try {
            ArrowBatch batch = load(slot);
            opened = true;
            return batch;
        } catch (InvalidArrowMessageException | IndexOutOfBoundsException e) {
            drop = true;
            throw new InvalidArrowMessageException(
                    "message "
                            + view.id()
                            + " of "
                            + view.length()
                            + " bytes in queue "
                            + name()
                            + " was dropped: "
                            + e.getMessage(),
                    e);
        } finally {
            if (!opened) {
                endUnopened(slot, drop);
            }
        }
    }

    private SlotMemory hold(View view) {
        boolean held = false;
        try {
            acquireHold();
            try {
                SlotMemory slot = new SlotMemory(view, allocator, this::releaseHold);
                held = true;
                return slot;
            } finally {
                if (!held) {
                    releaseHold();
                }
            }
        } finally {
            if (!held) {
                view.close();
            }
        }
    }

    private static void endUnopened(SlotMemory slot, boolean drop) {
        if (!drop) {
            slot.abandon();
        }
        slot.release();
    }

    private ArrowBatch load(SlotMemory slot) {
        List<IncomingMessage> messages = IncomingMessage.parseAll(slot.view().buffer());
        int last = messages.size() - 1;
        List<FieldVector> vectors = new ArrayList<>();
        List<FieldVector> ownDictionaries = new ArrayList<>();
        boolean loaded = false;
        try {
            DictionaryProvider provider = loadOwn(slot, messages.subList(0, last), ownDictionaries);
            IncomingBatch incoming = incoming(slot, messages.get(last));
            for (Field field : schema.getFields()) {
                vectors.add(field.createVector(allocator));
            }
            incoming.load(layouts, vectors);
            loaded = true;
            return new ArrowBatch(
                    slot, schema, vectors, incoming.rows(), ownDictionaries, provider);
        } finally {
            if (!loaded) {
                ArrowBatch.closeAll(vectors);
                ArrowBatch.closeAll(ownDictionaries);
            }
        }
    }

    private static IncomingBatch incoming(SlotMemory slot, IncomingMessage message) {
        check(
                message.header().headerType() == MessageHeader.RecordBatch,
                () ->
                        "a message of type "
                                + message.header().headerType()
                                + " stands where a record batch is due");
        RecordBatch header = (RecordBatch) message.header().header(new RecordBatch());
        return new IncomingBatch(header, slot.cut(message.bodyStart(), message.bodyLength()));
    }

    private DictionaryProvider loadOwn(
            SlotMemory slot, List<IncomingMessage> messages, List<FieldVector> vectors) {
        if (messages.isEmpty()) {
            return sharedProvider;
        }
        Map<Long, Dictionary> all = new LinkedHashMap<>(shared);
        Set<Long> replaced = new HashSet<>();
        for (IncomingMessage message : messages) {
            DictionaryBatch batch = QueueHeader.dictionaryBatch(message);
            Dictionary initial = dictionary(batch.id());
            FieldVector vector = initial.getVector().getField().createVector(allocator);
            vectors.add(vector);
            loadDictionary(batch, slot.cut(message.bodyStart(), message.bodyLength()), vector);
            all.put(batch.id(), new Dictionary(vector, initial.getEncoding()));
            check(replaced.add(batch.id()), () -> "dictionary " + batch.id() + " comes twice");
        }
        return new MapDictionaryProvider(all.values().toArray(Dictionary[]::new));
    }

    private void acquireHold() {
        int before = holds.get();
        while (before > 0 && !holds.compareAndSet(before, before + 1)) {
            before = holds.get();
        }
        if (before == 0 || closed) {
            if (before > 0) {
                releaseHold();
            }
            throw new IllegalStateException("the consumer of queue " + name() + " is closed");
        }
    }

    private void releaseHold() {
        if (holds.decrementAndGet() == 0) {
            try {
                closeShared();
            } finally {
                queue.close();
            }
        }
    }

    private void closeShared() {
        ArrowBatch.closeAll(shared.values().stream().map(Dictionary::getVector).toList());
    }

    /**
     * Ends receiving. Batches that are still held stay valid; when the last of them is closed, or
     * now if there is none, the consumer detaches from the queue and releases its dictionaries. It
     * does not wake a thread that waits in {@link #recv()}: interrupt it. Closing again has no
     * effect.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        releaseHold();
    }
}
