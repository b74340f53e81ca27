package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Sends batches and receives them, in this JVM. Also a program, so that it can be run under another
 * binding to the operating system.
 */
final class RoundTrips {
    static final int CAPACITY = 1 << 22;

    private final String queue;

    RoundTrips(String queue) {
        this.queue = queue;
    }

    public static void main(String[] arguments) throws Exception {
        RoundTrips trips = new RoundTrips("trips-" + arguments[0]);
        trips.everyType();
        trips.slices();
        trips.changedDictionaries();
        trips.builtInPlace();
        if (arguments[0].equals("portable")) {
            trips.allocatorThatIsTooSmall();
        }
        System.out.println("done");
    }

    void everyType() throws Exception {
        try (BufferAllocator allocator = Allocators.checked()) {
            MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 7);
            for (int rows : new int[] {0, 1, 8, 64, 100}) {
                try (VectorSchemaRoot root =
                        Samples.root(allocator, Samples.everything(), rows, rows, dictionaries)) {
                    check(allocator, root.getSchema(), root, dictionaries);
                }
            }
            dictionaries.close();
        }
    }

    void slices() throws Exception {
        try (BufferAllocator allocator = Allocators.checked()) {
            MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 7);
            try (VectorSchemaRoot root =
                    Samples.root(allocator, Samples.everything(), 50, 3, dictionaries)) {
                for (int[] range : new int[][] {{0, 10}, {8, 16}, {3, 21}, {49, 1}, {50, 0}}) {
                    try (VectorSchemaRoot slice = root.slice(range[0], range[1])) {
                        check(allocator, root.getSchema(), slice, dictionaries);
                    }
                }
            }
            dictionaries.close();
        }
    }

    void changedDictionaries() throws Exception {
        Schema schema = new Schema(Samples.dictionaryFields());
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider first = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider second = Samples.dictionaries(allocator, 2);
                VectorSchemaRoot root = Samples.root(allocator, schema, 20, 5, first)) {
            Switch provider = new Switch(first);
            try (ArrowProducer producer = ArrowProducer.open(queue, CAPACITY, schema, provider);
                    ArrowConsumer consumer = ArrowConsumer.attach(queue, allocator)) {
                List<MapDictionaryProvider> turns = List.of(first, second, first, second);
                for (MapDictionaryProvider turn : turns) {
                    provider.current = turn;
                    producer.send(root);
                }
                for (MapDictionaryProvider turn : turns) {
                    try (ArrowBatch batch = consumer.recv()) {
                        assertSameDictionaries(turn, batch.dictionaries());
                        assertEquals(Texts.of(root), Texts.of(batch.root()));
                    }
                }
            } finally {
                ZooQueue.unlink(queue);
            }
        }
    }

    /** What was built in a slot, with the dictionaries of then. */
    void builtInPlace() throws Exception {
        Schema schema = Building.schema();
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider first = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider second = Samples.dictionaries(allocator, 2)) {
            Switch provider = new Switch(first);
            try (ArrowProducer producer = ArrowProducer.open(queue, CAPACITY, schema, provider);
                    ArrowConsumer consumer = ArrowConsumer.attach(queue, allocator)) {
                long before = allocator.getAllocatedMemory();
                for (int rows : new int[] {0, 1, 8, 61, 100}) {
                    provider.current = rows % 2 == 0 ? first : second;
                    buildAndCheck(allocator, producer, consumer, provider, rows);
                    assertEquals(before, allocator.getAllocatedMemory(), "rows=" + rows);
                }
                assertNull(consumer.tryRecv());
            } finally {
                ZooQueue.unlink(queue);
            }
        }
    }

    private static void buildAndCheck(
            BufferAllocator allocator,
            ArrowProducer producer,
            ArrowConsumer consumer,
            Switch provider,
            int rows)
            throws InterruptedException {
        Schema schema = Building.schema();
        BatchBudget budget = Building.budget(schema, 100);
        try (VectorSchemaRoot root = Samples.root(allocator, schema, rows, rows, provider);
                ArrowClaim claim = producer.claim(budget)) {
            Building.copy(root, claim.root());
            claim.commit();
            try (ArrowBatch batch = consumer.recv()) {
                assertReceived(root, batch);
                assertSameDictionaries(provider, batch.dictionaries());
            }
        }
    }

    /** Where slots are copied, one that cannot be is given back. */
    void allocatorThatIsTooSmall() throws Exception {
        try (BufferAllocator allocator = Allocators.checked();
                BufferAllocator small = allocator.newChildAllocator("small", 0, 64);
                VectorSchemaRoot root = Samples.root(allocator, Samples.simple(), 100, 1);
                ArrowProducer producer = ArrowProducer.open(queue, CAPACITY, Samples.simple());
                ArrowConsumer tooSmall = ArrowConsumer.attach(queue, small);
                ArrowConsumer consumer = ArrowConsumer.attach(queue, allocator)) {
            producer.send(root);
            assertThrows(OutOfMemoryException.class, tooSmall::tryRecv);
            try (ArrowBatch batch = consumer.recv()) {
                assertTrue(batch.redelivered());
                assertReceived(root, batch);
            }
        } finally {
            ZooQueue.unlink(queue);
        }
    }

    private static final class Switch implements DictionaryProvider {
        private DictionaryProvider current;

        Switch(DictionaryProvider current) {
            this.current = current;
        }

        @Override
        public org.apache.arrow.vector.dictionary.Dictionary lookup(long id) {
            return current.lookup(id);
        }

        @Override
        public java.util.Set<Long> getDictionaryIds() {
            return current.getDictionaryIds();
        }
    }

    private void check(
            BufferAllocator allocator,
            Schema schema,
            VectorSchemaRoot root,
            DictionaryProvider dictionaries)
            throws IOException, InterruptedException {
        try (ArrowProducer producer = ArrowProducer.open(queue, CAPACITY, schema, dictionaries);
                ArrowConsumer consumer = ArrowConsumer.attach(queue, allocator)) {
            producer.send(root);
            long before = allocator.getAllocatedMemory();
            assertNames(schema.getFields(), consumer.schema().getFields());
            try (ArrowBatch batch = consumer.recv()) {
                assertReceived(root, batch);
                assertSameDictionaries(dictionaries, batch.dictionaries());
                assertSlices(root, batch.root());
                assertSentOn(producer, consumer, batch, root);
            }
            assertNull(consumer.tryRecv());
            assertEquals(before, allocator.getAllocatedMemory(), "memory that was not released");
        } finally {
            ZooQueue.unlink(queue);
        }
    }

    private static void assertReceived(VectorSchemaRoot sent, ArrowBatch batch) {
        assertEquals(sent.getRowCount(), batch.root().getRowCount());
        assertEquals(Texts.of(sent), Texts.of(batch.root()));
        for (int i = 0; i < sent.getFieldVectors().size(); i++) {
            assertEquals(
                    sent.getVector(i).getNullCount(),
                    batch.root().getVector(i).getNullCount(),
                    sent.getVector(i).getName());
        }
    }

    /** What was received can be cut, as any root. */
    private static void assertSlices(VectorSchemaRoot sent, VectorSchemaRoot received) {
        int from = sent.getRowCount() / 3;
        try (VectorSchemaRoot found = received.slice(from)) {
            assertEquals(Texts.of(sent, from), Texts.of(found));
        }
    }

    /** What was received can be sent, while it is in its slot. */
    private static void assertSentOn(
            ArrowProducer producer, ArrowConsumer consumer, ArrowBatch batch, VectorSchemaRoot root)
            throws InterruptedException {
        producer.send(batch.root());
        try (ArrowBatch again = consumer.recv()) {
            assertReceived(root, again);
        }
    }

    private static void assertSameDictionaries(DictionaryProvider sent, DictionaryProvider found) {
        assertEquals(sent.getDictionaryIds(), found.getDictionaryIds());
        for (long id : sent.getDictionaryIds()) {
            FieldVector values = found.lookup(id).getVector();
            assertEquals(Texts.of(sent.lookup(id).getVector(), 0), Texts.of(values, 0));
            assertEquals(
                    sent.lookup(id).getEncoding().isOrdered(),
                    found.lookup(id).getEncoding().isOrdered());
        }
    }

    private static void assertNames(List<Field> sent, List<Field> found) {
        assertEquals(
                sent.stream().map(Field::getName).toList(),
                found.stream().map(Field::getName).toList());
        assertEquals(
                sent.stream().map(Field::getType).toList(),
                found.stream().map(Field::getType).toList());
    }
}
