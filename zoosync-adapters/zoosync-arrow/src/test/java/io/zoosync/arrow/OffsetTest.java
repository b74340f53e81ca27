package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.ValueVectorUtility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Offsets of strings and lists that point out of their data are refused on receipt. */
@Timeout(60)
class OffsetTest {
    private static final String QUEUE = "offsets";
    private static final int CAPACITY = 1 << 16;
    private static final int ROWS = 10;
    private static final int OFFSETS = 1;

    private BufferAllocator allocator;

    @BeforeEach
    void open() {
        allocator = Allocators.checked();
    }

    @AfterEach
    void close() throws IOException {
        ZooQueue.unlink(QUEUE);
        allocator.close();
    }

    private static List<Field> fields() {
        return List.of(
                Samples.field("values", Samples.UTF8),
                Samples.field("values", ArrowType.Binary.INSTANCE),
                Samples.field("values", ArrowType.LargeUtf8.INSTANCE),
                Samples.field("values", ArrowType.LargeBinary.INSTANCE),
                Samples.field(
                        "values",
                        ArrowType.List.INSTANCE,
                        Samples.field("item", new ArrowType.Int(8, true))),
                Samples.field(
                        "values",
                        ArrowType.LargeList.INSTANCE,
                        Samples.field("item", new ArrowType.Int(8, true))));
    }

    /** One column that was received, with one of its offsets changed. */
    private interface Receipt {
        void check(ArrowConsumer consumer) throws Exception;
    }

    private void receive(Field field, int index, long offset, Receipt receipt) throws Exception {
        Schema schema = new Schema(List.of(field));
        try (VectorSchemaRoot root = Samples.root(allocator, schema, ROWS, 3);
                ArrowProducer producer = ArrowProducer.open(QUEUE, CAPACITY, schema);
                ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator);
                ZooQueue queue = ZooQueue.attach(QUEUE)) {
            producer.send(root);
            byte[] message = queue.tryTake();
            queue.put(withOffset(message, ColumnLayout.of(field).offsetBytes(), index, offset));
            receipt.check(consumer);
            assertEquals(0, queue.stats().usedBytes());
        }
        ZooQueue.unlink(QUEUE);
    }

    private static byte[] withOffset(byte[] message, int width, int index, long offset) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        IncomingMessage parsed = IncomingMessage.parseAll(bytes).get(0);
        RecordBatch batch = (RecordBatch) parsed.header().header(new RecordBatch());
        int at = parsed.bodyStart() + (int) batch.buffers(OFFSETS).offset() + index * width;
        if (width == Integer.BYTES) {
            bytes.putInt(at, (int) offset);
        } else {
            bytes.putLong(at, offset);
        }
        return message;
    }

    @Test
    void shouldRefuseAnEndBehindTheData() throws Exception {
        for (Field field : fields()) {
            for (long end : new long[] {300, Integer.MAX_VALUE}) {
                receive(field, ROWS, end, consumer -> assertRefused(consumer, "" + end));
            }
        }
    }

    @Test
    void shouldRefuseAnEndBeforeTheStart() throws Exception {
        for (Field field : fields()) {
            receive(field, ROWS, -1, consumer -> assertRefused(consumer, "from 0 to -1"));
            receive(field, 0, -5, consumer -> assertRefused(consumer, "run from -5"));
            receive(field, 0, 299, consumer -> assertRefused(consumer, "run from 299"));
        }
    }

    private static void assertRefused(ArrowConsumer consumer, String text) {
        InvalidArrowMessageException refused =
                assertThrows(InvalidArrowMessageException.class, consumer::recv);
        assertTrue(refused.getMessage().contains("values"), refused.getMessage());
        assertTrue(refused.getMessage().contains(text), refused.getMessage());
    }

    /** What the docs say: what lies between is checked by Arrow, for who asks for it. */
    @Test
    void shouldFindWrongOffsetsBetweenWhenAsked() throws Exception {
        for (Field field : fields()) {
            receive(field, 5, 250, OffsetTest::assertFound);
            receive(field, 5, -2, OffsetTest::assertFound);
        }
    }

    private static void assertFound(ArrowConsumer consumer) throws InterruptedException {
        try (ArrowBatch batch = consumer.recv()) {
            assertThrows(
                    RuntimeException.class, () -> ValueVectorUtility.validateFull(batch.root()));
        }
    }

    @Test
    void shouldTakeWhatIsRight() throws Exception {
        for (Field field : fields()) {
            receive(
                    field,
                    0,
                    0,
                    consumer -> {
                        try (ArrowBatch batch = consumer.recv()) {
                            ValueVectorUtility.validateFull(batch.root());
                            assertEquals(ROWS, batch.root().getRowCount());
                        }
                    });
        }
    }
}
