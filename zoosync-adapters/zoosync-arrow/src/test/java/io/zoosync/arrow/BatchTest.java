package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of received batches: when the slot is committed, and when it is given back. */
@Timeout(60)
class BatchTest {
    private static final String QUEUE = "batches";
    private static final int CAPACITY = 1 << 16;

    private BufferAllocator allocator;
    private VectorSchemaRoot root;
    private ArrowProducer producer;
    private ArrowConsumer consumer;
    private ZooQueue queue;

    @BeforeEach
    void open() throws Exception {
        allocator = Allocators.checked();
        root = Samples.root(allocator, Samples.simple(), 20, 1);
        producer = ArrowProducer.open(QUEUE, CAPACITY, Samples.simple());
        consumer = ArrowConsumer.attach(QUEUE, allocator);
        queue = ZooQueue.attach(QUEUE);
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        consumer.close();
        producer.close();
        root.close();
        ZooQueue.unlink(QUEUE);
        allocator.close();
    }

    private long used() {
        return queue.stats().usedBytes();
    }

    @Test
    void shouldCommitWhenTheBatchIsClosed() throws Exception {
        producer.send(root);
        ArrowBatch batch = consumer.recv();
        assertFalse(batch.redelivered());
        assertEquals(1, batch.deliveries());
        assertNotEquals(0, used());
        batch.close();
        assertEquals(0, used());
        batch.close();
        batch.abandon();
        assertNull(consumer.tryRecv());
    }

    @Test
    void shouldCommitWhenTheRootIsClosed() throws Exception {
        producer.send(root);
        consumer.recv().root().close();
        assertEquals(0, used());
    }

    @Test
    void shouldAllocateNothingForABatch() throws Exception {
        producer.send(root);
        long before = allocator.getAllocatedMemory();
        try (ArrowBatch batch = consumer.recv()) {
            boolean inPlace = queueKnowsAddresses();
            assertEquals(inPlace, allocator.getAllocatedMemory() == before);
            assertEquals(Texts.of(root), Texts.of(batch.root()));
        }
    }

    private static boolean queueKnowsAddresses() {
        return !"portable".equals(System.getProperty("zoosync.os"));
    }

    @Test
    void shouldGiveAnAbandonedBatchBack() throws Exception {
        producer.send(root);
        ArrowBatch first = consumer.recv();
        long id = first.id();
        first.abandon();
        first.close();
        try (ArrowBatch second = consumer.recv()) {
            assertEquals(id, second.id());
            assertTrue(second.redelivered());
            assertEquals(2, second.deliveries());
            assertEquals(Texts.of(root), Texts.of(second.root()));
        }
        assertEquals(0, used());
    }

    @Test
    void shouldKeepTheSlotForATransferredVector() throws Exception {
        producer.send(root);
        BigIntVector ids = (BigIntVector) root.getVector("id");
        FieldVector kept;
        try (ArrowBatch batch = consumer.recv()) {
            TransferPair pair = batch.root().getVector("id").getTransferPair(allocator);
            pair.transfer();
            kept = (FieldVector) pair.getTo();
        }
        assertNotEquals(0, used());
        assertEquals(Texts.of(ids, 0), Texts.of(kept, 0));
        kept.close();
        assertEquals(0, used());
    }

    @Test
    void shouldKeepTheSlotForARetainedBuffer() throws Exception {
        producer.send(root);
        ArrowBatch batch = consumer.recv();
        ArrowBuf buffer = batch.root().getVector("id").getDataBuffer();
        buffer.getReferenceManager().retain();
        long first = buffer.getLong(0);
        batch.close();
        assertNotEquals(0, used());
        assertEquals(first, buffer.getLong(0));
        assertTrue(buffer.getReferenceManager().release());
        assertEquals(0, used());
        assertThrows(IllegalStateException.class, () -> buffer.getLong(0));
        assertThrows(IllegalStateException.class, () -> buffer.getReferenceManager().retain());
    }

