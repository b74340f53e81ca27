package io.zoosync.arrow;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
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
    private final Arrivals arrivals;
    private final BufferAllocator allocator;
    private final Schema schema;
    private final List<ColumnLayout> layouts;
    private final QueueDictionaries shared;
    private final DictionaryProvider sharedProvider;

    /** One for this consumer until it is closed, and one for each slot that is held. */
    private final AtomicInteger holds = new AtomicInteger(1);

    private volatile boolean closed;

    private ArrowConsumer(ZooQueue queue, BufferAllocator allocator, QueueHeader header) {
        this.queue = queue;
        this.arrivals = new Arrivals(queue);
        this.allocator = allocator;
        Map<Long, Dictionary> dictionaries = new LinkedHashMap<>();
        List<Field> fields = new ArrayList<>();
        for (Field field : header.messageSchema().getFields()) {
            fields.add(DictionaryUtility.toMemoryFormat(field, allocator, dictionaries));
        }
        this.schema = new Schema(fields, header.messageSchema().getCustomMetadata());
        this.layouts = ColumnLayout.of(fields);
        this.shared = new QueueDictionaries(header, dictionaries);
        this.sharedProvider =
                new MapDictionaryProvider(dictionaries.values().toArray(Dictionary[]::new));
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
            QueueHeader header = QueueHeader.parse(ArrowProducer.bytesOf(queue.metadata()));
            ArrowConsumer consumer = new ArrowConsumer(queue, allocator, header);
            consumer.loadShared();
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

    private void loadShared() {
        boolean loaded = false;
        try {
            shared.loadInitial(allocator);
            loaded = true;
        } finally {
            if (!loaded) {
                closeShared();
            }
        }
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
     * Receives a batch, waiting for one; where a producer has ended its stream, one that says so.
     * What its producer did before the send happens-before the return.
     *
     * @throws InvalidArrowMessageException if the message is not valid; it is dropped
     * @throws OutOfMemoryException if the allocator has no memory for what must be copied; the
     *     message will be received again
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if this consumer was closed
     */
    public ArrowBatch recv() throws InterruptedException {
        checkOpen();
        return open(arrivals.await(null));
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
        return open(arrivals.poll());
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
        return open(arrivals.await(timeout));
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
        return SlotContents.load(hold(view), name(), this::load);
    }

    private SlotMemory hold(View view) {
        boolean held = false;
        try {
            acquireHold();
            try {
                SlotMemory slot = SlotMemory.of(view, allocator, this::releaseHold);
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

    private ArrowBatch load(SlotMemory slot, SlotContents contents) {
        List<FieldVector> vectors = new ArrayList<>();
        List<FieldVector> ownDictionaries = new ArrayList<>();
        boolean loaded = false;
        try {
            DictionaryProvider provider = loadOwn(contents, ownDictionaries);
            for (Field field : schema.getFields()) {
                vectors.add(field.createVector(allocator));
            }
            int rows = 0;
            if (!contents.isEndOfStream()) {
                contents.batch().load(layouts, vectors);
                rows = contents.batch().rows();
            }
            loaded = true;
            return new ArrowBatch(
                    slot,
                    schema,
                    vectors,
                    rows,
                    ownDictionaries,
                    provider,
                    contents.isEndOfStream());
        } finally {
            if (!loaded) {
                ArrowBatch.closeAll(vectors);
                ArrowBatch.closeAll(ownDictionaries);
            }
        }
    }

    private DictionaryProvider loadOwn(SlotContents contents, List<FieldVector> vectors) {
        if (contents.dictionaries().isEmpty()) {
            return sharedProvider;
        }
        Map<Long, Dictionary> all = new LinkedHashMap<>(shared.all());
        contents.dictionaries()
                .forEach(
                        (id, batch) -> {
                            Dictionary initial = shared.get(id);
                            FieldVector vector =
                                    initial.getVector().getField().createVector(allocator);
                            vectors.add(vector);
                            shared.load(id, batch, vector);
                            all.put(id, new Dictionary(vector, initial.getEncoding()));
                        });
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
        ArrowBatch.closeAll(shared.all().values().stream().map(Dictionary::getVector).toList());
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
