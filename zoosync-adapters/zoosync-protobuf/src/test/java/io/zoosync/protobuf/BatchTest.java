package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.protobuf.two.Plain;
import io.zoosync.queue.ZooQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many messages in one slot, and consumers that drain. */
@Timeout(60)
class BatchTest {
    private static final String NAME = "batches";
    private static final int CAPACITY = 1 << 16;
    private static final Plain PLAIN = Plain.getDefaultInstance();

    private ProtobufProducer<Plain> producer;
    private ProtobufConsumer<Plain> consumer;

    @BeforeEach
    void open() throws IOException {
        producer = ProtobufProducer.open(NAME, CAPACITY, PLAIN);
        consumer = ProtobufConsumer.attach(NAME, PLAIN);
    }

    @AfterEach
    void close() throws IOException {
        producer.close();
        consumer.close();
        ZooQueue.unlink(NAME);
    }

    private static List<Plain> batch(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(i -> Plain.newBuilder().setNumber(i).setText("m".repeat((int) i)).build())
                .toList();
    }

    private int slots() throws IOException {
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            return queue.stats().messages();
        }
    }

    @Test
    void shouldTakeOneSlotAndBeReceivedOneByOne() throws Exception {
        producer.sendAll(batch(0, 100));
        assertTrue(producer.trySendAll(batch(100, 120)));
        assertTrue(producer.sendAll(batch(120, 121), Duration.ofSeconds(1)));
        assertEquals(3, slots());
        long id = -1;
        for (int i = 0; i < 121; i++) {
            if (i % 3 == 0) {
                assertEquals(i, consumer.tryRecv().getNumber());
                assertEquals(i < 100 ? i : i < 120 ? i - 100 : 0, consumer.indexInBatch());
            } else {
                try (ReceivedView view = consumer.tryRecvView()) {
                    assertEquals(i, view.getLong(1));
                    assertEquals(i, view.bytes(2).length());
                    assertEquals(i < 100 ? i : i - 100, view.indexInBatch());
                    view.commit();
                }
            }
            assertTrue(i == 0 || i == 100 || i == 120 || consumer.id() == id);
            id = consumer.id();
        }
        assertNull(consumer.tryRecv());
        assertEquals(0, slots());
    }

    @Test
    void shouldBeNothingIfEmpty() throws Exception {
        producer.sendAll(List.of());
        assertTrue(producer.trySendAll(List.of()));
        assertEquals(0, slots());
        assertNull(consumer.tryRecv());
    }

    @Test
    void shouldBeWhatProtobufWritesDelimited() throws Exception {
        List<Plain> sent = batch(0, 20);
        producer.sendAll(sent);
        ByteArrayOutputStream delimited = new ByteArrayOutputStream();
        for (Plain message : sent) {
            message.writeDelimitedTo(delimited);
        }
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            assertArrayEquals(delimited.toByteArray(), queue.tryTake());
        }
    }

    @Test
    void shouldBeSentWholeOrNotAtAll() throws Exception {
        List<Plain> large = batch(2300, 2308);
        assertTrue(producer.trySendAll(large));
        assertTrue(producer.trySendAll(large));
        assertTrue(producer.trySendAll(large));
        assertFalse(producer.trySendAll(large), "no room for all of them");
        assertFalse(producer.sendAll(large, Duration.ofMillis(1)));
        assertEquals(3, slots());
        assertThrows(IllegalArgumentException.class, () -> producer.sendAll(batch(2300, 2340)));
        assertEquals(3, slots());
    }

    @Test
    void shouldComeBackWholeIfOneIsGivenBack() throws Exception {
        producer.sendAll(batch(0, 3));
        assertEquals(0, consumer.tryRecv().getNumber());
        long id = consumer.id();
        try (ReceivedView second = consumer.tryRecvView()) {
            assertEquals(1, second.getLong(1));
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(i, consumer.tryRecv().getNumber());
            assertEquals(i, consumer.indexInBatch());
            assertEquals(2, consumer.deliveries());
            assertTrue(consumer.redelivered());
            assertEquals(id, consumer.id());
        }
        assertNull(consumer.tryRecv());
    }

    @Test
    void shouldComeBackWholeIfTheConsumerCloses() throws Exception {
        producer.sendAll(batch(0, 3));
        assertEquals(0, consumer.tryRecv().getNumber());
        consumer.close();
        consumer = ProtobufConsumer.attach(NAME, PLAIN);
        List<Long> numbers = new ArrayList<>();
        assertEquals(
                3,
                consumer.drain(
                        view -> {
                            assertTrue(view.redelivered());
                            numbers.add(view.getLong(1));
                        },
                        10));
        assertEquals(List.of(0L, 1L, 2L), numbers);
    }

    @Test
    void shouldDrainAllSlotsUpToALimit() throws Exception {
        assertEquals(0, consumer.drain(view -> {}, 10));
        assertEquals(0, consumer.drain(view -> {}, 10, Duration.ofMillis(1)));
        producer.sendAll(batch(0, 3));
        producer.send(batch(3, 4).get(0));
        producer.sendAll(batch(4, 6));
        List<Long> numbers = new ArrayList<>();
        assertEquals(4, consumer.drain(view -> numbers.add(view.getLong(1)), 2));
        assertEquals(
                2, consumer.drain(view -> numbers.add(view.getLong(1)), 9, Duration.ofSeconds(1)));
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), numbers);
        assertEquals(0, slots());
    }

    @Test
    void shouldDrainTheRestOfABatch() throws Exception {
        producer.sendAll(batch(0, 3));
        producer.sendAll(batch(3, 5));
        assertEquals(0, consumer.tryRecv().getNumber());
        List<Long> numbers = new ArrayList<>();
        assertEquals(4, consumer.drain(view -> numbers.add(view.getLong(1)), 10));
        assertEquals(List.of(1L, 2L, 3L, 4L), numbers);
        assertEquals(0, slots());
    }

    @Test
    void shouldReceiveAgainWhereAHandlerFailed() throws Exception {
        producer.sendAll(batch(0, 3));
        producer.sendAll(batch(3, 5));
        List<Long> numbers = new ArrayList<>();
        IllegalArgumentException failure = new IllegalArgumentException("no more");
        assertEquals(
                failure,
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                consumer.drain(
                                        view -> {
                                            numbers.add(view.getLong(1));
                                            if (numbers.size() == 2) {
                                                throw failure;
                                            }
                                        },
                                        10)));
        assertEquals(5, consumer.drain(view -> numbers.add(view.getLong(1)), 10));
        assertEquals(List.of(0L, 1L, 0L, 1L, 2L, 3L, 4L), numbers);
    }

    @Test
    void shouldDropMalformedMessagesWhileDraining() throws Exception {
        producer.send(batch(1, 2).get(0));
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            queue.put(new byte[] {1, 0x07, 2, 0x08, 7, 9});
        }
        producer.send(batch(2, 3).get(0));
        List<Long> numbers = new ArrayList<>();
        InvalidProtobufMessageException failure =
                assertThrows(
                        InvalidProtobufMessageException.class,
                        () -> consumer.drain(view -> numbers.add(view.getLong(1)), 10));
        assertEquals(1, failure.getSuppressed().length, "the length without a message");
        assertEquals(List.of(1L, 7L, 2L), numbers);
        assertEquals(0, slots());
    }

    @Test
    void shouldRefuseToReceiveWithinADrain() throws Exception {
        producer.sendAll(batch(0, 2));
        assertEquals(
                2,
                consumer.drain(
                        view -> {
                            assertThrows(IllegalStateException.class, consumer::tryRecv);
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> consumer.drain(other -> {}, 1));
                        },
                        10));
    }
}
