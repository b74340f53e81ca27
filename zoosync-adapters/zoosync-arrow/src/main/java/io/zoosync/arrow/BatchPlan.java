package io.zoosync.arrow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the buffers of a batch lie that is built in its slot: how a {@link BatchBudget} divides the
 * body of the message. Each buffer begins at a multiple of 8 and has the length that the budget
 * allows it.
 */
final class BatchPlan {
    private final BatchBudget budget;
    private final List<Column> columns = new ArrayList<>();
    private final Set<List<String>> bytesUsed = new HashSet<>();
    private final Set<List<String>> elementsUsed = new HashSet<>();
    private int nodes;
    private int buffers;
    private long bodyLength;
    private int headerBytes;

    private BatchPlan(BatchBudget budget) {
        this.budget = budget;
    }

    /**
     * One node of the schema, with its part of the body.
     *
     * @param rows the most that it may have
     * @param offsets of its buffers, from the start of the body
     * @param lengths of its buffers
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Column(
            ColumnLayout layout, int rows, long[] offsets, long[] lengths, List<Column> children) {}

    /**
     * Divides a body.
     *
     * @throws IllegalArgumentException if a column has no budget and needs one, if a budget is for
     *     no column, or if a type cannot be built in place; the message names the column
     */
    static BatchPlan of(List<ColumnLayout> layouts, BatchBudget budget) {
        BatchPlan plan = new BatchPlan(budget);
        for (ColumnLayout layout : layouts) {
            plan.columns.add(plan.column(layout, budget.rows(), List.of()));
        }
        Set<List<String>> unused = budget.unused(plan.bytesUsed, plan.elementsUsed);
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(
                    "budget "
                            + budget
                            + " is for "
                            + unused
                            + ", which is no such column of "
                            + layouts);
        }
        plan.headerBytes = new BatchHeader(plan.nodes, plan.buffers).encode(0, 0).remaining();
        return plan;
    }

    private Column column(ColumnLayout layout, long rows, List<String> parent) {
        List<String> path = new ArrayList<>(parent);
        path.add(layout.name());
        if (!layout.canBeBuiltInPlace()) {
            throw new IllegalArgumentException(
                    "column " + path + " cannot be built in place, as it is of " + layout);
        }
        if (rows >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("column " + path + " would have " + rows + " rows");
        }
        int n = layout.bufferCount();
        nodes++;
        buffers += n;
        long[] offsets = new long[n];
        long[] lengths = new long[n];
        for (int i = 0; i < n; i++) {
            boolean data = layout.hasRunningOffsets() && i == 2;
            offsets[i] = bodyLength;
            lengths[i] = data ? bytesOf(path, layout) : layout.bufferBytesToBuild(i, rows);
            bodyLength = roundUp(bodyLength + lengths[i]);
        }
        List<Column> children = new ArrayList<>();
        for (ColumnLayout child : layout.children()) {
            children.add(column(child, childRows(layout, rows, path), path));
        }
        return new Column(layout, (int) rows, offsets, lengths, children);
    }

    private int bytesOf(List<String> path, ColumnLayout layout) {
        Integer bytes = budget.bytesOf(path);
        bytesUsed.add(path);
        return given(bytes, "bytes", path, layout);
    }

    private long childRows(ColumnLayout layout, long rows, List<String> path) {
        if (!layout.hasRunningOffsets()) {
            return layout.minChildRows(rows);
        }
        elementsUsed.add(path);
        return given(budget.elementsOf(path), "elements", path, layout);
    }

    private int given(Integer size, String what, List<String> path, ColumnLayout layout) {
        if (size == null) {
            throw new IllegalArgumentException(
                    "column "
                            + path
                            + " of "
                            + layout
                            + " needs a budget of "
                            + what
                            + ", not in "
                            + budget);
        }
        return size;
    }

    private static long roundUp(long bytes) {
        int alignment = OutgoingMessage.BUFFER_ALIGNMENT;
        return (bytes + alignment - 1) / alignment * alignment;
    }

    BatchBudget budget() {
        return budget;
    }

    List<Column> columns() {
        return columns;
    }

    int nodes() {
        return nodes;
    }

    int buffers() {
        return buffers;
    }

    long bodyLength() {
        return bodyLength;
    }

    /** Length of the header, whatever it says. */
    int headerBytes() {
        return headerBytes;
    }
}
