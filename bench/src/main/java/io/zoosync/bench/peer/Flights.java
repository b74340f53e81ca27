package io.zoosync.bench.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A table of fixed-width columns without nulls, from an Arrow file, repeated to a length. Batches
 * are its first rows.
 */
public final class Flights implements AutoCloseable {
    /** Bytes of a row's values. */
    public static final int ROW_BYTES = 8;

    private static final Path FILE =
            Path.of(
                    System.getProperty("zoosync.home", ""),
                    "examples/src/main/resources/io/zoosync/examples/demo/flights-200k.arrow");

    private final VectorSchemaRoot table;

    /** Loads the table. */
    public Flights(BufferAllocator allocator, int rows) throws IOException {
        try (ArrowFileReader reader = new ArrowFileReader(FileChannel.open(FILE), allocator)) {
            if (!reader.loadNextBatch()) {
                throw new IOException("no record batch in " + FILE);
            }
            VectorSchemaRoot once = reader.getVectorSchemaRoot();
            table = newBatch(once.getSchema(), allocator, rows);
            for (int from = 0; from < rows; from += once.getRowCount()) {
                int part = Math.min(once.getRowCount(), rows - from);
                for (int i = 0; i < once.getFieldVectors().size(); i++) {
                    copy(once.getVector(i), table.getVector(i), from, part);
                }
            }
            table.setRowCount(rows);
        }
    }

    /** How the table is called to people. */
    public static String describe() {
        return FILE.getFileName().toString();
    }

    public Schema schema() {
        return table.getSchema();
    }

    /** An empty batch with room for so many rows, to be filled again and again. */
    public VectorSchemaRoot newBatch(BufferAllocator allocator, int rows) {
        return newBatch(schema(), allocator, rows);
    }

    private static VectorSchemaRoot newBatch(Schema schema, BufferAllocator allocator, int rows) {
        VectorSchemaRoot batch = VectorSchemaRoot.create(schema, allocator);
        for (FieldVector vector : batch.getFieldVectors()) {
            ((BaseFixedWidthVector) vector).allocateNew(rows);
        }
        return batch;
    }

    /** Makes a batch: sets so many rows to those of the table. */
    public void fill(VectorSchemaRoot batch, int rows) {
        for (int i = 0; i < table.getFieldVectors().size(); i++) {
            copy(table.getVector(i), batch.getVector(i), 0, rows);
        }
        batch.setRowCount(rows);
    }

    /** The table's first rows go to rows from one on, which is a multiple of 8. */
    private static void copy(FieldVector source, FieldVector target, int from, int rows) {
        int width = ((BaseFixedWidthVector) source).getTypeWidth();
        target.getDataBuffer()
                .setBytes((long) from * width, source.getDataBuffer(), 0, (long) rows * width);
        target.getValidityBuffer()
                .setOne((long) from / Byte.SIZE, ((long) rows + Byte.SIZE - 1) / Byte.SIZE);
    }

    /** Reads every value of a batch, eight bytes at a time. */
    public static long sum(VectorSchemaRoot batch) {
        return sum(batch, batch.getRowCount());
    }

    /** The sum of the table's first rows. */
    public long sum(int rows) {
        return sum(table, rows);
    }

    private static long sum(VectorSchemaRoot batch, int rows) {
        long sum = 0;
        for (FieldVector vector : batch.getFieldVectors()) {
            int width = ((BaseFixedWidthVector) vector).getTypeWidth();
            sum += sum(vector.getDataBuffer(), width * rows);
        }
        return sum;
    }

    /** By way of a buffer of Java's, whose bounds HotSpot checks once for a loop. */
    private static long sum(ArrowBuf values, int bytes) {
        ByteBuffer buffer = values.nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
        LongBuffer longs = buffer.asLongBuffer();
        long sum = 0;
        int count = longs.limit();
        for (int i = 0; i < count; i++) {
            sum += longs.get(i);
        }
        for (int at = count * Long.BYTES; at < bytes; at++) {
            sum += buffer.get(at);
        }
        return sum;
    }

    @Override
    public void close() {
        table.close();
    }
}
