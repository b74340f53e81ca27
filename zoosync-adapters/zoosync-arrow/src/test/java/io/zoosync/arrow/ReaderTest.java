package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that is read as an Arrow stream is, by code that knows of no queue. */
@Timeout(120)
class ReaderTest {
    private static final String QUEUE = "reader";
    private static final int CAPACITY = 1 << 16;

    private BufferAllocator allocator;
    private ArrowProducer producer;
    private ArrowQueueReader reader;
    private ZooQueue queue;

    @BeforeEach
    void open() throws Exception {
        allocator = Allocators.checked();
        producer = ArrowProducer.open(QUEUE, CAPACITY, Samples.simple());
        reader = ArrowQueueReader.attach(QUEUE, allocator);
        queue = ZooQueue.attach(QUEUE);
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        reader.close();
        producer.close();
        ZooQueue.unlink(QUEUE);
        allocator.close();
    }

    /** Code as it is written for files and streams. */
    private static List<List<String>> readAll(ArrowReader from) throws IOException {
        List<List<String>> batches = new ArrayList<>();
        VectorSchemaRoot root = from.getVectorSchemaRoot();
        while (from.loadNextBatch()) {
            batches.add(Texts.of(root));
        }
        return batches;
    }

    private List<String> send(int rows, long seed) throws InterruptedException {
        try (VectorSchemaRoot root = Samples.root(allocator, Samples.simple(), rows, seed)) {
            producer.send(root);
            return Texts.of(root);
        }
    }

    private long used() {
        return queue.stats().usedBytes();
    }

    @Test
    void shouldReadAStreamToItsEnd() throws Exception {
        List<List<String>> sent = List.of(send(20, 1), send(0, 2), send(7, 3));
        producer.sendEndOfStream();
        assertEquals(Samples.simple(), reader.getVectorSchemaRoot().getSchema());
        assertEquals(sent, readAll(reader));
        assertEquals(0, used());
        send(5, 4);
        assertFalse(reader.loadNextBatch(), "the end is an end");
        assertEquals(0, reader.getVectorSchemaRoot().getRowCount());
        try (ArrowQueueReader next = ArrowQueueReader.attach(QUEUE, allocator)) {
            assertTrue(next.loadNextBatch());
            assertEquals(5, next.getVectorSchemaRoot().getRowCount());
        }
    }

    @Test
    void shouldFillTheSameVectorsAnew() throws Exception {
        send(20, 1);
        List<String> second = send(5, 2);
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        FieldVector ids = root.getVector("id");
        assertTrue(reader.loadNextBatch());
        assertEquals(20, ids.getValueCount());
        assertTrue(reader.loadNextBatch());
        assertSame(root, reader.getVectorSchemaRoot());
        assertSame(ids, root.getVector("id"));
        assertEquals(second, Texts.of(root));
        assertEquals(5, root.getRowCount());
    }

    @Test
    void shouldCommitABatchWhenTheNextIsAskedFor() throws Exception {
        send(20, 1);
        assertTrue(reader.loadNextBatch());
        assertNotEquals(0, used());
        long bytes = reader.bytesRead();
        assertTrue(bytes > 20 * Long.BYTES, "bytes=" + bytes);
        producer.sendEndOfStream();
        assertFalse(reader.loadNextBatch());
        assertEquals(0, used());
        assertEquals(bytes + 8, reader.bytesRead());
    }

    @Test
    void shouldCommitTheLastBatchWhenItIsClosed() throws Exception {
        send(20, 1);
        assertTrue(reader.loadNextBatch());
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        FieldVector ids = root.getVector("id");
        ArrowBuf data = ids.getDataBuffer();
        reader.close();
        assertEquals(0, used());
        assertThrows(IllegalStateException.class, () -> data.getLong(0));
        assertThrows(IndexOutOfBoundsException.class, () -> ids.getObject(0));
        assertThrows(IllegalStateException.class, reader::loadNextBatch);
        assertThrows(IllegalStateException.class, reader::getVectorSchemaRoot);
        reader.close();
    }

