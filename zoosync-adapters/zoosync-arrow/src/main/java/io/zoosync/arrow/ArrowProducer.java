package io.zoosync.arrow;

import io.zoosync.queue.Claim;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.arrow.memory.BoundsChecking;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Sends record batches of one schema through a queue in shared memory.
 *
 * <p>A batch is written as a standard encapsulated IPC message, uncompressed, straight into the
 * queue's slot: each buffer of its vectors is copied once, from where it is to the slot. When the
 * call returns, the batch is committed and the vectors may be changed or closed. A batch that is
 * yet to be made can be made in the slot, without any copy: {@link #claim(BatchBudget)}.
 *
 * <p>The schema and the dictionaries as they are at creation are kept with the queue. A dictionary
 * whose values differ from those when a batch is sent travels whole in the same slot, before the
 * batch, so every slot can be read by itself. The comparison reads each dictionary once per batch.
 *
 * <p>Any number of producers may send to a queue, in any processes. One producer may be used by
 * several threads; a root, and the dictionaries, by one at a time. Everything done before a send
 * that succeeds happens-before the {@link ArrowConsumer#recv()} that gets the batch, in any
 * process. A process killed in a send has sent nothing.
 */
public final class ArrowProducer implements AutoCloseable {
    private final ZooQueue queue;
    private final QueueHeader header;
    private final DictionaryProvider dictionaries;
    private final Schema schema;
    private final List<ColumnLayout> layouts;
    private final Map<Long, ColumnLayout> dictionaryLayouts;
    private volatile Schema accepted;
    private volatile BatchPlan lastPlan;
    private volatile boolean closed;

    private ArrowProducer(
            ZooQueue queue,
            QueueHeader header,
            Schema schema,
            DictionaryProvider dictionaries,
            Map<Long, ColumnLayout> dictionaryLayouts) {
        this.queue = queue;
        this.header = header;
        this.dictionaries = dictionaries;
        this.schema = schema;
        this.layouts = ColumnLayout.of(schema.getFields());
        this.dictionaryLayouts = dictionaryLayouts;
        this.accepted = schema;
    }

    /** As {@link #open(String, int, Schema, DictionaryProvider)}, for a schema without any. */
    public static ArrowProducer open(String queueName, int capacityBytes, Schema schema)
            throws IOException {
        return open(queueName, capacityBytes, schema, new MapDictionaryProvider());
    }

    /**
     * Creates the queue for a schema, or attaches to the queue of that name.
     *
     * @param capacityBytes of the queue; a message, headers included, may take half of it
     * @param schema as {@link VectorSchemaRoot#getSchema()} gives it: a field with a dictionary has
     *     the type of its indices
     * @param dictionaries looked up now for the queue's metadata, and again at each send; not
     *     closed by the producer
     * @throws IllegalArgumentException if a dictionary is missing, or if the queue is of another
     *     schema or no Arrow queue; the message names both schemas
     * @throws IOException if the queue cannot be created or attached to
     */
    public static ArrowProducer open(
            String queueName, int capacityBytes, Schema schema, DictionaryProvider dictionaries)
            throws IOException {
        Objects.requireNonNull(queueName, "queueName");
        Objects.requireNonNull(dictionaries, "dictionaries");
        Map<Long, ColumnLayout> dictionaryLayouts =
                QueueHeader.dictionaryLayouts(schema.getFields(), dictionaries);
        QueueHeader mine = QueueHeader.of(schema, dictionaries, dictionaryLayouts);
        ZooQueue queue = ZooQueue.open(queueName, capacityBytes, ByteBuffer.wrap(mine.bytes()));
        try {
            QueueHeader header = agree(queue, mine);
            return new ArrowProducer(queue, header, schema, dictionaries, dictionaryLayouts);
        } catch (RuntimeException e) {
            queue.close();
            throw e;
        }
    }

    private static QueueHeader agree(ZooQueue queue, QueueHeader mine) {
        byte[] bytes = bytesOf(queue.metadata());
        if (Arrays.equals(bytes, mine.bytes())) {
            return mine;
        }
        QueueHeader theirs;
        try {
            theirs = QueueHeader.parse(bytes);
        } catch (InvalidArrowMessageException e) {
            throw new IllegalArgumentException(
                    "queue "
                            + queue.name()
                            + " is no Arrow queue, and so not of the schema "
                            + mine.messageSchema(),
                    e);
        }
        if (!theirs.messageSchema().equals(mine.messageSchema())) {
            throw new IllegalArgumentException(
                    "queue "
                            + queue.name()
                            + " is of the schema "
                            + theirs.messageSchema()
                            + ", not of "
                            + mine.messageSchema());
        }
        return theirs;
    }

    static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    /**
     * Sends a batch, waiting for room.
     *
     * @throws IllegalArgumentException if the root's schema is not the queue's, or if the message
     *     is longer than the queue can ever take; nothing was sent
     * @throws InterruptedException if interrupted while waiting; nothing was sent
     * @throws IllegalStateException if this producer was closed
     */
    public void send(VectorSchemaRoot root) throws InterruptedException {
        List<OutgoingMessage> messages = layOut(root);
        write(messages, queue.claim(length(messages), OutgoingMessage.ALIGNMENT));
    }

    /**
     * Sends a batch if there is room now.
     *
     * @return whether it was sent
     * @throws IllegalArgumentException as {@link #send(VectorSchemaRoot)} does
     * @throws IllegalStateException if this producer was closed
     */
    public boolean trySend(VectorSchemaRoot root) {
        List<OutgoingMessage> messages = layOut(root);
        return write(messages, queue.tryClaim(length(messages), OutgoingMessage.ALIGNMENT));
    }

    /**
     * Sends a batch, waiting for room for at most a time.
     *
     * @return whether it was sent
     * @throws IllegalArgumentException as {@link #send(VectorSchemaRoot)} does
     * @throws InterruptedException if interrupted while waiting; nothing was sent
     * @throws IllegalStateException if this producer was closed
     */
    public boolean send(VectorSchemaRoot root, Duration timeout) throws InterruptedException {
        List<OutgoingMessage> messages = layOut(root);
        return write(messages, queue.claim(length(messages), OutgoingMessage.ALIGNMENT, timeout));
    }

    /** As {@link #claim(BatchBudget)}, for columns of fixed width. */
    public ArrowClaim claim(int rows) throws InterruptedException {
        return claim(BatchBudget.rows(rows));
    }

    /**
     * Claims room for a batch that is then built in it, waiting for room. Dictionaries travel as
     * they are now.
     *
     * @throws IllegalArgumentException if the budget does not fit the schema, if a column is of a
     *     type that cannot be built in place (unions, views, run-end encoded), or if the message is
     *     longer than the queue can ever take
     * @throws InterruptedException if interrupted while waiting
     * @throws IllegalStateException if this producer was closed, or if Arrow's bounds checks are
     *     off: nothing else keeps a vector within its part of the slot
     */
    public ArrowClaim claim(BatchBudget budget) throws InterruptedException {
        BatchPlan plan = plan(budget);
        List<OutgoingMessage> changed = changedDictionaries();
        int length = length(plan, changed);
        return build(plan, changed, queue.claim(length, OutgoingMessage.ALIGNMENT));
    }

    /**
     * As {@link #claim(BatchBudget)}, if there is room now.
     *
     * @return the claim, or null
     */
    public ArrowClaim tryClaim(BatchBudget budget) {
        BatchPlan plan = plan(budget);
        List<OutgoingMessage> changed = changedDictionaries();
        int length = length(plan, changed);
        return build(plan, changed, queue.tryClaim(length, OutgoingMessage.ALIGNMENT));
    }

    /**
     * As {@link #claim(BatchBudget)}, waiting for room for at most a time.
     *
     * @return the claim, or null
     */
    public ArrowClaim claim(BatchBudget budget, Duration timeout) throws InterruptedException {
        BatchPlan plan = plan(budget);
        List<OutgoingMessage> changed = changedDictionaries();
        int length = length(plan, changed);
        return build(plan, changed, queue.claim(length, OutgoingMessage.ALIGNMENT, timeout));
    }

    private BatchPlan plan(BatchBudget budget) {
        checkOpen();
        if (!BoundsChecking.BOUNDS_CHECKING_ENABLED) {
            throw new IllegalStateException(
                    "a batch is built in its slot only with Arrow's bounds checks, which keep it"
                            + " there: don't set arrow.enable_unsafe_memory_access, or use send");
        }
        BatchPlan last = lastPlan;
        if (last != null && last.budget().equals(budget)) {
            return last;
        }
        BatchPlan plan = BatchPlan.of(layouts, budget);
        lastPlan = plan;
        return plan;
    }

    private int length(BatchPlan plan, List<OutgoingMessage> before) {
        return checkedLength(ArrowClaim.end(plan, OutgoingMessage.length(before)));
    }

    private ArrowClaim build(BatchPlan plan, List<OutgoingMessage> before, Claim claim) {
        if (claim == null) {
            return null;
        }
        boolean written = false;
        try {
            OutgoingMessage.writeAll(before, claim.buffer(), claim.address());
            written = true;
        } finally {
            if (!written) {
                claim.close();
            }
        }
        return ArrowClaim.open(claim, plan, schema, (int) OutgoingMessage.length(before));
    }

    /**
     * Says that the stream ends here, waiting for room. One consumer receives this as {@link
     * ArrowBatch#isEndOfStream()}, or as the end of an {@link ArrowQueueReader}; where several
     * share the queue, send one for each. Nothing else changes: the queue goes on taking batches.
     *
     * @throws InterruptedException if interrupted while waiting; nothing was sent
     * @throws IllegalStateException if this producer was closed
     */
    public void sendEndOfStream() throws InterruptedException {
        checkOpen();
        writeEndOfStream(queue.claim(OutgoingMessage.PREFIX_BYTES));
    }

    /**
     * As {@link #sendEndOfStream()}, waiting for room for at most a time.
     *
     * @return whether it was sent
     */
    public boolean sendEndOfStream(Duration timeout) throws InterruptedException {
        checkOpen();
        Claim claim =
                queue.claim(
                        OutgoingMessage.PREFIX_BYTES, OutgoingMessage.BUFFER_ALIGNMENT, timeout);
        return claim != null && writeEndOfStream(claim);
    }

    private static boolean writeEndOfStream(Claim claim) {
        try (claim) {
            OutgoingMessage.writeEndOfStream(claim.buffer().order(ByteOrder.LITTLE_ENDIAN));
            claim.commit();
        }
        return true;
    }

    private static boolean write(List<OutgoingMessage> messages, Claim claim) {
        if (claim == null) {
            return false;
        }
        try (claim) {
            OutgoingMessage.writeAll(messages, claim.buffer(), claim.address());
            claim.commit();
        }
        return true;
    }

    private List<OutgoingMessage> layOut(VectorSchemaRoot root) {
        checkOpen();
        checkSchema(root.getSchema());
        List<OutgoingMessage> messages = changedDictionaries();
        messages.add(
                OutgoingMessage.recordBatch(layouts, root.getFieldVectors(), root.getRowCount()));
        return messages;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the producer of queue " + name() + " is closed");
        }
    }

    @SuppressWarnings("ReferenceEquality") // the usual root comes again and again: no walk for it
    private void checkSchema(Schema found) {
        if (found == accepted) {
            return;
        }
        if (!ColumnLayout.acceptAll(layouts, found.getFields(), true)) {
            throw new IllegalArgumentException(
                    "the root is of the schema " + found + ", queue " + name() + " of " + layouts);
        }
        accepted = found;
    }

    /** The messages of the dictionaries that differ from those kept with the queue. */
    private List<OutgoingMessage> changedDictionaries() {
        List<OutgoingMessage> messages = new ArrayList<>(1);
        dictionaryLayouts.forEach((id, layout) -> addIfChanged(messages, id, layout));
        return messages;
    }

    private void addIfChanged(List<OutgoingMessage> messages, long id, ColumnLayout layout) {
        FieldVector values = dictionaries.lookup(id).getVector();
        if (!layout.accepts(values.getField())) {
            throw new IllegalArgumentException(
                    "dictionary "
                            + id
                            + " is now of "
                            + values.getField()
                            + ", it was of "
                            + layout);
        }
        OutgoingMessage message = OutgoingMessage.dictionary(id, layout, values);
        IncomingMessage initial = header.dictionaries().get(id);
        if (initial == null || !message.isWrittenAs(initial, header.bytes())) {
            messages.add(message);
        }
    }

    private int length(List<OutgoingMessage> messages) {
        return checkedLength(OutgoingMessage.length(messages));
    }

    private int checkedLength(long length) {
        if (length > queue.maxMessageLength()) {
            throw new IllegalArgumentException(
                    "a message of "
                            + length
                            + " bytes is too long for queue "
                            + name()
                            + ", which takes up to "
                            + queue.maxMessageLength()
                            + ": send fewer rows, or make the queue larger");
        }
        return (int) length;
    }

    /** Detaches from the queue, which stays with its messages. Closing again has no effect. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            queue.close();
        }
    }
}
