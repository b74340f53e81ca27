package io.zoosync.bench.peer;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages in frames through what carries bytes: a Unix domain socket, or a named pipe, which is
 * made beforehand. Both ends wait in the system.
 */
abstract class StreamTransport implements Transport {
    private final int bufferBytes;
    private final List<Channel> channels = new ArrayList<>();

    private StreamTransport(int bufferBytes) {
        this.bufferBytes = bufferBytes;
    }

    /** The transport of a kind: {@code unix-socket} or {@code pipe}. */
    static Transport open(String kind, Path directory, int bufferBytes) {
        return switch (kind) {
            case "unix-socket" -> new OfSocket(directory, bufferBytes);
            case "pipe" -> new OfPipe(directory, bufferBytes);
            default -> throw new IllegalArgumentException("kind=" + kind);
        };
    }

    abstract WritableByteChannel writable(int stream) throws Exception;

    abstract ReadableByteChannel readable(int stream) throws Exception;

    @Override
    public Sender sender(int stream) throws Exception {
        WritableByteChannel channel = writable(stream);
        channels.add(channel);
        return new FrameWriter(channel, bufferBytes);
    }

    @Override
    public Receiver receiver(int stream) throws Exception {
        ReadableByteChannel channel = readable(stream);
        channels.add(channel);
        return new FrameReader(channel, bufferBytes);
    }

    @Override
    public void close() {
        for (Channel channel : channels) {
            try {
                channel.close();
            } catch (IOException e) {
                // it ends with the process
            }
        }
    }

    private static final class OfSocket extends StreamTransport {
        private final Path directory;

        OfSocket(Path directory, int bufferBytes) {
            super(bufferBytes);
            this.directory = directory;
        }

        private UnixDomainSocketAddress address(int stream) {
            return UnixDomainSocketAddress.of(directory.resolve("socket-" + stream));
        }

        @Override
        WritableByteChannel writable(int stream) throws Exception {
            while (true) {
                try {
                    return SocketChannel.open(address(stream));
                } catch (IOException e) {
                    Thread.sleep(1); // the receiver does not listen yet
                }
            }
        }

        @Override
        ReadableByteChannel readable(int stream) throws IOException {
            try (ServerSocketChannel server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                return server.bind(address(stream)).accept();
            }
        }
    }

    private static final class OfPipe extends StreamTransport {
        private final Path directory;

        OfPipe(Path directory, int bufferBytes) {
            super(bufferBytes);
            this.directory = directory;
        }

        private String file(int stream) {
            return directory.resolve("pipe-" + stream).toString();
        }

        @Override
        @SuppressWarnings("resource") // closing the channel closes it
        WritableByteChannel writable(int stream) throws IOException {
            return new FileOutputStream(file(stream)).getChannel();
        }

        @Override
        @SuppressWarnings("resource") // closing the channel closes it
        ReadableByteChannel readable(int stream) throws IOException {
            return new FileInputStream(file(stream)).getChannel();
        }
    }
}