    @Test
    void shouldGiveAnAbandonedBatchBack() throws Exception {
        List<String> sent = send(20, 1);
        assertTrue(reader.loadNextBatch());
        reader.abandon();
        assertEquals(0, reader.getVectorSchemaRoot().getRowCount());
        reader.abandon();
        try (ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator);
                ArrowBatch batch = consumer.recv()) {
            assertTrue(batch.redelivered());
            assertEquals(sent, Texts.of(batch.root()));
        }
        assertEquals(0, used());
    }

    @Test
    void shouldKeepTheSlotForATransferredVector() throws Exception {
        send(20, 1);
        assertTrue(reader.loadNextBatch());
        TransferPair pair = reader.getVectorSchemaRoot().getVector("id").getTransferPair(allocator);
        pair.transfer();
        FieldVector kept = (FieldVector) pair.getTo();
        String values = Texts.of(kept, 0);
        reader.close();
        assertNotEquals(0, used());
        assertEquals(values, Texts.of(kept, 0));
        kept.close();
        assertEquals(0, used());
    }

    @Test
    void shouldSayWhenNoBatchComes() throws Exception {
        try (ArrowQueueReader patient =
                ArrowQueueReader.attach(QUEUE, allocator, Duration.ofMillis(1))) {
            IOException none = assertThrows(IOException.class, patient::loadNextBatch);
            assertTrue(none.getMessage().contains("PT0.001S"), none.getMessage());
            send(3, 1);
            assertTrue(patient.loadNextBatch());
        }
    }

    @Test
    void shouldEndWaitingWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, reader::loadNextBatch);
        assertTrue(Thread.interrupted());
    }

    @Test
    void shouldReadOnAfterADamagedMessage() throws Exception {
        queue.put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        List<String> sent = send(4, 1);
        IOException damaged = assertThrows(IOException.class, reader::loadNextBatch);
        assertTrue(damaged.getCause() instanceof InvalidArrowMessageException);
        assertTrue(damaged.getMessage().contains(" was dropped: "), damaged.getMessage());
        assertTrue(reader.loadNextBatch());
        assertEquals(sent, Texts.of(reader.getVectorSchemaRoot()));
    }

    @Test
    void shouldRefuseAQueueWithoutASchema() throws Exception {
        assertThrows(NoSuchFileException.class, () -> ArrowQueueReader.attach("none", allocator));
        try (ZooQueue plain = ZooQueue.create("plain", CAPACITY, ByteBuffer.allocate(8))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ArrowQueueReader.attach(plain.name(), allocator));
        } finally {
            ZooQueue.unlink("plain");
        }
    }

    @Test
    void shouldCloseWithoutEverReading() throws Exception {
        send(4, 1);
        reader.close();
        assertNotEquals(0, used());
        assertThrows(IllegalStateException.class, reader::loadNextBatch);
    }

    /** Of the batch before, when the next one is loaded; and of the last one after the close. */
    @Test
    void shouldRefuseUseOfABatchThatIsOver() throws Exception {
        send(20, 1);
        send(5, 2);
        VectorSchemaRoot root = reader.getVectorSchemaRoot();
        FieldVector ids = root.getVector("id");
        assertTrue(reader.loadNextBatch());
        ArrowBuf first = ids.getDataBuffer();
        ArrowBuf slice = first.slice(8, 8);
        assertTrue(reader.loadNextBatch());
        assertRefused(first, slice);
        assertEquals(5, root.getRowCount());
        ArrowBuf second = ids.getDataBuffer();
        reader.close();
        assertRefused(second, second);
        assertThrows(IndexOutOfBoundsException.class, () -> ids.getObject(0));
        assertThrows(IllegalStateException.class, reader::getVectorSchemaRoot);
        assertThrows(IllegalStateException.class, reader::loadNextBatch);
        reader.close();
        assertEquals(0, used());
    }

    private static void assertRefused(ArrowBuf... buffers) {
        for (ArrowBuf buffer : buffers) {
            assertEquals(0, buffer.refCnt());
            assertThrows(IllegalStateException.class, () -> buffer.getLong(0));
            assertThrows(IllegalStateException.class, () -> buffer.setLong(0, 1));
            assertThrows(IllegalStateException.class, () -> buffer.getReferenceManager().retain());
        }
    }

    @Test
    void shouldFollowDictionariesThatChange() throws Exception {
        Schema schema = new Schema(Samples.dictionaryFields());
        try (MapDictionaryProvider first = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider second = Samples.dictionaries(allocator, 2);
                VectorSchemaRoot root = Samples.root(allocator, schema, 20, 5, first)) {
            ArrowProducer.open("words", 1 << 20, schema, first).close();
            List<MapDictionaryProvider> turns = List.of(first, second, second, first);
            for (MapDictionaryProvider turn : turns) {
                try (ArrowProducer of = ArrowProducer.open("words", 1 << 20, schema, turn)) {
                    of.send(root);
                }
            }
            try (ArrowProducer of = ArrowProducer.open("words", 1 << 20, schema, first);
                    ArrowQueueReader words = ArrowQueueReader.attach("words", allocator)) {
                of.sendEndOfStream();
                for (MapDictionaryProvider turn : turns) {
                    assertTrue(words.loadNextBatch());
                    assertEquals(Texts.of(root), Texts.of(words.getVectorSchemaRoot()));
                    assertDictionaries(turn, words);
                }
                assertFalse(words.loadNextBatch());
                assertDictionaries(first, words);
            }
        } finally {
            ZooQueue.unlink("words");
        }
    }

    private static void assertDictionaries(MapDictionaryProvider expected, ArrowReader found)
            throws IOException {
        assertEquals(expected.getDictionaryIds(), found.getDictionaryIds());
        for (long id : expected.getDictionaryIds()) {
            String values = Texts.of(expected.lookup(id).getVector(), 0);
            assertEquals(values, Texts.of(found.lookup(id).getVector(), 0));
            assertSame(found.lookup(id), found.getDictionaryVectors().get(id));
        }
    }

    @Test
    void shouldReadEveryType() throws Exception {
        Schema schema = Samples.everything();
        try (MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 1);
                ArrowProducer of = ArrowProducer.open("all", 1 << 22, schema, dictionaries);
                ArrowQueueReader all = ArrowQueueReader.attach("all", allocator)) {
            for (int rows : new int[] {0, 1, 100, 8, 0, 64}) {
                try (VectorSchemaRoot root =
                        Samples.root(allocator, schema, rows, rows, dictionaries)) {
                    of.send(root);
                    assertTrue(all.loadNextBatch());
                    assertEquals(Texts.of(root), Texts.of(all.getVectorSchemaRoot()));
                    assertEquals(rows, all.getVectorSchemaRoot().getRowCount());
                }
            }
        } finally {
            ZooQueue.unlink("all");
        }
    }

    @Test
    void shouldTellTheEndToAConsumer() throws Exception {
        send(3, 1);
        producer.sendEndOfStream(Duration.ofSeconds(1));
        try (ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator)) {
            try (ArrowBatch batch = consumer.recv()) {
                assertFalse(batch.isEndOfStream());
            }
            try (ArrowBatch end = consumer.recv()) {
                assertTrue(end.isEndOfStream());
                assertEquals(0, end.root().getRowCount());
                assertEquals(2, end.root().getFieldVectors().size());
                end.abandon();
            }
            try (ArrowBatch again = consumer.recv()) {
                assertTrue(again.isEndOfStream() && again.redelivered(), again::toString);
            }
            assertNull(consumer.tryRecv());
        }
        assertEquals(0, used());
    }

    @Test
    void shouldSayWhenThereIsNoRoomForTheEnd() throws Exception {
        int messages = 0;
        while (queue.tryPut(new byte[8])) {
            messages++;
        }
        assertFalse(producer.sendEndOfStream(Duration.ofMillis(1)));
        assertEquals(messages, queue.drain(message -> {}, Integer.MAX_VALUE));
    }

    /** Loads a batch and holds it. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (BufferAllocator allocator = Allocators.checked();
                    ArrowQueueReader reader = ArrowQueueReader.attach(QUEUE, allocator)) {
                reader.loadNextBatch();
                System.out.println("holds " + reader.getVectorSchemaRoot().getRowCount());
                System.in.read();
            }
        }
    }

    @Test
    void shouldReceiveAgainWhatAKilledReaderHad() throws Exception {
        List<String> first = send(11, 1);
        List<String> second = send(12, 2);
        producer.sendEndOfStream();
        try (ChildJvm holder = ChildJvm.start(Holder.class)) {
            assertEquals("11", holder.expectLine("holds "));
            holder.kill();
        }
        assertEquals(Set.of(first, second), Set.copyOf(readAll(reader)));
        assertEquals(0, used());
    }

    @Test
    void shouldNotWaitAtTheEndForWhatALivingConsumerHolds() throws Exception {
        send(11, 1);
        List<String> second = send(12, 2);
        producer.sendEndOfStream();
        producer.sendEndOfStream();
        try (ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator)) {
            ArrowBatch held = consumer.recv();
            assertEquals(List.of(second), readAll(reader));
            held.close();
            try (ArrowBatch end = consumer.recv()) {
                assertTrue(end.isEndOfStream());
            }
        }
        assertEquals(0, used());
    }
}
