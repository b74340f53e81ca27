package io.zoosync.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.ReferenceManager;
import org.apache.arrow.memory.util.ByteFunctionHelpers;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.ipc.message.ArrowBuffer;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * One encapsulated IPC message, laid out over the vectors that it is of but not yet written.
 *
 * <pre>
 *  start (a multiple of 8)                  body (a multiple of 64)
 *  +------------+---------------+----------+--------+-+--------+-+----
 *  | 0xFFFFFFFF | header length | header  0| buffer |0| buffer |0| ...
 *  +------------+---------------+----------+--------+-+--------+-+----
 *    4 bytes      4 bytes        flatbuffer  each at a multiple of 8
 * </pre>
 *
 * The vectors' buffers are not retained: they must not change or be closed until it is written.
 */
final class OutgoingMessage {
    /** Alignment of the messages' bodies, and so of the slots that they are written to. */
    static final int ALIGNMENT = 64;

    /** Alignment of the buffers in a body. */
    static final int BUFFER_ALIGNMENT = 8;

    static final int PREFIX_BYTES = 8;

    private static final int CHUNK_BYTES = 8192;

    private final ByteBuffer header;
    private final List<ArrowBuf> buffers;
    private final List<ArrowBuffer> layout;
    private final long bodyLength;

    private OutgoingMessage(ByteBuffer header, ArrowRecordBatch batch) {
        this.header = header;
        this.buffers = batch == null ? List.of() : batch.getBuffers();
        this.layout = batch == null ? List.of() : batch.getBuffersLayout();
        this.bodyLength = batch == null ? 0 : batch.computeBodyLength();
    }

    static OutgoingMessage schema(Schema messageSchema) {
        return new OutgoingMessage(
                MessageSerializer.serializeMetadata(messageSchema, IpcOption.DEFAULT), null);
    }

    static OutgoingMessage dictionary(long id, ColumnLayout layout, FieldVector vector) {
        ArrowRecordBatch batch = batch(List.of(layout), List.of(vector), vector.getValueCount());
        ArrowDictionaryBatch dictionary = new ArrowDictionaryBatch(id, batch, false);
        return new OutgoingMessage(
                MessageSerializer.serializeMetadata(dictionary, IpcOption.DEFAULT), batch);
    }

    static OutgoingMessage recordBatch(
            List<ColumnLayout> layouts, List<FieldVector> vectors, int rows) {
        ArrowRecordBatch batch = batch(layouts, vectors, rows);
        return new OutgoingMessage(
                MessageSerializer.serializeMetadata(batch, IpcOption.DEFAULT), batch);
    }

    private static ArrowRecordBatch batch(
            List<ColumnLayout> layouts, List<FieldVector> vectors, int rows) {
        Unloading unloading = new Unloading();
        for (int i = 0; i < layouts.size(); i++) {
            int values = vectors.get(i).getValueCount();
            if (values != rows) {
                throw new IllegalArgumentException(
                        "column "
                                + layouts.get(i).name()
                                + " has "
                                + values
                                + " values in a batch of "
                                + rows
                                + " rows");
            }
            unloading.append(layouts.get(i), vectors.get(i));
        }
        return new ArrowRecordBatch(
                rows,
                unloading.nodes,
                unloading.buffers,
                NoCompressionCodec.DEFAULT_BODY_COMPRESSION,
                unloading.variadicCounts,
                true,
                false);
    }

    /**
     * The flattening of vectors into a batch. Arrow's own unloader retains each buffer, asks each
     * vector for its field and does not look for views inside an extension type.
     */
    private static final class Unloading {
        final List<ArrowFieldNode> nodes = new ArrayList<>();
        final List<ArrowBuf> buffers = new ArrayList<>();
        final List<Long> variadicCounts = new ArrayList<>();

        void append(ColumnLayout layout, FieldVector vector) {
            int rows = vector.getValueCount();
            nodes.add(new ArrowFieldNode(rows, vector.getNullCount()));
            List<ArrowBuf> own = vector.getFieldBuffers();
            int fixed = own.size() - appendVariadicCount(layout, vector);
            List<FieldVector> children = vector.getChildrenFromFields();
            if (fixed != layout.bufferCount() || children.size() != layout.children().size()) {
                throw new IllegalArgumentException(
                        "vector " + vector.getField() + " is not of the field " + layout);
            }
            buffers.addAll(own);
            for (int i = 0; i < children.size(); i++) {
                if (children.get(i).getValueCount() < layout.minChildRows(rows)) {
                    throw new IllegalArgumentException(
                            "child "
                                    + i
                                    + " of vector "
                                    + layout
                                    + " has "
                                    + children.get(i).getValueCount()
                                    + " values, it needs "
                                    + layout.minChildRows(rows));
                }
                append(layout.children().get(i), children.get(i));
            }
        }

        private int appendVariadicCount(ColumnLayout layout, FieldVector vector) {
            if (!layout.hasVariadicBuffers()) {
                return 0;
            }
            int count = views(vector).getDataBuffers().size();
            variadicCounts.add((long) count);
            return count;
        }

