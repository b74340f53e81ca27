package io.zoosync.bench.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** Reads what a {@link FrameWriter} wrote, as much of it at once as there is. */
final class FrameReader implements Transport.Receiver {
    private final ReadableByteChannel channel;

    /** What was read and not yet passed on lies between its position and {@link #end}. */
    private final ByteBuffer buffer;

    private int end;

    /** Has a buffer of some size, for messages that fit into it with their length. */
    FrameReader(ReadableByteChannel channel, int bufferBytes) {
        this.channel = channel;
        this.buffer = ByteBuffer.allocateDirect(bufferBytes).order(ByteOrder.nativeOrder());
    }

    /** Waits for the first message. */
    @Override
    public int poll(SmallMessages messages, int limit) {
        if (!hasMessage()) {
            read();
        }
        int passed = 0;
        while (passed < limit && hasMessage()) {
            int at = buffer.position() + Long.BYTES;
            messages.accept(
                    buffer.getLong(at),
                    buffer.getLong(at + 8),
                    buffer.getLong(at + 16),
                    buffer.getLong(at + 24));
            buffer.position(at + Transport.SMALL_BYTES);
            passed++;
        }
        return passed;
    }

    /** Reads once if the next message is not whole. */
    @Override
    public int poll(Transport.Reader reader) {
        if (!hasMessage()) {
            read();
        }
        if (!hasMessage()) {
            return 0;
        }
        int at = buffer.position() + Long.BYTES;
        int length = length();
        reader.read(buffer.slice(at, length).order(ByteOrder.nativeOrder()));
        buffer.position(at + length);
        return 1;
    }

    private boolean hasMessage() {
        int there = end - buffer.position();
        return there >= Long.BYTES && there >= Long.BYTES + length();
    }

    private int length() {
        return (int) buffer.getLong(buffer.position());
    }

    private void read() {
        int at = buffer.position();
        if (at > 0) { // a message that is not whole begins the buffer, so that it fits
            buffer.limit(end).compact();
            end -= at;
        }
        buffer.limit(buffer.capacity()).position(end);
        try {
            int read = channel.read(buffer);
            if (read < 0) {
                throw new EOFException("the sender left");
            }
            end += read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        buffer.position(0);
    }
}
