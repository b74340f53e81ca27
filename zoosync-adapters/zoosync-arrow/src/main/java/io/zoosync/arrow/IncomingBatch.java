package io.zoosync.arrow;

import static io.zoosync.arrow.InvalidArrowMessageException.check;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;

/**
 * Loads the vectors of a record batch over its body, without a copy, and believes nothing that the
 * header says before it is checked.
 *
 * <p>Checked here: the numbers of nodes, buffers and variadic buffers are those of the schema; each
 * buffer lies in the body; each buffer is long enough for its vector's rows; null counts; rows of
 * children; the first and the last offset of strings and lists. Each buffer is then cut to exactly
 * its bounds, and Arrow checks each access against them. Not checked here, as it would cost a pass
 * over the data and the data could change afterwards all the same: the offsets between, type ids
 * and offsets of unions, list views, string views, run ends, UTF-8. A bad one gives a wrong value
 * or an exception at its access, and where it makes a value absurdly long, an {@link
 * OutOfMemoryError}.
 */
final class IncomingBatch {
    private final RecordBatch header;
    private final ArrowBuf body;
    private final FieldNode node = new FieldNode();
    private final Buffer buffer = new Buffer();
    private int nodes;
    private int buffers;
    private int variadicCounts;

    /**
     * @param header the batch's header, or null if it had none
     * @param body cut to the bounds of the body; it is not released here
     */
    IncomingBatch(RecordBatch header, ArrowBuf body) {
        check(header != null, () -> "the message has no header");
        check(header.compression() == null, () -> "compressed bodies are not supported");
        check(
                header.length() >= 0 && header.length() <= Integer.MAX_VALUE,
                () -> header.length() + " rows");
        this.header = header;
        this.body = body;
    }

    int rows() {
        return (int) header.length();
    }

    /** Loads all columns. If it throws, some of the vectors may be loaded: close them. */
    void load(List<ColumnLayout> layouts, List<FieldVector> vectors) {
        for (int i = 0; i < layouts.size(); i++) {
            ColumnLayout layout = layouts.get(i);
            int rows = load(layout, vectors.get(i));
            check(
                    rows == rows(),
                    () ->
                            "column "
                                    + layout.name()
                                    + " has "
                                    + rows
                                    + " rows in a batch of "
                                    + rows());
        }
        check(nodes == header.nodesLength(), () -> header.nodesLength() + " nodes, not " + nodes);
        check(
                buffers == header.buffersLength(),
                () -> header.buffersLength() + " buffers, not " + buffers);
        check(
                variadicCounts == header.variadicBufferCountsLength(),
                () ->
                        header.variadicBufferCountsLength()
                                + " variadic buffer counts, not "
                                + variadicCounts);
    }

    private int load(ColumnLayout layout, FieldVector vector) {
        ArrowFieldNode fieldNode = nextNode(layout);
        int rows = fieldNode.getLength();
        List<ArrowBuf> own = nextBuffers(layout, fieldNode);
        long childRows = layout.minChildRows(rows);
        if (layout.hasRunningOffsets() && rows > 0) {
            long end = lastOffset(layout, own.get(1), rows);
            if (layout.children().isEmpty()) {
                check(
                        end <= own.get(2).capacity(),
                        () ->
                                "offsets of "
                                        + layout.name()
                                        + " end at "
                                        + end
                                        + ", its data at "
                                        + own.get(2).capacity());
            } else {
                childRows = end;
            }
        }
        vector.loadFieldBuffers(fieldNode, own);
        loadChildren(layout, vector, childRows);
        return rows;
    }

    private void loadChildren(ColumnLayout layout, FieldVector vector, long minRows) {
        List<FieldVector> children = vector.getChildrenFromFields();
        for (int i = 0; i < layout.children().size(); i++) {
            ColumnLayout child = layout.children().get(i);
            int rows = load(child, children.get(i));
            check(
                    rows >= minRows,
                    () ->
                            "child "
                                    + child.name()
                                    + " of "
                                    + layout.name()
                                    + " has "
                                    + rows
                                    + " rows, it needs "
                                    + minRows);
        }
    }

    private ArrowFieldNode nextNode(ColumnLayout layout) {
        check(nodes < header.nodesLength(), () -> "no node for " + layout.name());
        header.nodes(node, nodes++);
        long rows = node.length();
        long nulls = node.nullCount();
        check(
                rows >= 0 && rows < Integer.MAX_VALUE && nulls >= -1 && nulls <= rows,
                () -> layout.name() + " has " + rows + " rows and " + nulls + " nulls");
        return new ArrowFieldNode(rows, nulls);
    }

    private List<ArrowBuf> nextBuffers(ColumnLayout layout, ArrowFieldNode fieldNode) {
        int variadic = layout.hasVariadicBuffers() ? nextVariadicCount(layout) : 0;
        List<ArrowBuf> own = new ArrayList<>(layout.bufferCount() + variadic);
        for (int i = 0; i < layout.bufferCount(); i++) {
            ArrowBuf next = nextBuffer(layout);
            checkLength(layout, i, next, fieldNode);
            own.add(next);
        }
        for (int i = 0; i < variadic; i++) {
            own.add(nextBuffer(layout));
        }
        return own;
    }

    private static void checkLength(
            ColumnLayout layout, int index, ArrowBuf found, ArrowFieldNode fieldNode) {
        long rows = fieldNode.getLength();
        long least = layout.minBufferBytes(index, rows);
        boolean leftOut =
                index == 0 && layout.hasValidity() && found.capacity() == 0 && uniform(fieldNode);
        check(
                found.capacity() >= least || leftOut,
                () ->
                        "buffer "
                                + index
                                + " of "
                                + layout.name()
                                + " has "
                                + found.capacity()
                                + " bytes, it needs "
                                + least
                                + " for "
                                + rows
                                + " rows");
    }

    /** Whether a validity buffer says no more than the null count does. */
    private static boolean uniform(ArrowFieldNode fieldNode) {
        return fieldNode.getNullCount() == 0 || fieldNode.getNullCount() == fieldNode.getLength();
    }

    private int nextVariadicCount(ColumnLayout layout) {
        check(
                variadicCounts < header.variadicBufferCountsLength(),
                () -> "no variadic buffer count for " + layout.name());
        long count = header.variadicBufferCounts(variadicCounts++);
        check(
                count >= 0 && count <= header.buffersLength() - buffers,
                () ->
                        layout.name()
                                + " has "
                                + count
                                + " variadic buffers, "
                                + (header.buffersLength() - buffers)
                                + " are left");
        return (int) count;
    }

    private ArrowBuf nextBuffer(ColumnLayout layout) {
        check(buffers < header.buffersLength(), () -> "no buffer for " + layout.name());
        header.buffers(buffer, buffers++);
        long offset = buffer.offset();
        long length = buffer.length();
        check(
                offset >= 0 && length >= 0 && offset <= body.capacity() - length,
                () ->
                        "a buffer of "
                                + layout.name()
                                + " has "
                                + length
                                + " bytes at "
                                + offset
                                + ", in a body of "
                                + body.capacity());
        return body.slice(offset, length);
    }

    private static long lastOffset(ColumnLayout layout, ArrowBuf offsets, int rows) {
        boolean wide = layout.offsetBytes() == Long.BYTES;
        long first = wide ? offsets.getLong(0) : offsets.getInt(0);
        long end = (long) rows * layout.offsetBytes();
        long last = wide ? offsets.getLong(end) : offsets.getInt(end);
        check(
                first >= 0 && first <= last,
                () -> "offsets of " + layout.name() + " run from " + first + " to " + last);
        return last;
    }
}
