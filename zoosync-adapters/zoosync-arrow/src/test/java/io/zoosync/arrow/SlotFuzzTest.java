package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.Fuzz;
import io.zoosync.testing.Mutator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged batches between other messages: what is read, or why it is refused, does not depend on
 * what lies before and behind the slot, so nothing is read from there; and nothing is left of it.
 */
@Timeout(3600)
class SlotFuzzTest {
    private static final String QUEUE = "slot-fuzz";
    private static final int CAPACITY = 1 << 18;
    private static final int CASES = 3_000;

    /** Batches of all types take so much longer than ordinary ones. */
    private static final int SHARE_OF_ALL_TYPES = 10;

    private static final int NEIGHBOUR = 256;
    private static final int MOST_VALUES = 50;
    private static final byte[] FILLINGS = {0x01, (byte) 0xff};

    private int opened;
    private int refused;
    private int tooLarge;

    @Test
    void shouldReadNothingOutsideOfTheSlot() throws Exception {
        receive(Samples.common(), Fuzz.cases(CASES));
        receive(Samples.everything(), Fuzz.cases(CASES) / SHARE_OF_ALL_TYPES);
    }

    private void receive(Schema schema, int cases) throws Exception {
        List<byte[]> batches = new ArrayList<>();
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider initial = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider changed = Samples.dictionaries(allocator, 2)) {
            ArrowProducer.open(QUEUE, CAPACITY, schema, initial).close();
            try (ZooQueue queue = ZooQueue.attach(QUEUE)) {
                for (int rows : new int[] {0, 3, 20}) {
                    batches.add(batch(queue, allocator, schema, rows, initial));
                    batches.add(batch(queue, allocator, schema, rows, changed));
                }
                receiveAll(queue, allocator, batches, cases);
            } finally {
                ZooQueue.unlink(QUEUE);
            }
        }
    }

    private static byte[] batch(
            ZooQueue queue,
            BufferAllocator allocator,
            Schema schema,
            int rows,
            MapDictionaryProvider dictionaries)
            throws Exception {
        try (VectorSchemaRoot root = Samples.root(allocator, schema, rows, 4, dictionaries);
                ArrowProducer producer =
                        ArrowProducer.open(QUEUE, CAPACITY, schema, dictionaries)) {
            producer.send(root);
            return queue.tryTake();
        }
    }

    private void receiveAll(ZooQueue queue, BufferAllocator parent, List<byte[]> batches, int cases)
            throws Exception {
        opened = 0;
        refused = 0;
        tooLarge = 0;
        try (BufferAllocator allocator = parent.newChildAllocator("fuzz", 0, 1 << 24);
                ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator)) {
            long before = allocator.getAllocatedMemory();
            Fuzz.run(
                    "damaged Arrow messages between others",
                    cases,
                    (number, random) -> {
                        byte[] bytes = damaged(batches.get(number % batches.size()), random);
                        long first = outcome(queue, consumer, bytes, FILLINGS[0]);
                        assertEquals(first, outcome(queue, consumer, bytes, FILLINGS[1]));
                        assertEquals(before, allocator.getAllocatedMemory(), "memory left");
                        assertEquals(0, queue.stats().usedBytes(), "slot kept");
                    });
        }
        System.out.printf("%,d opened, %,d refused, %,d too large%n", opened, refused, tooLarge);
        assertTrue(opened > cases / 10, opened + " opened");
        assertTrue(refused > cases / 10, refused + " refused");
    }

    /** Mostly in the headers of its messages, whose numbers are at multiples of 4 and 8. */
    private static byte[] damaged(byte[] good, SplittableRandom random) {
        byte[] bytes = good.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int header = Math.min(bytes.length, 8 + buffer.getInt(4));
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                Mutator.mutate(buffer, 0, bytes.length, random);
            } else {
                Mutator.mutate(buffer, 0, header, random);
            }
        }
        return random.nextInt(12) == 0
                ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 200))
                : bytes;
    }

    /** A sum of all that was read between neighbours that are filled with a byte. */
    private long outcome(ZooQueue queue, ArrowConsumer consumer, byte[] bytes, byte filling)
            throws Exception {
        byte[] neighbour = new byte[NEIGHBOUR];
        Arrays.fill(neighbour, filling);
        queue.put(neighbour);
        queue.put(bytes);
        queue.put(neighbour);
        queue.take();
        try {
            return receive(queue, consumer);
        } finally {
            queue.take();
        }
    }

    private long receive(ZooQueue queue, ArrowConsumer consumer) {
        try (ArrowBatch batch = consumer.tryRecv()) {
            opened++;
            long sum = batch.root().getRowCount();
            for (FieldVector vector : batch.root().getFieldVectors()) {
                sum = 31 * sum + read(vector);
            }
            for (long id : batch.dictionaries().getDictionaryIds()) {
                sum = 31 * sum + read(batch.dictionaries().lookup(id).getVector());
            }
            return sum;
        } catch (InvalidArrowMessageException e) {
            refused++;
            assertTrue(e.getMessage().contains(QUEUE), e.getMessage());
            return -1;
        } catch (OutOfMemoryException e) {
            // An absurd number of rows without a validity buffer: given back, so take it away.
            tooLarge++;
            queue.tryTake();
            return -2;
        }
    }

    /** Whatever reading a value throws is right, as long as it is thrown. */
    private static long read(FieldVector vector) {
        long sum = 0;
        for (int i = 0; i < Math.min(MOST_VALUES, vector.getValueCount()); i++) {
            try {
                Object value = vector.isNull(i) ? null : vector.getObject(i);
                sum = 31 * sum + hash(value);
            } catch (RuntimeException | OutOfMemoryError e) {
                sum = 31 * sum + e.getClass().hashCode() % 2; // the same in any case
            }
        }
        return sum;
    }

    private static int hash(Object value) {
        return value instanceof byte[] bytes
                ? Arrays.hashCode(bytes)
                : String.valueOf(value).hashCode();
    }
}
