package io.zoosync.arrow;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Follows a queue as an {@link ArrowReader} follows a file or a stream, for code that was written
 * for those: one root, which each {@link #loadNextBatch()} fills anew.
 *
 * <pre>{@code
 * try (ArrowReader reader = ArrowQueueReader.attach("sales", allocator)) {
 *     VectorSchemaRoot root = reader.getVectorSchemaRoot();
 *     while (reader.loadNextBatch()) {
 *         use(root);
 *     }
 * }
 * }</pre>
 *
 * <p>The vectors lie in the queue's slot, as those of an {@link ArrowBatch} do, and the same rules
 * hold for them. The next {@link #loadNextBatch()} commits the batch before it, and so does {@link
 * #close()}; {@link #abandon()} gives it back instead. A buffer that was retained or transferred
 * elsewhere keeps its slot until it is released.
 *
 * <p>The stream ends where a producer ends it, {@link ArrowProducer#sendEndOfStream()}, and then
 * for good: {@link #loadNextBatch()} goes on returning false. What another consumer had in hand
 * when it died comes before the end, though not always in its turn. Nothing else ends the stream,
 * the producer's death neither; give a patience to hear of that.
 *
 * <p>For one thread at a time. It makes no new vectors for a batch, so that small batches cost less
 * than with an {@link ArrowConsumer}.
 */
public final class ArrowQueueReader extends ArrowReader {
    private final ZooQueue queue;
    private final Arrivals arrivals;
    private final QueueHeader header;
    private final Duration patience;
    private final Set<Long> replaced = new HashSet<>();
    private QueueDictionaries queueDictionaries;
    private List<ColumnLayout> layouts;
    private SlotMemory current;
    private boolean ended;
    private boolean closed;
    private long bytesRead;

    private ArrowQueueReader(
            ZooQueue queue, QueueHeader header, BufferAllocator allocator, Duration patience) {
        super(allocator);
        this.queue = queue;
        this.arrivals = new Arrivals(queue);
        this.header = header;
        this.patience = patience;
    }

    /**
     * Attaches to a queue that a producer has made; its reader waits for each batch as long as it
     * takes.
     *
     * @param allocator as for {@link ArrowConsumer#attach}
     * @throws java.nio.file.NoSuchFileException if there is no queue of that name
     * @throws IllegalArgumentException if the queue keeps no valid Arrow schema
     * @throws IOException if the queue cannot be attached to
     */
    public static ArrowQueueReader attach(String queueName, BufferAllocator allocator)
            throws IOException {
        return open(queueName, allocator, null);
    }

    /**
     * As {@link #attach(String, BufferAllocator)}, with an end to waiting.
     *
     * @param patience how long {@link #loadNextBatch()} waits for a batch before it fails
     */
    public static ArrowQueueReader attach(
            String queueName, BufferAllocator allocator, Duration patience) throws IOException {
        return open(queueName, allocator, Objects.requireNonNull(patience, "patience"));
    }

    private static ArrowQueueReader open(
            String queueName, BufferAllocator allocator, Duration patience) throws IOException {
        Objects.requireNonNull(allocator, "allocator");
        ZooQueue queue = ZooQueue.attach(queueName);
        try {
            QueueHeader header = QueueHeader.parse(ArrowProducer.bytesOf(queue.metadata()));
            return new ArrowQueueReader(queue, header, allocator, patience);
        } catch (InvalidArrowMessageException e) {
            queue.close();
            throw new IllegalArgumentException(
                    "queue " + queueName + " keeps no valid Arrow schema", e);
        }
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    @Override
    protected Schema readSchema() {
        return header.messageSchema();
    }

    /** Makes the root, and loads the dictionaries that are kept with the queue. */
    @Override
    protected void initialize() throws IOException {
        super.initialize();
        QueueDictionaries initial = new QueueDictionaries(header, dictionaries);
        boolean loaded = false;
        try {
            initial.loadInitial(allocator);
            loaded = true;
        } finally {
            if (!loaded) {
                dictionaries.values().forEach(dictionary -> dictionary.getVector().close());
            }
        }
        queueDictionaries = initial;
    }

    @Override
    protected void ensureInitialized() throws IOException {
        if (closed) {
            throw new IllegalStateException("the reader of queue " + name() + " is closed");
        }
        super.ensureInitialized();
    }

    /**
     * Commits the batch that is loaded, and loads the next one, waiting for it.
     *
     * @return false at the end of the stream
     * @throws InterruptedIOException if interrupted while waiting; the thread stays interrupted
     * @throws IOException if no batch came within the patience; if the next message is not valid:
     *     it was dropped, and the cause is an {@link InvalidArrowMessageException}
     * @throws OutOfMemoryException if the allocator has no memory for what must be copied; the
     *     message will be received again
     * @throws IllegalStateException if this reader was closed
     */
    @Override
    public boolean loadNextBatch() throws IOException {
        VectorSchemaRoot root = getVectorSchemaRoot();
        endCurrent(root);
        if (ended) {
            return false;
        }
        SlotMemory slot = SlotMemory.of(await(), allocator, () -> {});
        try {
            SlotContents.load(slot, name(), (held, contents) -> load(held, contents, root));
        } catch (InvalidArrowMessageException e) {
            throw new IOException(e.getMessage(), e);
        }
        bytesRead += slot.getSize();
        if (ended) {
            endCurrent(root);
        }
        return !ended;
    }

    private View await() throws IOException {
        try {
            View view = arrivals.await(patience);
            if (view == null) {
                throw new IOException(
                        "no batch came to queue "
                                + name()
                                + " within "
                                + patience
                                + ", and its stream was not ended");
            }
            return view;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted =
                    new InterruptedIOException("interrupted while waiting at queue " + name());
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private Void load(SlotMemory slot, SlotContents contents, VectorSchemaRoot root) {
        boolean loaded = false;
        try {
            loadDictionaries(contents);
            if (contents.isEndOfStream()) {
                ended = true;
            } else {
                load(contents.batch(), root);
            }
            current = slot;
            loaded = true;
            return null;
        } finally {
            if (!loaded) {
                clear(root);
            }
        }
    }

    private void load(IncomingBatch batch, VectorSchemaRoot root) {
        if (layouts == null) {
            layouts = ColumnLayout.of(root.getSchema().getFields());
        }
        batch.load(layouts, root.getFieldVectors());
        try {
            root.setRowCount(batch.rows());
        } catch (OutOfMemoryException e) {
            throw e;
        } catch (RuntimeException e) {
            // Type ids and offsets that make no sense: what Arrow throws at them is not specified.
            throw new InvalidArrowMessageException("its values make no sense: " + e, e);
        }
    }

    /** Each dictionary is the one in the message, or the one that is kept with the queue. */
    private void loadDictionaries(SlotContents contents) {
        for (long id : replaced) {
            if (!contents.dictionaries().containsKey(id)) {
                queueDictionaries.loadInitial(id, allocator);
            }
        }
        replaced.retainAll(contents.dictionaries().keySet());
        contents.dictionaries()
                .forEach(
                        (id, batch) -> {
                            FieldVector values = queueDictionaries.get(id).getVector();
                            replaced.add(id);
                            queueDictionaries.load(id, batch, values);
                        });
    }

    private void endCurrent(VectorSchemaRoot root) {
        SlotMemory slot = current;
        current = null;
        if (slot != null) {
            try {
                clear(root);
            } finally {
                slot.release();
            }
        }
    }

    private void clear(VectorSchemaRoot root) {
        root.clear();
        for (long id : replaced) {
            queueDictionaries.get(id).getVector().clear();
        }
    }

    /**
     * Gives the loaded batch back, to be received again, and empties the root. No effect if none is
     * loaded.
     */
    public void abandon() throws IOException {
        if (current != null) {
            current.abandon();
            endCurrent(getVectorSchemaRoot());
        }
    }

    /** The bytes of the messages that were loaded, headers and dictionaries included. */
    @Override
    public long bytesRead() {
        return bytesRead;
    }

    /**
     * Commits the batch that is loaded, and closes the root.
     *
     * @param closeReadSource whether to detach from the queue, too; false leaves that to another
     *     {@link #close()}
     */
    @Override
    public void close(boolean closeReadSource) throws IOException {
        if (current != null) {
            endCurrent(getVectorSchemaRoot());
        }
        closed = true;
        super.close(closeReadSource);
    }

    @Override
    protected void closeReadSource() {
        queue.close();
    }
}