    @Test
    void shouldGiveBackWhenTheLastBufferOfAnAbandonedBatchIsReleased() throws Exception {
        producer.send(root);
        ArrowBatch batch = consumer.recv();
        ArrowBuf buffer = batch.root().getVector("id").getDataBuffer();
        buffer.getReferenceManager().retain();
        batch.abandon();
        assertNull(consumer.tryRecv());
        buffer.close();
        try (ArrowBatch again = consumer.recv()) {
            assertTrue(again.redelivered());
        }
    }

    @Test
    void shouldEndBatchesInAnyOrderOnAnyThread() throws Exception {
        List<ArrowBatch> batches = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            producer.send(root);
        }
        for (int i = 0; i < 6; i++) {
            batches.add(consumer.recv());
        }
        for (int i : new int[] {3, 0, 5, 1}) {
            CompletableFuture.runAsync(batches.get(i)::close).get();
        }
        assertEquals(Texts.of(root), Texts.of(batches.get(2).root()));
        CompletableFuture.runAsync(batches.get(2)::close).get();
        batches.get(4).close();
        assertEquals(0, used());
    }

    @Test
    void shouldRefuseUseAfterClose() throws Exception {
        producer.send(root);
        ArrowBatch batch = consumer.recv();
        VectorSchemaRoot received = batch.root();
        FieldVector ids = received.getVector("id");
        ArrowBuf buffer = ids.getDataBuffer();
        batch.close();
        assertThrows(IllegalStateException.class, batch::root);
        assertThrows(IllegalStateException.class, batch::dictionaries);
        assertThrows(IllegalStateException.class, () -> buffer.getLong(0));
        assertThrows(IndexOutOfBoundsException.class, () -> ids.getObject(0));
    }

    /** The dictionaries that came with a batch lie in its slot, and end with it. */
    @Test
    void shouldRefuseUseOfTheBatchsDictionariesAfterClose() throws Exception {
        Schema schema = new Schema(Samples.dictionaryFields());
        try (MapDictionaryProvider first = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider second = Samples.dictionaries(allocator, 2);
                VectorSchemaRoot words = Samples.root(allocator, schema, 20, 5, first)) {
            ArrowProducer.open("words", 1 << 20, schema, first).close();
            try (ArrowProducer of = ArrowProducer.open("words", 1 << 20, schema, second);
                    ArrowConsumer to = ArrowConsumer.attach("words", allocator)) {
                of.send(words);
                ArrowBatch batch = to.recv();
                long id = second.getDictionaryIds().iterator().next();
                FieldVector values = batch.dictionaries().lookup(id).getVector();
                ArrowBuf buffer = values.getValidityBuffer();
                assertTrue(buffer.refCnt() > 0);
                batch.close();
                assertThrows(IllegalStateException.class, () -> buffer.getByte(0));
                assertThrows(IndexOutOfBoundsException.class, () -> values.getObject(0));
            }
        } finally {
            ZooQueue.unlink("words");
        }
    }

    /** Even where Arrow's own checks are off, as the mapping lives as long as a buffer over it. */
    @Test
    void shouldNotCrashOnUseAfterCloseWithoutBoundsChecks() throws Exception {
        try (ChildJvm child =
                ChildJvm.of(StaleReader.class)
                        .flags("-Darrow.enable_unsafe_memory_access=true")
                        .start()) {
            child.expectLine("alive");
            child.expectExit(0);
        }
    }

    /** Reads a buffer of a batch, a consumer and a queue that are closed and gone. */
    static final class StaleReader {
        public static void main(String[] arguments) throws Exception {
            ArrowBuf stale;
            try (BufferAllocator allocator = Allocators.checked();
                    VectorSchemaRoot root = Samples.root(allocator, Samples.simple(), 20, 1);
                    ArrowProducer producer =
                            ArrowProducer.open("stale", 1 << 16, Samples.simple());
                    ArrowConsumer consumer = ArrowConsumer.attach("stale", allocator)) {
                producer.send(root);
                try (ArrowBatch batch = consumer.recv()) {
                    stale = batch.root().getVector("id").getDataBuffer();
                }
            }
            ZooQueue.unlink("stale");
            for (int i = 0; i < 20; i++) {
                System.gc();
                stale.getLong(0); // some value: what matters is that there is memory
            }
            System.out.println("alive");
        }
    }

    @Test
    void shouldLetBatchesOutliveTheConsumer() throws Exception {
        producer.send(root);
        producer.send(root);
        ArrowBatch batch = consumer.recv();
        consumer.close();
        consumer.close();
        assertThrows(IllegalStateException.class, consumer::recv);
        assertThrows(IllegalStateException.class, consumer::tryRecv);
        assertThrows(IllegalStateException.class, () -> consumer.recv(Duration.ofMillis(1)));
        assertEquals(Texts.of(root), Texts.of(batch.root()));
        batch.close();
        try (ArrowConsumer other = ArrowConsumer.attach(QUEUE, allocator);
                ArrowBatch second = other.recv()) {
            assertFalse(second.redelivered());
        }
        assertEquals(0, used());
    }

    @Test
    void shouldRefuseToSendAfterClose() {
        producer.close();
        producer.close();
        assertThrows(IllegalStateException.class, () -> producer.send(root));
        assertThrows(IllegalStateException.class, () -> producer.trySend(root));
    }

    @Test
    void shouldRefuseToSendAClosedRoot() {
        root.close();
        assertThrows(IllegalArgumentException.class, () -> producer.send(root));
    }

    @Test
    void shouldSendNothingOfATooLongMessage() throws Exception {
        try (VectorSchemaRoot large = Samples.root(allocator, Samples.simple(), 10_000, 1)) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> producer.send(large));
            assertTrue(
                    refused.getMessage().contains(" " + queue.maxMessageLength()),
                    refused.getMessage());
            assertTrue(refused.getMessage().matches(".*message of \\d{6} bytes.*"));
        }
        assertEquals(0, used());
    }

    @Test
    void shouldSayWhenTheQueueIsFullOrEmpty() throws Exception {
        assertNull(consumer.tryRecv());
        assertNull(consumer.recv(Duration.ofMillis(1)));
        int sent = 0;
        while (producer.trySend(root)) {
            sent++;
        }
        assertTrue(sent > 10);
        assertFalse(producer.send(root, Duration.ofMillis(1)));
        for (int i = 0; i < sent; i++) {
            consumer.recv().close();
        }
        assertTrue(producer.send(root, Duration.ofMillis(1)));
        consumer.tryRecv().close();
        assertEquals(0, used());
    }

    @Test
    void shouldRefuseARootOfAnotherSchema() throws Exception {
        Schema other =
                new Schema(
                        List.of(
                                Samples.field("text", Samples.UTF8),
                                Samples.field("id", new ArrowType.Int(64, true))));
        try (VectorSchemaRoot wrong = Samples.root(allocator, other, 3, 1)) {
            assertThrows(IllegalArgumentException.class, () -> producer.send(wrong));
        }
        assertEquals(0, used());
    }

    @Test
    void shouldNameBothSchemasWhereTheyDiffer() {
        Schema other = new Schema(List.of(Samples.field("amount", Samples.INT32)));
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> ArrowProducer.open(QUEUE, CAPACITY, other));
        assertTrue(refused.getMessage().contains("amount"), refused.getMessage());
        assertTrue(refused.getMessage().contains("text"), refused.getMessage());
    }

    @Test
    void shouldRefuseAQueueWithoutASchema() throws Exception {
        try (ZooQueue plain = ZooQueue.open("plain", CAPACITY)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ArrowConsumer.attach(plain.name(), allocator));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ArrowProducer.open(plain.name(), CAPACITY, Samples.simple()));
        } finally {
            ZooQueue.unlink("plain");
        }
    }

    @Test
    void shouldGiveTheSchemaToAConsumerThatComesLate() throws Exception {
        producer.send(root);
        producer.close();
        consumer.close();
        try (ArrowConsumer late = ArrowConsumer.attach(QUEUE, allocator);
                ArrowBatch batch = late.recv()) {
            assertEquals(Samples.simple(), late.schema());
            assertEquals(Texts.of(root), Texts.of(batch.root()));
        }
    }
}