        private static BaseVariableWidthViewVector views(FieldVector vector) {
            return vector instanceof ExtensionTypeVector<?> extension
                    ? views((FieldVector) extension.getUnderlyingVector())
                    : (BaseVariableWidthViewVector) vector;
        }
    }

    /** Where this message ends if it starts at a multiple of 8. */
    long end(long start) {
        return bodyStart(start) + bodyLength;
    }

    private long bodyStart(long start) {
        return bodyStart(start, header.remaining());
    }

    /** Where the body lies of a message that starts at a multiple of 8. */
    static long bodyStart(long start, int headerBytes) {
        long end = start + PREFIX_BYTES + headerBytes;
        return (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /**
     * Writes what stands before a body.
     *
     * @param target a little-endian view of the memory
     */
    static void writePrefix(ByteBuffer target, int start, int bodyStart, ByteBuffer header) {
        target.putInt(start, MessageSerializer.IPC_CONTINUATION_TOKEN);
        target.putInt(start + 4, bodyStart - start - PREFIX_BYTES);
        int headerStart = start + PREFIX_BYTES;
        target.put(headerStart, header, header.position(), header.remaining());
        clear(target, headerStart + header.remaining(), bodyStart);
    }

    /**
     * Writes this message with one copy of each of its buffers.
     *
     * @param target a little-endian view of the memory
     * @param address native address of the target's first byte, or 0 if it is unknown: then the
     *     buffers travel through a chunk on the heap
     * @return where the message ends
     */
    int writeTo(ByteBuffer target, long address, int start) {
        int body = (int) bodyStart(start);
        writePrefix(target, start, body, header);
        ArrowBuf memory =
                address == 0
                        ? null
                        : new ArrowBuf(ReferenceManager.NO_OP, null, target.capacity(), address);
        int end = body + (int) bodyLength;
        int written = body;
        for (int i = 0; i < buffers.size(); i++) {
            int at = body + (int) layout.get(i).getOffset();
            clear(target, written, at);
            int length = (int) presentBytes(i);
            copy(buffers.get(i), length, target, memory, at);
            written = at + length;
        }
        clear(target, written, end);
        return end;
    }

    /**
     * Bytes of a buffer that are there to be copied. An empty list that was never allocated says
     * that it has one offset and has no memory for it: zeros stand for it.
     */
    private long presentBytes(int buffer) {
        long size = layout.get(buffer).getSize();
        return buffers.get(buffer).capacity() == 0 ? 0 : size;
    }

    private static void copy(ArrowBuf from, int length, ByteBuffer to, ArrowBuf memory, int at) {
        if (memory != null) {
            memory.setBytes(at, from, from.readerIndex(), length);
        } else {
            copyInChunks(from, from.readerIndex(), length, to, at);
        }
    }

    /** Copies to memory of which no address is known. */
    static void copyInChunks(ArrowBuf from, long index, int length, ByteBuffer to, int at) {
        byte[] chunk = new byte[Math.min(length, CHUNK_BYTES)];
        for (int done = 0; done < length; done += chunk.length) {
            int part = Math.min(chunk.length, length - done);
            from.getBytes(index + done, chunk, 0, part);
            to.put(at + done, chunk, 0, part);
        }
    }

    private static void clear(ByteBuffer target, int from, int to) {
        for (int i = from; i < to; i++) {
            target.put(i, (byte) 0);
        }
    }

    /** Whether the bytes of an array are this message, padding of its header aside. */
    boolean isWrittenAs(IncomingMessage other, byte[] bytes) {
        if (bodyLength != other.bodyLength() || !other.headerBytesBeginWith(header)) {
            return false;
        }
        for (int i = 0; i < buffers.size(); i++) {
            int length = (int) presentBytes(i);
            int at = other.bodyStart() + (int) layout.get(i).getOffset();
            int from = (int) buffers.get(i).readerIndex();
            if (ByteFunctionHelpers.compare(
                            buffers.get(i), from, from + length, bytes, at, at + length)
                    != 0) {
                return false;
            }
        }
        return true;
    }

    /** Writes the marker that ends a stream, as a message of its own. */
    static void writeEndOfStream(ByteBuffer target) {
        target.putInt(0, MessageSerializer.IPC_CONTINUATION_TOKEN);
        target.putInt(4, 0);
    }

    /** Lays messages out one after the other. */
    static long length(List<OutgoingMessage> messages) {
        long end = 0;
        for (OutgoingMessage message : messages) {
            end = message.end(end);
        }
        return end;
    }

    /** Writes messages one after the other, as {@link #length} laid them out. */
    static void writeAll(List<OutgoingMessage> messages, ByteBuffer target, long address) {
        ByteBuffer littleEndian = target.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        for (OutgoingMessage message : messages) {
            end = message.writeTo(littleEndian, address, end);
        }
    }
}
