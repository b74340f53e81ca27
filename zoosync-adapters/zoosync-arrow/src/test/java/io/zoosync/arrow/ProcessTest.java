package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches between JVMs, which are started without any flag for Arrow. */
@Timeout(120)
class ProcessTest {
    private static final String QUEUE = "processes-test";
    private static final int CAPACITY = 1 << 20;
    private static final int BATCHES = 20;
    private static final int ROWS = 30;
    private static final int MANY_ROWS = 8000;
    private static final int DEATHS = 10;

    @AfterEach
    void unlink() throws Exception {
        ZooQueue.unlink(QUEUE);
    }

    /** Sends batches of every type, each filled from its number. */
    static final class Sender {
        public static void main(String[] arguments) throws Exception {
            try (BufferAllocator allocator = Allocators.checked();
                    MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 1);
                    ArrowProducer producer =
                            ArrowProducer.open(
                                    QUEUE, CAPACITY, Samples.everything(), dictionaries)) {
                System.out.println("open");
                for (int i = 0; i < BATCHES; i++) {
                    try (VectorSchemaRoot root = batch(allocator, i, dictionaries)) {
                        producer.send(root);
                    }
                }
            }
        }
    }

    /** Receives a batch and holds it. */
    static final class Holder {
        public static void main(String[] arguments) throws Exception {
            try (BufferAllocator allocator = Allocators.checked();
                    ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator);
                    ArrowBatch batch = consumer.recv()) {
                System.out.println("holds " + batch.id());
                int read = System.in.read();
                System.out.println("read " + read);
            }
        }
    }

    private static VectorSchemaRoot batch(
            BufferAllocator allocator, int number, MapDictionaryProvider dictionaries) {
        return Samples.root(allocator, Samples.everything(), ROWS, number, dictionaries);
    }

    @Test
    void shouldReceiveWhatAnotherProcessSends() throws Exception {
        try (ChildJvm sender = ChildJvm.start(Sender.class);
                BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider dictionaries = Samples.dictionaries(allocator, 1)) {
            sender.expectLine("open");
            try (ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator)) {
                for (int i = 0; i < BATCHES; i++) {
                    try (ArrowBatch batch = consumer.recv(ChildJvm.PATIENCE);
                            VectorSchemaRoot sent = batch(allocator, i, dictionaries)) {
                        assertEquals(Texts.of(sent), Texts.of(batch.root()), "batch " + i);
                    }
                }
                assertNull(consumer.tryRecv());
            }
            sender.expectExit(0);
        }
    }

    /** Sends batches without end, copied and built in the slot in turn. */
    static final class EndlessSender {
        public static void main(String[] arguments) throws Exception {
            try (BufferAllocator allocator = Allocators.checked();
                    ArrowProducer producer =
                            ArrowProducer.open(QUEUE, CAPACITY, Samples.oneColumn())) {
                System.out.println("open");
                for (long number = 0; ; number++) {
                    if (number % 2 == 0) {
                        try (VectorSchemaRoot root =
                                VectorSchemaRoot.create(Samples.oneColumn(), allocator)) {
                            fill(root, number);
                            producer.send(root);
                        }
                    } else {
                        try (ArrowClaim claim = producer.claim(MANY_ROWS)) {
                            fill(claim.root(), number);
                            claim.commit();
                        }
                    }
                }
            }
        }

        private static void fill(VectorSchemaRoot root, long number) {
            BigIntVector values = (BigIntVector) root.getVector(0);
            if (values.getValueCapacity() < MANY_ROWS) {
                values.allocateNew(MANY_ROWS);
            }
            for (int row = 0; row < MANY_ROWS; row++) {
                values.set(row, number);
            }
            root.setRowCount(MANY_ROWS);
        }
    }

    @Test
    void shouldReceiveWholeBatchesOnlyFromSendersThatAreKilled() throws Exception {
        try (BufferAllocator allocator = Allocators.checked();
                ArrowProducer last = ArrowProducer.open(QUEUE, CAPACITY, Samples.oneColumn());
                ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator)) {
            for (int death = 0; death < DEATHS; death++) {
                try (ChildJvm sender = ChildJvm.start(EndlessSender.class)) {
                    sender.expectLine("open");
                    long next = receiveWhole(consumer, 0, 20 + 7 * death);
                    sender.kill();
                    CompletableFuture<Boolean> end =
                            CompletableFuture.supplyAsync(() -> sendEnd(last));
                    receiveWhole(consumer, next, Long.MAX_VALUE);
                    assertTrue(end.join());
                }
            }
            try (ZooQueue queue = ZooQueue.attach(QUEUE)) {
                assertEquals(0, queue.stats().usedBytes());
            }
        }
    }

    /** Comes after all that the dead one sent; there may be no room for it yet. */
    private static boolean sendEnd(ArrowProducer producer) {
        try {
            return producer.sendEndOfStream(ChildJvm.PATIENCE);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Receives a sender's batches until there are so many, or until the end. */
    private static long receiveWhole(ArrowConsumer consumer, long next, long end) throws Exception {
        for (long number = next; number < end; number++) {
            try (ArrowBatch batch = consumer.recv(ChildJvm.PATIENCE)) {
                assertNotNull(batch);
                if (batch.isEndOfStream()) {
                    assertEquals(Long.MAX_VALUE, end);
                    return number;
                }
                BigIntVector values = (BigIntVector) batch.root().getVector(0);
                assertEquals(MANY_ROWS, values.getValueCount());
                for (int row = 0; row < MANY_ROWS; row++) {
                    assertEquals(number, values.get(row));
                }
            }
        }
        return end;
    }

    @Test
    void shouldReceiveAgainWhatAKilledConsumerHeld() throws Exception {
        try (BufferAllocator allocator = Allocators.checked();
                VectorSchemaRoot root = Samples.root(allocator, Samples.simple(), ROWS, 1);
                ArrowProducer producer = ArrowProducer.open(QUEUE, CAPACITY, Samples.simple());
                ChildJvm holder = ChildJvm.start(Holder.class)) {
            producer.send(root);
            long id = Long.parseLong(holder.expectLine("holds "));
            holder.kill();
            try (ArrowConsumer consumer = ArrowConsumer.attach(QUEUE, allocator);
                    ArrowBatch batch = consumer.recv(ChildJvm.PATIENCE)) {
                assertEquals(id, batch.id());
                assertTrue(batch.redelivered());
                assertEquals(Texts.of(root), Texts.of(batch.root()));
            }
        }
    }

    @Test
    void shouldWorkWithEachBindingToTheSystem() throws Exception {
        for (String os : List.of("portable", "jna")) {
            try (ChildJvm child =
                    ChildJvm.of(RoundTrips.class, os)
                            .flags("-Dzoosync.os=" + os, "-Xmx256m")
                            .start()) {
                child.expectLine("done");
                child.expectExit(0);
            }
        }
    }
}
