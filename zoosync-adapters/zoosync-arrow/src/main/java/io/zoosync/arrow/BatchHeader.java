package io.zoosync.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.nio.ByteBuffer;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;

/**
 * The header of a record batch whose buffers lie anywhere in its body. Its length depends on the
 * numbers of nodes and buffers only, so room for it can be left before their lengths are known.
 */
final class BatchHeader {
    private static final int NODE_BYTES = 16;
    private static final int BUFFER_BYTES = 16;
    private static final int REST_BYTES = 256;

    private final long[] nodes;
    private final long[] buffers;
    private int nodeCount;
    private int bufferCount;

    BatchHeader(int nodes, int buffers) {
        this.nodes = new long[2 * nodes];
        this.buffers = new long[2 * buffers];
    }

    void addNode(long rows, long nulls) {
        nodes[2 * nodeCount] = rows;
        nodes[2 * nodeCount + 1] = nulls;
        nodeCount++;
    }

    void addBuffer(long offset, long length) {
        buffers[2 * bufferCount] = offset;
        buffers[2 * bufferCount + 1] = length;
        bufferCount++;
    }

    /** The flatbuffer; nodes and buffers that were not added are zero. */
    ByteBuffer encode(long rows, long bodyLength) {
        FlatBufferBuilder builder =
                new FlatBufferBuilder(
                        nodes.length / 2 * NODE_BYTES
                                + buffers.length / 2 * BUFFER_BYTES
                                + REST_BYTES);
        builder.forceDefaults(true); // a zero takes as much room as any other number
        int nodesAt = encodeNodes(builder);
        int buffersAt = encodeBuffers(builder);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rows);
        RecordBatch.addNodes(builder, nodesAt);
        RecordBatch.addBuffers(builder, buffersAt);
        int batch = RecordBatch.endRecordBatch(builder);
        Message.startMessage(builder);
        Message.addHeaderType(builder, MessageHeader.RecordBatch);
        Message.addHeader(builder, batch);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addBodyLength(builder, bodyLength);
        Message.finishMessageBuffer(builder, Message.endMessage(builder));
        return builder.dataBuffer();
    }

    /** Vectors are written from their end. */
    private int encodeNodes(FlatBufferBuilder builder) {
        RecordBatch.startNodesVector(builder, nodes.length / 2);
        for (int i = nodes.length - 2; i >= 0; i -= 2) {
            FieldNode.createFieldNode(builder, nodes[i], nodes[i + 1]);
        }
        return builder.endVector();
    }

    private int encodeBuffers(FlatBufferBuilder builder) {
        RecordBatch.startBuffersVector(builder, buffers.length / 2);
        for (int i = buffers.length - 2; i >= 0; i -= 2) {
            Buffer.createBuffer(builder, buffers[i], buffers[i + 1]);
        }
        return builder.endVector();
    }
}
