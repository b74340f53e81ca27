package io.zoosync.bench.peer;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.arrow.ArrowConsumer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** The receiving end of a stream of record batches. */
public interface BatchReceiver extends AutoCloseable {
    /** Passes the next batch on, if one comes within a while. */
    void receive(Reader reader) throws Exception;

    @Override
    void close() throws IOException;

    /** Reads a batch. */
    @FunctionalInterface
    interface Reader {
        void read(VectorSchemaRoot batch);
    }

    /** Batches are read in the slots of a queue. */
    final class FromQueue implements BatchReceiver {
        private static final Duration PATIENCE = Duration.ofMillis(20);

        private final ArrowConsumer consumer;

        public FromQueue(String name, BufferAllocator allocator) throws IOException {
            consumer = ArrowConsumer.attach(name, allocator);
        }

        @Override
        public void receive(Reader reader) throws InterruptedException {
            try (ArrowBatch batch = consumer.recv(PATIENCE)) {
                if (batch != null) {
                    reader.read(batch.root());
                }
            }
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    /** An Arrow IPC stream. */
    final class FromChannel implements BatchReceiver {
        private final ArrowStreamReader in;

        public FromChannel(ReadableByteChannel channel, BufferAllocator allocator) {
            in = new ArrowStreamReader(channel, allocator);
        }

        @Override
        public void receive(Reader reader) throws IOException {
            if (!in.loadNextBatch()) {
                throw new EOFException("the sender left");
            }
            reader.read(in.getVectorSchemaRoot());
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
