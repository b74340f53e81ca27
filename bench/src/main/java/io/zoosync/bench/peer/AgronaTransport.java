package io.zoosync.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Agrona's ring buffers over a mapped file, for one producer or for many. The receiver makes the
 * file; the sender waits until it has its name.
 */
final class AgronaTransport implements Transport {
    private static final int TYPE = 1;

    private final Path directory;
    private final int capacityBytes;
    private final boolean many;

    AgronaTransport(Path directory, int capacityBytes, boolean many) {
        this.directory = directory;
        this.capacityBytes = capacityBytes;
        this.many = many;
    }

    @Override
    public Sender sender(int stream) throws Exception {
        Path file = file(stream);
        while (!Files.exists(file)) {
            Thread.sleep(1);
        }
        return new RingSender(ring(file));
    }

    @Override
    public Receiver receiver(int stream) throws Exception {
        Path temporary = directory.resolve("ring-" + stream + ".tmp");
        RingBuffer ring = ring(temporary);
        Files.move(temporary, file(stream), StandardCopyOption.ATOMIC_MOVE);
        return new RingReceiver(ring);
    }

    private Path file(int stream) {
        return directory.resolve("ring-" + stream);
    }

    /** A file that is not there is created, and every page of it touched. */
    private RingBuffer ring(Path file) throws IOException {
        int bytes = capacityBytes + RingBufferDescriptor.TRAILER_LENGTH;
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            if (channel.size() == 0) {
                ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
                for (long at = 0; at < bytes; at += zeros.capacity()) {
                    zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
                    channel.write(zeros, at);
                }
            }
            AtomicBuffer buffer =
                    new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
            return many ? new ManyToOneRingBuffer(buffer) : new OneToOneRingBuffer(buffer);
        }
    }

    @Override
    public void close() {
        // the mappings end with the process
    }

    private static final class RingSender implements Sender {
        private final RingBuffer ring;

        RingSender(RingBuffer ring) {
            this.ring = ring;
        }

        @Override
        public boolean trySend(long first) {
            int index = ring.tryClaim(TYPE, SMALL_BYTES);
            if (index <= 0) {
                return false;
            }
            MutableDirectBuffer buffer = ring.buffer();
            buffer.putLong(index, first);
            buffer.putLong(index + 8, first + 1);
            buffer.putLong(index + 16, first + 2);
            buffer.putLong(index + 24, first + 3);
            ring.commit(index);
            return true;
        }
    }

    private static final class RingReceiver implements Receiver {
        private final RingBuffer ring;
        private SmallMessages messages;
        private final MessageHandler handler =
                (type, buffer, index, length) ->
                        messages.accept(
                                buffer.getLong(index),
                                buffer.getLong(index + 8),
                                buffer.getLong(index + 16),
                                buffer.getLong(index + 24));

        RingReceiver(RingBuffer ring) {
            this.ring = ring;
        }

        @Override
        public int poll(SmallMessages to, int limit) {
            messages = to;
            return ring.read(handler, limit);
        }
    }
}
