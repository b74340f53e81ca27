package io.zoosync.bench.peer;

import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.flight.BackpressureStrategy;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightProducer;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.NoOpFlightProducer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** Both ends of a stream of record batches over Arrow Flight on the loopback interface. */
public final class FlightBatches {
    private static final String HOST = "127.0.0.1";
    private static final long PATIENCE_MILLIS = 30_000;

    private FlightBatches() {}

    /** A server that answers one request with the stream. */
    public static final class Sender implements BatchSender {
        private final Flights flights;
        private final VectorSchemaRoot batch;
        private final FlightServer server;
        private final CompletableFuture<Call> asked = new CompletableFuture<>();
        private Call call;

        /** Begins to listen. */
        public Sender(Flights flights, VectorSchemaRoot batch, BufferAllocator allocator)
                throws IOException {
            this.flights = flights;
            this.batch = batch;
            server =
                    FlightServer.builder(
                                    allocator,
                                    Location.forGrpcInsecure(HOST, 0),
                                    new NoOpFlightProducer() {
                                        @Override
                                        public void getStream(
                                                CallContext context,
                                                Ticket ticket,
                                                ServerStreamListener listener) {
                                            asked.complete(new Call(listener));
                                        }
                                    })
                            .build()
                            .start();
        }

        /** A request, and how much of the answer its client can take. */
        private static final class Call {
            final FlightProducer.ServerStreamListener listener;
            final BackpressureStrategy room =
                    new BackpressureStrategy.CallbackBackpressureStrategy();

            Call(FlightProducer.ServerStreamListener listener) {
                this.listener = listener;
                room.register(listener);
            }
        }

        /** The port for the receiver. */
        public int port() {
            return server.getPort();
        }

        /** Waits for the receiver to ask. */
        public void accept() {
            call = asked.join();
            call.listener.start(batch);
        }

        @Override
        public void send(int rows) throws IOException {
            flights.fill(batch, rows);
            BackpressureStrategy.WaitResult result = call.room.waitForListener(PATIENCE_MILLIS);
            if (result != BackpressureStrategy.WaitResult.READY) {
                throw new IOException("the receiver is " + result);
            }
            call.listener.putNext();
        }
    }

    /** A client that asks for the stream. */
    public static final class Receiver implements BatchReceiver {
        private final FlightClient client;
        private final FlightStream stream;

        /** Asks the sender at a port. */
        public Receiver(int port, BufferAllocator allocator) {
            client = FlightClient.builder(allocator, Location.forGrpcInsecure(HOST, port)).build();
            stream = client.getStream(new Ticket(new byte[0]));
        }

        @Override
        public VectorSchemaRoot receive() throws IOException {
            if (!stream.next()) {
                throw new EOFException("the sender left");
            }
            return stream.getRoot();
        }
    }
}
