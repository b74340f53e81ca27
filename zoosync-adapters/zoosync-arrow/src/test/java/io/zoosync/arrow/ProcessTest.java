package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
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
