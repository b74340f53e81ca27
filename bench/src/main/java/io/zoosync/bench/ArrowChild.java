package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.peer.BatchReceiver;
import io.zoosync.bench.peer.BatchSender;
import io.zoosync.bench.peer.Flights;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * One end of a stream of record batches: {@code send|receive KIND PATH CAPACITY}, KIND one of
 * {@code zoosync}, {@code arrow-unix-socket} and {@code arrow-pipe}, PATH that of the socket or the
 * pipe. The receiving one checks each batch and counts: {@code result ROWS NANOS}.
 */
final class ArrowChild {
    private static final String QUEUE = "flights";

    private final Parent parent = new Parent();
    private final String kind;
    private final Path path;
    private final BufferAllocator allocator;
    private final Flights flights;
    private final long[] sums;
    private long batches;
    private long rows;

    private ArrowChild(String kind, Path path, BufferAllocator allocator, Flights flights) {
        this.kind = kind;
        this.path = path;
        this.allocator = allocator;
        this.flights = flights;
        this.sums = flights.batches().stream().mapToLong(Flights::sum).toArray();
    }

    public static void main(String[] args) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                Flights flights = new Flights(allocator)) {
            ArrowChild child = new ArrowChild(args[1], Path.of(args[2]), allocator, flights);
            boolean queue = args[1].equals("zoosync");
            if (args[0].equals("receive")) {
                child.receive(queue);
            } else if (queue) {
                child.sendToQueue(Integer.parseInt(args[3]));
            } else {
                child.sendToChannel();
            }
        }
    }

    /** The queue is there before both are ready. */
    private void sendToQueue(int capacityBytes) throws Exception {
        try (BatchSender sender = new BatchSender.ToQueue(flights, QUEUE, capacityBytes)) {
            parent.awaitGo();
            send(sender);
        }
    }

    /** The receiver listens before both are ready. */
    private void sendToChannel() throws Exception {
        parent.awaitGo();
        try (BatchSender sender = new BatchSender.ToChannel(flights, connect())) {
            send(sender);
        } catch (IOException e) {
            // The receiver has left. If it did so before its result, the driver hears it from it.
        }
    }

    private void send(BatchSender sender) throws Exception {
        int n = flights.batches().size();
        for (int batch = 0; !parent.isGone(); ) {
            if (sender.send(batch)) {
                batch = (batch + 1) % n;
            }
        }
    }

    private WritableByteChannel connect() throws IOException {
        return kind.equals("arrow-pipe")
                ? FileChannel.open(path, StandardOpenOption.WRITE)
                : SocketChannel.open(UnixDomainSocketAddress.of(path));
    }

    private void receive(boolean queue) throws Exception {
        if (queue) {
            parent.awaitGo();
            receive(new BatchReceiver.FromQueue(QUEUE, allocator));
        } else if (kind.equals("arrow-pipe")) {
            parent.awaitGo();
            receive(from(FileChannel.open(path, StandardOpenOption.READ)));
        } else {
            try (ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(path));
                parent.awaitGo();
                receive(from(server.accept()));
            }
        }
    }

    private BatchReceiver from(ReadableByteChannel channel) {
        return new BatchReceiver.FromChannel(channel, allocator);
    }

    private void receive(BatchReceiver from) throws Exception {
        try (BatchReceiver receiver = from) {
            while (!parent.hasBegun()) {
                receiver.receive(this::check);
            }
            long before = rows;
            long began = System.nanoTime();
            while (!parent.hasEnded()) {
                receiver.receive(this::check);
            }
            parent.result(rows - before, System.nanoTime() - began);
        }
    }

    private void check(VectorSchemaRoot batch) {
        long expected = sums[(int) (batches % sums.length)];
        long sum = Flights.sum(batch);
        if (sum != expected) {
            throw new IllegalStateException(
                    "batch " + batches + " has the sum " + sum + " instead of " + expected);
        }
        batches++;
        rows += batch.getRowCount();
    }
}
