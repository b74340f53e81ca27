package io.zoosync.arrow;

import io.zoosync.queue.Claim;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A record batch that is built where it is sent from: the buffers of its vectors lie in the queue's
 * slot, so that nothing is copied at all.
 *
 * <pre>{@code
 * try (ArrowClaim claim = producer.claim(BatchBudget.rows(1000).bytes(32_000, "name"))) {
 *     BigIntVector ids = (BigIntVector) claim.root().getVector("id");
 *     VarCharVector names = (VarCharVector) claim.root().getVector("name");
 *     for (int row = 0; row < 1000; row++) {
 *         ids.set(row, row);
 *         names.set(row, name(row));
 *     }
 *     claim.commit();
 * } // without commit: aborted
 * }</pre>
 *
 * <p>The root begins with all rows that were claimed, all of them null; {@link
 * VectorSchemaRoot#setRowCount} before the commit sends fewer. Values that are never set are null,
 * and their bytes are what was in the slot before.
 *
 * <p><b>Limits.</b> The vectors cannot leave the slot. What would need more than the budget fails:
 * methods that make a vector grow ({@code setSafe}, {@code setValueCount}, {@code reAlloc}, {@code
 * allocateNew}) throw {@link OutOfMemoryException}, others {@link IndexOutOfBoundsException}. After
 * the former, and where a vector lost its buffer to another one, the batch can no longer be
 * committed: {@link #commit()} says why, and aborts.
 *
 * <p>After {@link #commit()}, {@link #abort()} or {@link #close()} every use of the vectors' memory
 * throws {@link IllegalStateException} or {@link IndexOutOfBoundsException}. While a claim is open,
 * consumers wait at it: what was sent later is received later. If the process dies, the claim is
 * skipped. For one thread at a time.
 *
 * <p>Where the queue knows no native addresses (its portable binding), the batch is built in memory
 * of its own, and copied to the slot by the commit.
 */
public final class ArrowClaim implements AutoCloseable {
    private final Claim claim;
    private final BatchPlan plan;
    private final int start;
    private final int bodyStart;
    private final Aside aside;
    private final ClaimMemory memory;
    private final ClaimRoot root;
    private String failure;

    private ArrowClaim(
            Claim claim, BatchPlan plan, Schema schema, int start, int bodyStart, Aside aside) {
        this.claim = claim;
        this.plan = plan;
        this.start = start;
        this.bodyStart = bodyStart;
        this.aside = aside;
        this.memory =
                new ClaimMemory(
                        new SlotAllocator("batch", this::refuse),
                        aside == null ? claim.address() + bodyStart : aside.memory.memoryAddress(),
                        plan.bodyLength());
        this.root = new ClaimRoot(schema, vectors(schema), plan.budget().rows());
    }

    /** Builds a batch in a claimed slot, from {@code start} on; aborts the claim if that fails. */
    static ArrowClaim open(Claim claim, BatchPlan plan, Schema schema, int start) {
        Aside aside = null;
        boolean opened = false;
        try {
            aside = claim.address() == 0 ? new Aside(plan.bodyLength()) : null;
            int bodyStart = (int) OutgoingMessage.bodyStart(start, plan.headerBytes());
            ArrowClaim batch = new ArrowClaim(claim, plan, schema, start, bodyStart, aside);
            opened = true;
            return batch;
        } finally {
            if (!opened) {
                claim.close();
                if (aside != null) {
                    aside.close();
                }
            }
        }
    }

    /** Where a message ends that is built from {@code start} on, a multiple of 8. */
    static long end(BatchPlan plan, long start) {
        return OutgoingMessage.bodyStart(start, plan.headerBytes()) + plan.bodyLength();
    }

    /** Memory for a batch whose slot has no address. */
    private static final class Aside {
        private final BufferAllocator allocator = new RootAllocator();
        private final ArrowBuf memory;

        Aside(long bytes) {
            memory = allocator.buffer(bytes);
        }

        void close() {
            memory.close();
            allocator.close();
        }
    }

    /** Closing the root is closing the claim. */
    private final class ClaimRoot extends VectorSchemaRoot {
        ClaimRoot(Schema schema, List<FieldVector> vectors, int rows) {
            super(schema, vectors, rows);
        }

        @Override
        public void close() {
            ArrowClaim.this.close();
        }
    }

    private List<FieldVector> vectors(Schema schema) {
        List<FieldVector> vectors = new ArrayList<>(plan.columns().size());
        for (int i = 0; i < plan.columns().size(); i++) {
            Field field = schema.getFields().get(i);
            FieldVector vector =
                    field.createVector(new SlotAllocator(field.getName(), this::refuse));
            load(plan.columns().get(i), vector);
            vectors.add(vector);
        }
        return vectors;
    }

    /** Puts a vector over its part of the slot, without any value yet. */
    private void load(BatchPlan.Column column, FieldVector vector) {
        List<ArrowBuf> own = new ArrayList<>(column.offsets().length);
        for (int i = 0; i < column.offsets().length; i++) {
            own.add(memory.cut(column.offsets()[i], column.lengths()[i]));
        }
        if (column.layout().hasValidity()) {
            own.get(0).setZero(0, own.get(0).capacity());
        }
        if (column.layout().hasRunningOffsets()) {
            own.get(1).setZero(0, column.layout().offsetBytes());
        }
        vector.loadFieldBuffers(new ArrowFieldNode(0, 0), own);
        List<FieldVector> children = vector.getChildrenFromFields();
        for (int i = 0; i < column.children().size(); i++) {
            load(column.children().get(i), children.get(i));
        }
    }

    private String refuse(String what) {
        failure =
                what
                        + " beyond its part of the slot, which was claimed for "
                        + plan.budget()
                        + ": claim more, or commit fewer rows";
        return failure;
    }

    /**
     * The vectors, over the slot's memory.
     *
     * @throws IllegalStateException if the claim has ended
     */
    public VectorSchemaRoot root() {
        checkOpen();
        return root;
    }

    /** The most rows that the batch can have. */
    public int rows() {
        return plan.budget().rows();
    }

    /** The id that the message will have: see {@link ArrowBatch#id()}. */
    public long id() {
        return claim.id();
    }

    /**
     * Sends the batch, with the root's number of rows. Nothing is copied: the header is written,
     * and the message is there for consumers. What was done before happens-before the receive that
     * gets the batch.
     *
     * @throws IllegalStateException if the claim has ended, or if the batch is not whole within the
     *     slot: then it is aborted, and the message says what was wrong
     */
    public void commit() {
        checkOpen();
        try {
            BatchHeader header = new BatchHeader(plan.nodes(), plan.buffers());
            complete(header);
            write(header.encode(root.getRowCount(), plan.bodyLength()));
            endMemory();
            claim.commit();
        } finally {
            close(); // no effect on what was committed
        }
    }

    private void complete(BatchHeader header) {
        int rows = root.getRowCount();
        require(failure == null, () -> failure);
        require(
                rows >= 0 && rows <= rows(),
                () -> "the root has " + rows + " rows, claimed were " + rows());
        try {
            root.setRowCount(rows); // has each vector end its offsets
            for (int i = 0; i < plan.columns().size(); i++) {
                append(header, plan.columns().get(i), root.getVector(i), rows);
            }
        } catch (OutOfMemoryException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // A vector that lost its buffers wants new ones, or finds none.
            throw invalid(failure == null ? e.toString() : failure, e);
        }
    }

    private void append(
            BatchHeader header, BatchPlan.Column column, FieldVector vector, long minRows) {
        int rows = vector.getValueCount();
        require(
                minRows >= 0 && rows >= minRows && rows <= column.rows(),
                () ->
                        "column "
                                + column.layout().name()
                                + " has "
                                + rows
                                + " values, not "
                                + minRows
                                + " to "
                                + column.rows());
        List<FieldVector> children = vector.getChildrenFromFields();
        List<ArrowBuf> own = vector.getFieldBuffers();
        require(
                own.size() == column.offsets().length
                        && children.size() == column.children().size(),
                () -> "column " + vector.getField() + " is no longer of " + column.layout());
        header.addNode(rows, vector.getNullCount());
        for (int i = 0; i < own.size(); i++) {
            append(header, column, i, own.get(i));
        }
        long childRows = childRows(column.layout(), own, rows);
        for (int i = 0; i < children.size(); i++) {
            append(header, column.children().get(i), children.get(i), childRows);
        }
    }

    private void append(BatchHeader header, BatchPlan.Column column, int index, ArrowBuf buffer) {
        long offset = column.offsets()[index];
        long length = column.lengths()[index];
        require(
                length == 0 || memory.isCut(buffer, offset, length),
                () ->
                        "buffer "
                                + index
                                + " of column "
                                + column.layout().name()
                                + " is not in the slot");
        long used = buffer.readableBytes();
        require(
                buffer.readerIndex() == 0 && used >= 0 && used <= length,
                () ->
                        "buffer "
                                + index
                                + " of column "
                                + column.layout().name()
                                + " holds "
                                + used
                                + " bytes in "
                                + length);
        header.addBuffer(offset, used);
        long padding = -used & (OutgoingMessage.BUFFER_ALIGNMENT - 1);
        if (padding > 0) {
            memory.cut(offset + used, padding).setZero(0, padding);
        }
    }

    private static long childRows(ColumnLayout layout, List<ArrowBuf> own, int rows) {
        if (!layout.hasRunningOffsets() || layout.children().isEmpty()) {
            return layout.minChildRows(rows);
        }
        long end = (long) rows * layout.offsetBytes();
        return layout.offsetBytes() == Long.BYTES
                ? own.get(1).getLong(end)
                : own.get(1).getInt(end);
    }

    private void write(ByteBuffer header) {
        ByteBuffer slot = claim.buffer().order(ByteOrder.LITTLE_ENDIAN);
        OutgoingMessage.writePrefix(slot, start, bodyStart, header);
        if (aside != null) {
            OutgoingMessage.copyInChunks(aside.memory, 0, (int) plan.bodyLength(), slot, bodyStart);
        }
    }

    private void require(boolean condition, Supplier<String> otherwise) {
        if (!condition) {
            throw invalid(otherwise.get(), null);
        }
    }

    private IllegalStateException invalid(String why, RuntimeException cause) {
        return new IllegalStateException("the batch was aborted, not sent: " + why, cause);
    }

    /**
     * Drops the batch: consumers never see it.
     *
     * @throws IllegalStateException if the claim has ended already
     */
    public void abort() {
        checkOpen();
        close();
    }

    /** Aborts the batch, unless the claim has ended already. */
    @Override
    public void close() {
        if (memory.getRefCount() > 0) {
            endMemory();
        }
        claim.close();
    }

    /** Takes the memory away from the vectors, and from whatever else was made from them. */
    private void endMemory() {
        memory.end();
        try {
            ArrowBatch.closeAll(root.getFieldVectors());
        } finally {
            if (aside != null) {
                aside.close();
            }
        }
    }

    private void checkOpen() {
        if (memory.getRefCount() == 0) {
            throw new IllegalStateException("the claim of message " + claim.id() + " has ended");
        }
    }

    @Override
    public String toString() {
        return "ArrowClaim[id=" + claim.id() + ", " + plan.budget() + "]";
    }
}
