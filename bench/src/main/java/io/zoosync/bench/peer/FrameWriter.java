package io.zoosync.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;

/**
 * Writes messages to a stream of bytes, each behind its length (a long, so that what is read in
 * place is aligned), many at a time if they are small. What is buffered is written when the next
 * message does not fit.
 */
final class FrameWriter implements Transport.Sender {
    private final WritableByteChannel channel;
    private final ByteBuffer buffer;
    private boolean closed;

    /** Has a buffer of some size, for messages that fit into it with their length. */
    FrameWriter(WritableByteChannel channel, int bufferBytes) {
        this.channel = channel;
        this.buffer = ByteBuffer.allocateDirect(bufferBytes).order(ByteOrder.nativeOrder());
    }

    /** Waits for room; false once the other end is closed. */
    @Override
    public boolean trySend(long first) {
        if (!begin(Transport.SMALL_BYTES)) {
            return false;
        }
        buffer.putLong(first).putLong(first + 1).putLong(first + 2).putLong(first + 3);
        return true;
    }

    /** Waits for room; false once the other end is closed. */
    @Override
    public boolean trySend(int length, Transport.Filler filler) {
        if (!begin(length)) {
            return false;
        }
        int at = buffer.position();
        filler.fill(buffer.slice(at, length).order(ByteOrder.nativeOrder()));
        buffer.position(at + length);
        return true;
    }

    private boolean begin(int length) {
        if (buffer.remaining() < Long.BYTES + length) {
            flush();
        }
        if (closed) {
            return false;
        }
        buffer.putLong(length);
        return true;
    }

    /** Writes what is buffered, waiting until the system has taken it. */
    @Override
    public void flush() {
        buffer.flip();
        try {
            while (buffer.hasRemaining() && !closed) {
                channel.write(buffer);
            }
        } catch (IOException e) {
            closed = true; // a receiver that has left reads no more
        }
        buffer.clear();
    }
}
