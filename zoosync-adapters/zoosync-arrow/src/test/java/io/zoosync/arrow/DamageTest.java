package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowBodyCompression;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bytes that a stranger wrote lead to an error or to wrong values, and to nothing worse. */
@Timeout(180)
class DamageTest {
    private static final String QUEUE = "damage";
    private static final int CAPACITY = 1 << 20;
    private static final int MUTATIONS = 1200;

    @Test
    void shouldSurviveDamagedMessages() throws Exception {
        Tally tally = new Tally();
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider initial = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider changed = Samples.dictionaries(allocator, 2)) {
            for (int rows : new int[] {0, 9, 30}) {
                Schema schema = rows == 9 ? Samples.everything() : Samples.common();
                try (VectorSchemaRoot root = Samples.root(allocator, schema, rows, 4, initial)) {
                    byte[] good = messageOf(root, schema, initial, changed);
                    receiveMutations(allocator, good, new Random(rows), tally);
                } finally {
                    ZooQueue.unlink(QUEUE);
                }
            }
        }
        assertTrue(tally.refused > MUTATIONS / 10, tally.toString());
        assertTrue(tally.opened > MUTATIONS / 10, tally.toString());
    }

    private static final class Tally {
        int opened;
        int refused;

        @Override
        public String toString() {
            return opened + " opened, " + refused + " refused";
        }
    }

    /** The bytes of a slot with a batch and dictionaries; creates the queue. */
    private static byte[] messageOf(
            VectorSchemaRoot root,
            Schema schema,
            MapDictionaryProvider initial,
            MapDictionaryProvider changed)
            throws Exception {
        ArrowProducer.open(QUEUE, CAPACITY, schema, initial).close();
        try (ArrowProducer producer = ArrowProducer.open(QUEUE, CAPACITY, schema, changed);
                ZooQueue queue = ZooQueue.attach(QUEUE)) {
            producer.send(root);
            return queue.tryTake();
        }
    }

    private static void receiveMutations(
            BufferAllocator parent, byte[] good, Random random, Tally tally) throws Exception {
        List<Integer> headers = headerBytes(good);
        try (BufferAllocator allocator = parent.newChildAllocator("damage", 0, 1 << 24);
                ZooQueue queue = ZooQueue.attach(QUEUE);
                ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator);
                ArrowQueueReader reader = ArrowQueueReader.attach(QUEUE, allocator)) {
            reader.getVectorSchemaRoot();
            long before = allocator.getAllocatedMemory();
            for (int i = 0; i < MUTATIONS / 3; i++) {
                byte[] bad = mutate(good, headers, random);
                queue.put(bad);
                receive(consumer, queue, tally);
                queue.put(bad);
                read(reader, queue, tally);
                assertTrue(
                        allocator.getAllocatedMemory() <= before, "memory left by mutation " + i);
                assertEquals(0, queue.stats().usedBytes(), "slot kept by mutation " + i);
            }
        }
    }

    /** Damage in headers is the more interesting. */
    private static List<Integer> headerBytes(byte[] message) {
        return IncomingMessage.parseAll(ByteBuffer.wrap(message)).stream()
                .flatMap(
                        part -> {
                            int end = part.bodyStart();
                            int start = end - headerLength(message, end);
                            return java.util.stream.IntStream.range(start, end).boxed();
                        })
                .toList();
    }

    private static int headerLength(byte[] message, int bodyStart) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = bodyStart - 8; start >= 0; start -= 8) {
            if (bytes.getInt(start) == -1 && bytes.getInt(start + 4) == bodyStart - start - 8) {
                return bodyStart - start;
            }
        }
        throw new AssertionError("no header ends at " + bodyStart);
    }

    private static byte[] mutate(byte[] good, List<Integer> headers, Random random) {
        byte[] bytes = good.clone();
        int kind = random.nextInt(10);
        if (kind == 0) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            int at =
                    kind < 7
                            ? headers.get(random.nextInt(headers.size()))
                            : random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> view.putInt(Math.min(at & ~3, bytes.length - 4), extreme(random));
                default -> view.putLong(Math.min(at & ~7, bytes.length - 8), extreme(random));
            }
        }
        return bytes;
    }

    private static int extreme(Random random) {
        int[] values = {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20, 63, -64};
        return values[random.nextInt(values.length)];
    }

    private static void receive(ArrowConsumer consumer, ZooQueue queue, Tally tally)
            throws Exception {
        try (ArrowBatch batch = consumer.tryRecv()) {
            tally.opened++;
            readAll(batch.root().getFieldVectors());
            for (long id : batch.dictionaries().getDictionaryIds()) {
                readAll(List.of(batch.dictionaries().lookup(id).getVector()));
            }
        } catch (InvalidArrowMessageException e) {
            tally.refused++;
            assertTrue(e.getMessage().contains(" was dropped: "), e.getMessage());
        } catch (OutOfMemoryException e) {
            // An absurd number of rows without a validity buffer: given back, so take it away.
            queue.tryTake();
        }
    }

    private static void read(ArrowQueueReader reader, ZooQueue queue, Tally tally)
            throws Exception {
        try {
            assertTrue(reader.loadNextBatch());
            tally.opened++;
            readAll(reader.getVectorSchemaRoot().getFieldVectors());
            readAll(
                    reader.getDictionaryVectors().values().stream()
                            .map(Dictionary::getVector)
                            .toList());
            reader.abandon();
            queue.tryTake();
        } catch (IOException e) {
            tally.refused++;
            assertTrue(e.getMessage().contains(" was dropped: "), e.getMessage());
        } catch (OutOfMemoryException e) {
            queue.tryTake();
        }
    }

    /** Whatever reading a vector throws is right, as long as it is thrown. */
    private static void readAll(List<FieldVector> vectors) {
        for (FieldVector vector : vectors) {
            try {
                vector.getNullCount();
                for (int i = 0; i < Math.min(100, vector.getValueCount()); i++) {
                    if (!vector.isNull(i)) {
                        vector.getObject(i);
                    }
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                // An absurd length of one value fails in the making of its array.
                assertTrue(vector.getField() != null);
            }
        }
    }

    @Test
    void shouldRefuseACompressedBodyByName() throws Exception {
        Schema schema = Samples.common();
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 1);
                VectorSchemaRoot root = Samples.root(allocator, schema, 5, 4, dictionaries);
                ArrowProducer producer = ArrowProducer.open(QUEUE, CAPACITY, schema, dictionaries);
                ZooQueue queue = ZooQueue.attach(QUEUE);
                ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator)) {
            queue.put(compressed(root));
            InvalidArrowMessageException refusal =
                    assertThrows(InvalidArrowMessageException.class, consumer::tryRecv);
            String message = refusal.getMessage();
            assertTrue(message.contains("compressed bodies are not supported"), message);
            assertTrue(message.contains(QUEUE), message);
            assertEquals(0, queue.stats().usedBytes());
            producer.send(root);
            consumer.tryRecv().close();
        } finally {
            ZooQueue.unlink(QUEUE);
        }
    }

    /** A message that says that its body is compressed by LZ4. */
    private static ByteBuffer compressed(VectorSchemaRoot root) {
        try (ArrowRecordBatch plain = new VectorUnloader(root).getRecordBatch();
                ArrowRecordBatch batch =
                        new ArrowRecordBatch(
                                plain.getLength(),
                                plain.getNodes(),
                                plain.getBuffers(),
                                new ArrowBodyCompression((byte) 0, (byte) 0))) {
            ByteBuffer header = MessageSerializer.serializeMetadata(batch, IpcOption.DEFAULT);
            int length = header.remaining() + (-header.remaining() & 7);
            int bytes = 8 + length + (int) batch.computeBodyLength();
            ByteBuffer message = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
            message.putInt(MessageSerializer.IPC_CONTINUATION_TOKEN).putInt(length).put(header);
            return message.rewind();
        }
    }

    @Test
    void shouldSurviveDamagedMetadata() throws Exception {
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 1)) {
            Schema schema = Samples.everything();
            byte[] good =
                    QueueHeader.of(
                                    schema,
                                    dictionaries,
                                    QueueHeader.dictionaryLayouts(schema.getFields(), dictionaries))
                            .bytes();
            List<Integer> headers = headerBytes(good);
            Random random = new Random(11);
            for (int i = 0; i < 1000; i++) {
                String name = QUEUE + i;
                byte[] bad = mutate(good, headers, random);
                try (ZooQueue queue = ZooQueue.create(name, 4096, ByteBuffer.wrap(bad))) {
                    attach(queue.name(), allocator);
                } finally {
                    ZooQueue.unlink(name);
                }
            }
        }
    }

    private static void attach(String name, BufferAllocator parent) throws Exception {
        try (BufferAllocator allocator = parent.newChildAllocator("attach", 0, 1 << 24)) {
            try (ArrowConsumer consumer = ArrowConsumer.attach(name, allocator)) {
                assertTrue(consumer.schema() != null);
            } catch (IllegalArgumentException | OutOfMemoryException e) {
                assertTrue(e.getMessage() != null);
            }
            assertEquals(0, allocator.getAllocatedMemory());
        }
    }
}
