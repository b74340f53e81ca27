package io.zoosync.bench;

import io.zoosync.arrow.ArrowQueueReader;
import io.zoosync.bench.harness.Allocation;
import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.peer.BatchReceiver;
import io.zoosync.bench.peer.BatchSender;
import io.zoosync.bench.peer.FlightBatches;
import io.zoosync.bench.peer.Flights;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/**
 * One end of a stream of record batches: {@code send|receive KIND DIRECTORY}. Each task is the
 * number of rows of a batch. The sending end makes batches and sends them until the window ends,
 * and then an empty one; the receiving end reads every value and counts the batches of the window.
 * Both say {@code result BATCHES NANOS ALLOCATED}.
 */
final class ArrowChild {
    /** Rows of the longest batch, 16 MiB of values. */
    static final int MOST_ROWS = (16 << 20) / Flights.ROW_BYTES;

    private static final int LEAST_CAPACITY_BYTES = 64 << 10;

    private final Parent parent = new Parent();
    private final String kind;
    private final Path directory;
    private final BufferAllocator allocator;
    private final Flights flights;

    private ArrowChild(String kind, Path directory, BufferAllocator allocator, Flights flights) {
        this.kind = kind;
        this.directory = directory;
        this.allocator = allocator;
        this.flights = flights;
    }

    public static void main(String[] args) throws Exception {
        BufferAllocator allocator = new RootAllocator();
        Flights flights = new Flights(allocator, MOST_ROWS);
        ArrowChild child = new ArrowChild(args[1], Path.of(args[2]), allocator, flights);
        if (args[0].equals("send")) {
            child.sendAll();
        } else {
            child.receiveAll();
        }
        // The other end ends at the same time: nobody is left to take leave of.
        Runtime.getRuntime().halt(0);
    }

    private static String queue(int rows) {
        return "flights-" + rows;
    }

    /** Room for four batches, so that both ends can work. */
    private static int capacityBytes(int rows) {
        return Math.max(LEAST_CAPACITY_BYTES, 5 * rows * Flights.ROW_BYTES);
    }

    private void sendAll() throws Exception {
        VectorSchemaRoot batch = flights.newBatch(allocator, MOST_ROWS);
        Map<Integer, BatchSender> queues = new HashMap<>();
        BatchSender channel = kind.startsWith("zoosync") ? null : connect(batch);
        for (String task = parent.awaitTask(); task != null; task = parent.awaitTask()) {
            int rows = Integer.parseInt(task);
            if (channel == null && !queues.containsKey(rows)) {
                queues.put(rows, toQueue(batch, rows));
            }
            send(channel == null ? queues.get(rows) : channel, rows);
        }
    }

    private BatchSender toQueue(VectorSchemaRoot batch, int rows) throws IOException {
        return kind.equals("zoosync")
                ? new BatchSender.InPlace(flights, queue(rows), capacityBytes(rows))
                : new BatchSender.Copying(flights, batch, queue(rows), capacityBytes(rows));
    }

    private void send(BatchSender sender, int rows) throws Exception {
        Window window = parent.awaitWindow();
        while (!window.hasBegun()) {
            sender.send(rows);
        }
        long allocated = Allocation.bytes();
        long began = System.nanoTime();
        long batches = 0;
        while (!window.hasEnded()) {
            sender.send(rows);
            batches++;
        }
        long nanos = System.nanoTime() - began;
        allocated = Allocation.bytes() - allocated;
        sender.send(0);
        parent.result(batches, nanos, allocated);
    }

    private BatchSender connect(VectorSchemaRoot batch) throws Exception {
        switch (kind) {
            case "arrow-flight":
                FlightBatches.Sender sender = new FlightBatches.Sender(flights, batch, allocator);
                Path said = Files.writeString(path("port.tmp"), Integer.toString(sender.port()));
                Files.move(said, path("port"), StandardCopyOption.ATOMIC_MOVE);
                sender.accept();
                return sender;
            case "arrow-pipe":
                return new BatchSender.ToChannel(
                        flights, batch, FileChannel.open(path("pipe"), StandardOpenOption.WRITE));
            default:
                return new BatchSender.ToChannel(flights, batch, connectToSocket());
        }
    }

    private SocketChannel connectToSocket() throws Exception {
        awaitFile(path("socket"));
        while (true) {
            try {
                return SocketChannel.open(UnixDomainSocketAddress.of(path("socket")));
            } catch (ConnectException e) {
                Thread.sleep(1); // bound, and not yet listening
            }
        }
    }

    private Path path(String name) {
        return directory.resolve(name);
    }

    private static void awaitFile(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(1);
        }
    }

    private void receiveAll() throws Exception {
        Map<Integer, BatchReceiver> queues = new HashMap<>();
        BatchReceiver channel = kind.startsWith("zoosync") ? null : accept();
        for (String task = parent.awaitTask(); task != null; task = parent.awaitTask()) {
            int rows = Integer.parseInt(task);
            if (channel == null && !queues.containsKey(rows)) {
                queues.put(rows, fromQueue(rows));
            }
            receive(channel == null ? queues.get(rows) : channel, rows);
        }
    }

    private BatchReceiver fromQueue(int rows) throws Exception {
        while (true) {
            try {
                return new BatchReceiver.OfReader(ArrowQueueReader.attach(queue(rows), allocator));
            } catch (NoSuchFileException e) {
                Thread.sleep(1); // the sender is told of the task at the same time
            }
        }
    }

    private BatchReceiver accept() throws Exception {
        switch (kind) {
            case "arrow-flight":
                awaitFile(path("port"));
                int port = Integer.parseInt(Files.readString(path("port")));
                return new FlightBatches.Receiver(port, allocator);
            case "arrow-pipe":
                return new BatchReceiver.OfReader(
                        new ArrowStreamReader(FileChannel.open(path("pipe")), allocator));
            default:
                try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    server.bind(UnixDomainSocketAddress.of(path("socket")));
                    return new BatchReceiver.OfReader(
                            new ArrowStreamReader(server.accept(), allocator));
                }
        }
    }

    private void receive(BatchReceiver receiver, int rows) throws Exception {
        long expected = flights.sum(rows);
        Window window = parent.awaitWindow();
        boolean more = true;
        while (more && !window.hasBegun()) {
            more = check(receiver.receive(), rows, expected);
        }
        long allocated = Allocation.bytes();
        long began = System.nanoTime();
        long batches = 0;
        while (more && !window.hasEnded()) {
            more = check(receiver.receive(), rows, expected);
            batches++;
        }
        long nanos = System.nanoTime() - began;
        allocated = Allocation.bytes() - allocated;
        while (more) {
            more = check(receiver.receive(), rows, expected);
        }
        parent.result(batches, nanos, allocated);
    }

    /** Reads a batch; returns whether it is another one than the empty one at the end. */
    private static boolean check(VectorSchemaRoot batch, int rows, long expected) {
        int found = batch.getRowCount();
        long sum = Flights.sum(batch);
        if (found != 0 && (found != rows || sum != expected)) {
            throw new IllegalStateException(
                    "a batch of "
                            + found
                            + " rows has the sum "
                            + sum
                            + " instead of "
                            + rows
                            + " rows and "
                            + expected);
        }
        return found != 0;
    }
}
