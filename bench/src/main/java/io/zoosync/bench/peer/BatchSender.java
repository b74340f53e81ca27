package io.zoosync.bench.peer;

import io.zoosync.arrow.ArrowProducer;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/** The sending end of a stream of record batches. */
public interface BatchSender extends AutoCloseable {
    /** Sends a batch of the table; false if there was no room for a while. */
    boolean send(int batch) throws Exception;

    @Override
    void close() throws IOException;

    /** Batches go into the slots of a queue. */
    final class ToQueue implements BatchSender {
        private static final Duration PATIENCE = Duration.ofMillis(20);

        private final Flights flights;
        private final ArrowProducer producer;

        public ToQueue(Flights flights, String name, int capacityBytes) throws IOException {
            this.flights = flights;
            producer = ArrowProducer.open(name, capacityBytes, flights.schema());
        }

        @Override
        public boolean send(int batch) throws InterruptedException {
            return producer.send(flights.batches().get(batch), PATIENCE);
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    /** An Arrow IPC stream; its record batches are made beforehand. */
    final class ToChannel implements BatchSender {
        private final WritableByteChannel channel;
        private final WriteChannel out;
        private final List<ArrowRecordBatch> batches = new ArrayList<>();

        public ToChannel(Flights flights, WritableByteChannel channel) throws IOException {
            this.channel = channel;
            out = new WriteChannel(channel);
            flights.batches().forEach(b -> batches.add(new VectorUnloader(b).getRecordBatch()));
            MessageSerializer.serialize(out, flights.schema(), IpcOption.DEFAULT);
        }

        @Override
        public boolean send(int batch) throws IOException {
            MessageSerializer.serialize(out, batches.get(batch), IpcOption.DEFAULT);
            return true;
        }

        @Override
        public void close() throws IOException {
            batches.forEach(ArrowRecordBatch::close);
            channel.close();
        }
    }
}
