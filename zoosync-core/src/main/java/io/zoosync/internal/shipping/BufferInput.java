package io.zoosync.internal.shipping;

import java.io.InputStream;
import java.nio.ByteBuffer;

/** A stream of the rest of a buffer, whose position it moves. */
final class BufferInput extends InputStream {
    private final ByteBuffer bytes;

    BufferInput(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return bytes.hasRemaining() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
        if (!bytes.hasRemaining()) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(to, offset, count);
        return count;
    }

    @Override
    public int available() {
        return bytes.remaining();
    }
}
