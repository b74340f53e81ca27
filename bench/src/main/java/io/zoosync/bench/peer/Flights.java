package io.zoosync.bench.peer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Schema;

/** A table of fixed-width columns without nulls, from an Arrow file, in batches of equal length. */
public final class Flights implements AutoCloseable {
    private static final Path FILE =
            Path.of(
                    System.getProperty("zoosync.home", ""),
                    "examples/src/main/resources/io/zoosync/examples/demo/flights-200k.arrow");
    private static final int BATCH_ROWS = 16_384;

    private final ArrowFileReader reader;
    private final VectorSchemaRoot table;
    private final List<VectorSchemaRoot> batches = new ArrayList<>();

    /** Loads the table. */
    public Flights(BufferAllocator allocator) throws IOException {
        reader = new ArrowFileReader(FileChannel.open(FILE), allocator);
        if (!reader.loadNextBatch()) {
            throw new IOException("no record batch in " + FILE);
        }
        table = reader.getVectorSchemaRoot();
        int rows = table.getRowCount();
        for (int from = 0; from < rows; from += BATCH_ROWS) {
            batches.add(table.slice(from, Math.min(BATCH_ROWS, rows - from)));
        }
    }

    /** How the batches are described to people. */
    public static String describe() {
        return FILE.getFileName() + " in batches of " + BATCH_ROWS + " rows";
    }

    public Schema schema() {
        return table.getSchema();
    }

    /** The batches, in the order in which they are sent again and again. */
    public List<VectorSchemaRoot> batches() {
        return batches;
    }

    /** Reads every value of a batch, eight bytes at a time. */
    public static long sum(VectorSchemaRoot batch) {
        long sum = 0;
        for (FieldVector vector : batch.getFieldVectors()) {
            int width = ((BaseFixedWidthVector) vector).getTypeWidth();
            sum += sum(vector.getDataBuffer(), (long) width * batch.getRowCount());
        }
        return sum;
    }

    private static long sum(ArrowBuf values, long bytes) {
        long sum = 0;
        long at = 0;
        for (; at + Long.BYTES <= bytes; at += Long.BYTES) {
            sum += values.getLong(at);
        }
        for (; at < bytes; at++) {
            sum += values.getByte(at);
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        batches.forEach(VectorSchemaRoot::close);
        reader.close();
    }
}
