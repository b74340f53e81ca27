package io.zoosync.bench.peer;

import io.zoosync.arrow.ArrowClaim;
import io.zoosync.arrow.ArrowProducer;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;

/** The sending end of a stream of record batches: makes each batch, and sends it. */
public interface BatchSender {
    /** Makes a batch of the table's first rows, and sends it. */
    void send(int rows) throws Exception;

    /** Batches are made in the slots of a queue. */
    final class InPlace implements BatchSender {
        private final Flights flights;
        private final ArrowProducer producer;

        public InPlace(Flights flights, String name, int capacityBytes) throws IOException {
            this.flights = flights;
            producer = ArrowProducer.open(name, capacityBytes, flights.schema());
        }

        @Override
        public void send(int rows) throws InterruptedException {
            try (ArrowClaim claim = producer.claim(rows)) {
                flights.fill(claim.root(), rows);
                claim.commit();
            }
        }
    }

    /** Batches are made elsewhere and copied into the slots of a queue. */
    final class Copying implements BatchSender {
        private final Flights flights;
        private final VectorSchemaRoot batch;
        private final ArrowProducer producer;

        /** Fills the batch anew each time. */
        public Copying(Flights flights, VectorSchemaRoot batch, String name, int capacityBytes)
                throws IOException {
            this.flights = flights;
            this.batch = batch;
            producer = ArrowProducer.open(name, capacityBytes, flights.schema());
        }

        @Override
        public void send(int rows) throws InterruptedException {
            flights.fill(batch, rows);
            producer.send(batch);
        }
    }

    /** An Arrow IPC stream. */
    final class ToChannel implements BatchSender {
        private final Flights flights;
        private final VectorSchemaRoot batch;
        private final ArrowStreamWriter writer;

        /** Fills the batch anew each time. */
        public ToChannel(Flights flights, VectorSchemaRoot batch, WritableByteChannel channel)
                throws IOException {
            this.flights = flights;
            this.batch = batch;
            writer = new ArrowStreamWriter(batch, null, channel);
            writer.start();
        }

        @Override
        public void send(int rows) throws IOException {
            flights.fill(batch, rows);
            writer.writeBatch();
        }
    }
}
