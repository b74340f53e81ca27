package io.zoosync.examples.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.MessageChannelReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * The table {@code flights-200k.arrow}: 200,000 flights with {@code delay} (minutes, int16), {@code
 * distance} (miles, int16) and {@code time} (hour of day, float32).
 */
final class Flights implements AutoCloseable {
    /** Bytes of a row's values. */
    static final int ROW_BYTES = Short.BYTES + Short.BYTES + Float.BYTES;

    private static final String FILE = "flights-200k.arrow";
    private static final int MAGIC_BYTES = 8;

    private final ArrowStreamReader reader;

    private Flights(ArrowStreamReader reader) {
        this.reader = reader;
    }

    /** Reads the table, which is one record batch, from the class path. */
    static Flights load(BufferAllocator allocator) throws IOException {
        byte[] file;
        try (InputStream in = Flights.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("not on the class path: " + FILE);
            }
            file = in.readAllBytes();
        }
        // Behind its magic number an Arrow file is a stream, with a footer that is not needed here.
        InputStream stream = new ByteArrayInputStream(file, MAGIC_BYTES, file.length - MAGIC_BYTES);
        HeapChannel channel = new HeapChannel(Channels.newChannel(stream));
        Flights flights =
                new Flights(
                        new ArrowStreamReader(
                                new MessageChannelReader(channel, allocator), allocator));
        if (!flights.reader.loadNextBatch()) {
            throw new IOException("no record batch in " + FILE);
        }
        return flights;
    }

    Schema schema() throws IOException {
        return table().getSchema();
    }

    VectorSchemaRoot table() throws IOException {
        return reader.getVectorSchemaRoot();
    }

    /** The table in pieces, each over the same memory; the caller closes them. */
    List<VectorSchemaRoot> batches(int rows) throws IOException {
        VectorSchemaRoot table = table();
        List<VectorSchemaRoot> batches = new ArrayList<>();
        for (int from = 0; from < table.getRowCount(); from += rows) {
            batches.add(table.slice(from, Math.min(rows, table.getRowCount() - from)));
        }
        return batches;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Reads through the heap: Arrow's own way needs {@code --add-opens java.base/java.nio}. */
    private static final class HeapChannel extends ReadChannel {
        private final ReadableByteChannel in;

        HeapChannel(ReadableByteChannel in) {
            super(in);
            this.in = in;
        }

        @Override
        public long readFully(ArrowBuf target, long length) throws IOException {
            byte[] bytes = Channels.newInputStream(in).readNBytes(Math.toIntExact(length));
            target.setBytes(target.writerIndex(), bytes);
            target.writerIndex(target.writerIndex() + bytes.length);
            return bytes.length;
        }
    }
}
