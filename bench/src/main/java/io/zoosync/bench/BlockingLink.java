package io.zoosync.bench;

import io.zoosync.queue.ZooQueue;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A way to and fro between two processes, whose ends block. */
abstract class BlockingLink implements AutoCloseable {
    /** Length of a message. */
    static final int BYTES = 32;

    private static final int CAPACITY = 1 << 16;
    private static final int POLL_MILLIS = 1;

    /**
     * Opens one end.
     *
     * @param pings true in exactly one of the two processes
     */
    static BlockingLink open(String kind, Path directory, boolean pings) throws Exception {
        return switch (kind) {
            case "zoosync" -> new Queues(pings);
            case "java-pipe" -> new Pipes(directory, pings);
            case "java-unix-socket" -> new Socket(directory.resolve("socket"), pings);
            default -> throw new IllegalArgumentException("kind=" + kind);
        };
    }

    abstract void send(byte[] message) throws Exception;

    abstract void receive(byte[] message) throws Exception;

    @Override
    public abstract void close() throws IOException;

    private static final class Queues extends BlockingLink {
        private final ZooQueue there;
        private final ZooQueue back;

        Queues(boolean pings) throws IOException {
            there = ZooQueue.open(pings ? "there" : "back", CAPACITY);
            back = ZooQueue.open(pings ? "back" : "there", CAPACITY);
        }

        @Override
        void send(byte[] message) throws InterruptedException {
            there.put(message);
        }

        @Override
        void receive(byte[] message) throws InterruptedException {
            byte[] received = back.take();
            System.arraycopy(received, 0, message, 0, BYTES);
        }

        @Override
        public void close() {
            there.close();
            back.close();
        }
    }

    /** Two named pipes, which are there already; opening one waits for its other end. */
    private static final class Pipes extends BlockingLink {
        private final FileOutputStream there;
        private final DataInputStream back;

        Pipes(Path directory, boolean pings) throws IOException {
            String ping = directory.resolve("ping").toString();
            String pong = directory.resolve("pong").toString();
            if (pings) {
                there = new FileOutputStream(ping);
                back = new DataInputStream(new FileInputStream(pong));
            } else {
                back = new DataInputStream(new FileInputStream(ping));
                there = new FileOutputStream(pong);
            }
        }

        @Override
        void send(byte[] message) throws IOException {
            there.write(message);
        }

        @Override
        void receive(byte[] message) throws IOException {
            back.readFully(message);
        }

        @Override
        public void close() throws IOException {
            there.close();
            back.close();
        }
    }

    private static final class Socket extends BlockingLink {
        private final SocketChannel channel;
        private final ByteBuffer bytes = ByteBuffer.allocateDirect(BYTES);

        Socket(Path path, boolean pings) throws Exception {
            UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
            if (pings) {
                Path early = path.resolveSibling("socket.early");
                try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                    server.bind(UnixDomainSocketAddress.of(early));
                    Files.move(early, path); // bound, it can be connected to
                    channel = server.accept();
                }
            } else {
                while (!Files.exists(path)) {
                    Thread.sleep(POLL_MILLIS);
                }
                channel = SocketChannel.open(address);
            }
        }

        @Override
        void send(byte[] message) throws IOException {
            bytes.clear().put(message).flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        void receive(byte[] message) throws IOException {
            bytes.clear();
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new IOException("the other end is gone");
                }
            }
            bytes.flip().get(message);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
