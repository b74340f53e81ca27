package io.zoosync.examples.transfer;

import io.zoosync.examples.transfer.TransferOptions.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;

/**
 * A table that is read batch by batch from an Arrow IPC file or stream. A file that cannot be
 * searched, from a pipe, is read as the stream that it holds behind its magic number.
 */
final class TableInput implements AutoCloseable {
    private static final byte[] MAGIC = "ARROW1\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_SCHEMA_BYTES = 1 << 28;

    private final String name;
    private final ReadableByteChannel channel;
    private final Watched watched;
    private final ArrowReader reader;

    private TableInput(
            String name, ReadableByteChannel channel, Watched watched, ArrowReader reader) {
        this.name = name;
        this.channel = channel;
        this.watched = watched;
        this.reader = reader;
    }

    /**
     * Opens a table.
     *
     * @throws TransferException if the beginning is neither that of a file nor that of a stream, or
     *     not what the options say
     */
    static TableInput open(TransferOptions options, BufferAllocator allocator) throws IOException {
        String name = options.isStandard() ? "standard input" : options.file();
        ReadableByteChannel channel = channel(options);
        boolean opened = false;
        try {
            TableInput input = open(name, channel, options.format(), allocator);
            opened = true;
            return input;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static ReadableByteChannel channel(TransferOptions options) throws IOException {
        if (options.isStandard()) {
            return Channels.newChannel(System.in);
        }
        Path path = Path.of(options.file());
        if (Files.isDirectory(path)) {
            throw new TransferException(path + " is a directory");
        }
        return FileChannel.open(path);
    }

    private static TableInput open(
            String name, ReadableByteChannel channel, Format wanted, BufferAllocator allocator)
            throws IOException {
        ByteBuffer head = ByteBuffer.allocate(MAGIC.length).order(ByteOrder.LITTLE_ENDIAN);
        while (head.hasRemaining() && channel.read(head) >= 0) {}
        head.flip();
        Format format = format(name, head);
        if (wanted != null && wanted != format) {
            throw new TransferException(name + " is an Arrow IPC " + word(format));
        }
        if (format == Format.FILE && channel instanceof FileChannel file && isRegular(file)) {
            return new TableInput(name, channel, null, new ArrowFileReader(file, allocator));
        }
        if (format == Format.FILE) {
            head.position(head.limit());
        }
        Watched watched = new Watched(channel, head);
        ArrowReader reader =
                new ArrowStreamReader(new MessageChannelReader(watched, allocator), allocator);
        return new TableInput(name, channel, watched, reader);
    }

    private static boolean isRegular(FileChannel file) throws IOException {
        return file.size() > 0; // that of a pipe or a device is 0
    }

    private static String word(Format format) {
        return format == Format.FILE ? "file, not a stream" : "stream, not a file";
    }

    private static Format format(String name, ByteBuffer head) throws TransferException {
        if (head.remaining() == 0) {
            throw new TransferException(name + " is empty");
        }
        if (head.equals(ByteBuffer.wrap(MAGIC))) {
            return Format.FILE;
        }
        if (head.remaining() == MAGIC.length) {
            // A stream begins with a continuation token and a length, an old one with the length.
            int first = head.getInt(0);
            int length = first == -1 ? head.getInt(4) : first;
            if (length > 0 && length <= MAX_SCHEMA_BYTES) {
                return Format.STREAM;
            }
        }
        throw new TransferException(name + " is neither an Arrow IPC file nor a stream");
    }

    /** Provides the schema, the dictionaries and the root that {@link #loadNextBatch} fills. */
    ArrowReader reader() {
        return reader;
    }

    VectorSchemaRoot root() throws IOException {
        try {
            return reader.getVectorSchemaRoot();
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Loads a batch into the root; false at the end. */
    boolean loadNextBatch() throws IOException {
        try {
            return reader.loadNextBatch();
        } catch (IOException | RuntimeException e) {
            // What Arrow throws at bytes that make no sense is not specified.
            throw damaged(e);
        }
    }

    private TransferException damaged(Exception e) {
        return new TransferException(name + " is damaged or not supported: " + e.getMessage(), e);
    }

    /** Whether the end was said; a stream may also just end, and then may have been cut off. */
    boolean hasSaidItsEnd() {
        return watched == null || !watched.ended;
    }

    /** Reads what follows the end, so that whoever writes it is not cut off. */
    void drain() throws IOException {
        if (watched != null && !watched.ended) {
            ByteBuffer rest = ByteBuffer.allocate(8192);
            while (channel.read(rest.clear()) >= 0) {}
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
        channel.close();
    }

    /** Reads what was read already, then a channel, and notices its end. */
    private static final class Watched extends ReadChannel {
        private final ByteBuffer head;
        private boolean ended;

        Watched(ReadableByteChannel in, ByteBuffer head) {
            super(in);
            this.head = head;
        }

        @Override
        public int readFully(ByteBuffer target) throws IOException {
            int wanted = target.remaining();
            while (head.hasRemaining() && target.hasRemaining()) {
                target.put(head.get());
            }
            if (target.hasRemaining()) {
                super.readFully(target);
            }
            int read = wanted - target.remaining();
            ended = read < wanted;
            if (ended && read > 0) {
                throw new TransferException("it is cut off in the midst of a message");
            }
            return read;
        }

        @Override
        public long readFully(ArrowBuf target, long length) throws IOException {
            // Never the first to read: a schema comes before all bodies.
            long read = super.readFully(target, length);
            ended = read < length;
            return read;
        }
    }
}
