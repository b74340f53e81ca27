package io.zoosync.pool;

import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** What parent and workers must agree on about messages. */
final class Transport {
    private static final int PARTS = 4;

    private Transport() {}

    /**
     * The longest payload that goes through a queue: a quarter of what it holds, so that a few can
     * be under way. Longer ones go as files.
     */
    static int mostInline(ZooQueue queue) {
        return queue.capacity() / PARTS - Math.max(TaskFormat.PAYLOAD, ResultFormat.PAYLOAD);
    }

    /** Writes a payload to a file. */
    static void spill(Path file, Payload payload) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(payload.length()).order(ByteOrder.nativeOrder());
        payload.write(bytes);
        PoolFiles.write(file, bytes.flip());
    }

    /** Reads a payload from a file. */
    static ByteBuffer unspill(Path file) throws IOException {
        return PoolFiles.read(file).order(ByteOrder.nativeOrder());
    }
}
