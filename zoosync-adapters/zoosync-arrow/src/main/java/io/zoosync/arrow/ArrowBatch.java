package io.zoosync.arrow;

import io.zoosync.queue.View;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A received record batch, whose vectors lie in the queue's slot. Closing it commits the message:
 * the slot may then be written again. Batches may be held in any number and closed in any order, by
 * any thread; while one is held, its slot takes room in the queue, so forgetting to close one
 * blocks the producers at last.
 *
 * <pre>{@code
 * try (ArrowBatch batch = consumer.recv()) {
 *     try {
 *         use(batch.root());
 *     } catch (RuntimeException e) {
 *         batch.abandon(); // someone else may try
 *         throw e;
 *     }
 * }
 * }</pre>
 *
 * <p>Closing {@link #root()} closes the batch. A vector or buffer that was transferred or retained
 * elsewhere keeps the slot: the message is committed when the last one is released, and received
 * again, flagged, if this process dies before. Vectors that are still used after their last release
 * fail as those of Arrow's own allocators do.
 *
 * <p>The vectors must not be written to. Methods that grow a vector move it into the memory of the
 * consumer's allocator, as they always do, but a {@code set} in place changes the slot, and with it
 * what the next one sees if the message is received again.
 *
 * <p>One batch must be used by one thread at a time; {@link #close()} and {@link #abandon()} may be
 * called by any.
 */
public final class ArrowBatch implements AutoCloseable {
    private final SlotMemory slot;
    private final View view;
    private final SlotRoot root;
    private final List<FieldVector> ownDictionaries;
    private final DictionaryProvider dictionaries;
    private final boolean endOfStream;
    private final AtomicBoolean closed = new AtomicBoolean();

    ArrowBatch(
            SlotMemory slot,
            Schema schema,
            List<FieldVector> vectors,
            int rows,
            List<FieldVector> ownDictionaries,
            DictionaryProvider dictionaries,
            boolean endOfStream) {
        this.slot = slot;
        this.view = slot.view();
        this.root = new SlotRoot(schema, vectors, rows);
        this.ownDictionaries = ownDictionaries;
        this.dictionaries = dictionaries;
        this.endOfStream = endOfStream;
    }

    /** Closing the root is closing the batch. */
    private final class SlotRoot extends VectorSchemaRoot {
        SlotRoot(Schema schema, List<FieldVector> vectors, int rows) {
            super(schema, vectors, rows);
        }

        @Override
        public void close() {
            ArrowBatch.this.close();
        }
    }

    /**
     * The vectors, over the slot's memory.
     *
     * @throws IllegalStateException if the batch was closed
     */
    public VectorSchemaRoot root() {
        checkOpen();
        return root;
    }

    /**
     * The dictionaries that the indices in {@link #root()} refer to. Those that came with this
     * message lie in its slot, the others are shared by all batches of the consumer; all of them
     * are valid until this batch is closed, and closing them is not the caller's task.
     *
     * @throws IllegalStateException if the batch was closed
     */
    public DictionaryProvider dictionaries() {
        checkOpen();
        return dictionaries;
    }

    /**
     * Whether this is no batch but the end of a producer's stream, see {@link
     * ArrowProducer#sendEndOfStream()}. Its root has no rows. Abandoned, it is received again, by
     * another consumer maybe; more batches may follow it, if someone sends them.
     */
    public boolean isEndOfStream() {
        return endOfStream;
    }

    /** The message's id: another one for each message of a queue, the same at each delivery. */
    public long id() {
        return view.id();
    }

    /** How often the message was received, this time included. */
    public int deliveries() {
        return view.deliveries();
    }

    /** Whether the message was received before by someone who died or gave it back. */
    public boolean redelivered() {
        return view.redelivered();
    }

    /**
     * Closes the batch without a commit: the message is received again, flagged as redelivered. If
     * buffers were transferred or retained elsewhere, that happens when the last one is released.
     * No effect on a batch that was closed.
     */
    public void abandon() {
        if (closed.compareAndSet(false, true)) {
            slot.abandon();
            release();
        }
    }

    /**
     * Releases the vectors, which commits the message unless buffers of it are still held
     * elsewhere. What this thread read before happens-before the slot is written again. Closing
     * again has no effect.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release();
        }
    }

    private void release() {
        List<FieldVector> all = new ArrayList<>(root.getFieldVectors());
        all.addAll(ownDictionaries);
        try {
            closeAll(all);
        } finally {
            slot.release();
        }
    }

    /** Closes all, and only then throws what the first failure threw. */
    static void closeAll(List<FieldVector> vectors) {
        RuntimeException failure = null;
        for (FieldVector vector : vectors) {
            try {
                vector.close();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the batch of message " + view.id() + " is closed");
        }
    }

    @Override
    public String toString() {
        String contents = endOfStream ? "end of stream" : "rows=" + root.getRowCount();
        return "ArrowBatch[id=" + view.id() + ", " + contents + "]";
    }
}
