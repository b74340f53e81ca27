package io.zoosync.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a contiguous array whose elements are in a Java array, copied piece by piece. */
final class Pieces {
    private static final int PIECE_BYTES = 1 << 18;

    private final DType dtype;
    private final Runs runs;
    private final int shift;
    private final ByteBuffer buffer;
    private long next;
    private long left;

    Pieces(ZooArray contiguous) {
        dtype = contiguous.dtype();
        runs = new Runs(contiguous);
        shift = Tiles.shift(dtype);
        next = contiguous.offset() >> shift;
        left = contiguous.size();
        int length = (int) Math.min(PIECE_BYTES, left << shift);
        buffer = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
    }

    boolean hasMore() {
        return left > 0;
    }

    long bytesLeft() {
        return left << shift;
    }

    /** The next piece, to be read from its start to its limit. */
    ByteBuffer next() {
        ByteBuffer piece = empty();
        WindowRuns.put(dtype, runs.array(), (int) next, elements(piece), 0, 1, count(piece));
        pass(piece);
        return piece;
    }

    /** Memory for the next piece. */
    ByteBuffer empty() {
        return buffer.clear().limit((int) Math.min(buffer.capacity(), bytesLeft()));
    }

    /** Copies what {@link #empty} was filled with to the array. */
    void fill(ByteBuffer piece) {
        WindowRuns.get(dtype, elements(piece), 0, 1, runs.array(), (int) next, count(piece));
        pass(piece);
    }

    private java.nio.Buffer elements(ByteBuffer piece) {
        ByteBuffer whole = piece.duplicate().order(ByteOrder.nativeOrder()).position(0);
        return WindowRuns.elements(dtype, whole);
    }

    private int count(ByteBuffer piece) {
        return piece.limit() >> shift;
    }

    private void pass(ByteBuffer piece) {
        next += count(piece);
        left -= count(piece);
    }
}
