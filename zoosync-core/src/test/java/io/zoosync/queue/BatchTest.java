package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are sent together. */
class BatchTest extends QueueTestCase {
    private final List<Long> received = new ArrayList<>();

    private static void add(Batch batch, long from, long to) {
        for (long i = from; i < to; i++) {
            Payload.write(batch.tryClaim(8 + (int) i % 20), i).commit();
        }
    }

    private void receive(Consumer consumer) {
        consumer.drain(
                m -> {
                    Payload.check(m, Payload.seedOf(m));
                    received.add(Payload.seedOf(m));
                },
                Integer.MAX_VALUE);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendAllAtTheCommit(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Consumer consumer = kind.consumer(queue);
        Batch batch = kind.producer(queue).claimBatch(10, 30);
        add(batch, 0, 7);
        assertEquals(7, batch.size());
        assertNull(consumer.tryRecvView());
        batch.commit();
        assertEquals(7, queue.stats().messages());
        receive(consumer);
        assertEquals(range(0, 7), received);
        assertNull(consumer.tryRecvView());
        assertEquals(0, queue.stats().usedBytes());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveEachMessageAnIdOfItsOwn(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Batch batch = kind.producer(queue).claimBatch(3, 8);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Claim claim = batch.tryClaim(8);
            ids.add(claim.id());
            claim.commit();
        }
        batch.commit();
        assertTrue(ids.get(0) < ids.get(1) && ids.get(1) < ids.get(2));
        Consumer consumer = kind.consumer(queue);
        List<Long> seen = new ArrayList<>();
        consumer.drain(m -> seen.add(m.id()), 10);
        assertEquals(ids, seen);
    }

    /** What one consumer gives back comes again alone. */
    @ParameterizedTest
    @EnumSource
    void shouldRedeliverSingleMessages(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Batch batch = kind.producer(queue).claimBatch(3, 30);
        add(batch, 0, 3);
        batch.commit();
        Consumer consumer = kind.consumer(queue);
        consumer.tryRecvView().commit();
        consumer.tryRecvView().close();
        View again = consumer.tryRecvView();
        assertEquals(2, again.deliveries());
        assertEquals(1, Payload.seedOf(again));
        again.commit();
        View last = consumer.tryRecvView();
        assertEquals(1, last.deliveries());
        assertEquals(2, Payload.seedOf(last));
        last.commit();
        assertEquals(1, queue.stats().redeliveries());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendNothingWithoutCommit(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        try (Batch batch = producer.claimBatch(3, 8)) {
            add(batch, 0, 1);
            batch.tryClaim(8).putLong(0, 1);
        }
        Batch batch = producer.claimBatch(3, 8);
        add(batch, 0, 1);
        batch.abort();
        producer.claimBatch(2, 100).commit();
        producer.put(new byte[] {5});
        Consumer consumer = kind.consumer(queue);
        assertEquals(5, consumer.tryTake()[0]);
        assertNull(consumer.tryTake());
        assertEquals(0, queue.stats().lostClaims());
        assertEquals(0, queue.stats().usedBytes());
    }

    @ParameterizedTest
    @EnumSource
    void shouldLeaveTheRoomOfAnAbortedMessageToTheNext(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Batch batch = kind.producer(queue).claimBatch(2, 100);
        batch.tryClaim(200).abort();
        Payload.write(batch.tryClaim(60), 7).commit();
        batch.tryClaim(100).putLong(0, 1).abort();
        Payload.write(batch.tryClaim(9), 8).commit();
        batch.commit();
        receive(kind.consumer(queue));
        assertEquals(List.of(7L, 8L), received);
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeWhatFitsAndNoMore(EndKind kind) throws InterruptedException {
        Producer producer = kind.producer(queue());
        Batch batch = producer.claimBatch(2, 10);
        assertThrows(IllegalArgumentException.class, () -> batch.tryClaim(-1));
        assertThrows(IllegalArgumentException.class, () -> batch.tryClaim(41));
        assertThrows(IllegalArgumentException.class, () -> batch.tryClaim(Integer.MAX_VALUE));
        batch.tryClaim(16).commit();
        assertNull(batch.tryClaim(17));
        assertNull(batch.tryClaim(Integer.MAX_VALUE));
        batch.tryClaim(16).commit();
        assertNull(batch.tryClaim(0));
        batch.commit();
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeEmptyMessages(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Batch batch = kind.producer(queue).claimBatch(3, 0);
        batch.tryClaim(0).commit();
        batch.tryClaim(0).commit();
        batch.commit();
        Consumer consumer = kind.consumer(queue);
        assertEquals(0, consumer.tryTake().length);
        assertEquals(0, consumer.tryTake().length);
        assertNull(consumer.tryTake());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeNoLongerThanHalfTheQueue(EndKind kind) {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        int most = queue.maxMessageLength();
        for (int[] tooMuch :
                new int[][] {
                    {0, 8}, {-1, 8}, {1, -1}, {1, most + 1}, {most, most}, {2, most / 2}
                }) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> producer.tryClaimBatch(tooMuch[0], tooMuch[1]));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> producer.claimBatch(Integer.MAX_VALUE, Integer.MAX_VALUE, SHORT));
        producer.tryClaimBatch(1, most).abort();
        producer.tryClaimBatch(2, most / 2 - 8).abort();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhatComesInTheWrongOrder(EndKind kind) throws InterruptedException {
        Producer producer = kind.producer(queue());
        Batch batch = producer.claimBatch(2, 8);
        assertThrows(IllegalStateException.class, () -> producer.tryClaim(8));
        assertThrows(IllegalStateException.class, () -> producer.tryClaimBatch(1, 8));
        Claim claim = batch.tryClaim(8);
        assertThrows(IllegalStateException.class, () -> batch.tryClaim(8));
        assertThrows(IllegalStateException.class, batch::commit);
        batch.abort();
        assertThrows(IllegalStateException.class, () -> claim.putLong(0, 1));
        assertThrows(IllegalStateException.class, claim::commit);
        assertThrows(IllegalStateException.class, batch::commit);
        assertThrows(IllegalStateException.class, batch::abort);
        assertThrows(IllegalStateException.class, () -> batch.tryClaim(8));
        batch.close();
        producer.tryClaim(8).abort();
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndWithItsProducer(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        Batch batch = producer.claimBatch(2, 8);
        Claim claim = batch.tryClaim(8);
        producer.close();
        assertThrows(IllegalStateException.class, () -> claim.putLong(0, 1));
        assertThrows(IllegalStateException.class, batch::commit);
        assertThrows(IllegalStateException.class, () -> producer.tryClaimBatch(1, 8));
        assertNull(queue.tryTake());
        assertEquals(0, queue.stats().usedBytes());
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForSpace(EndKind kind) throws Exception {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        int expected = 2;
        while (producer.tryPut(new byte[1000])) {
            expected++;
        }
        assertNull(producer.tryClaimBatch(2, 1000));
        assertNull(producer.claimBatch(2, 1000, SHORT));
        FutureTask<Void> sender =
                new FutureTask<>(
                        () -> {
                            Batch batch = producer.claimBatch(2, 1000);
                            add(batch, 0, 2);
                            batch.commit();
                            return null;
                        });
        new Thread(sender).start();
        awaitSleeper(memory(queue), QueueLayout.SPACE);
        Consumer consumer = kind.consumer(queue);
        while (expected > 0) {
            expected -= consumer.drain(m -> {}, 1);
        }
        sender.get();
        assertNull(consumer.tryTake());
    }

    /** In rings of all kinds, with batches that reach over their end or leave room. */
    @ParameterizedTest
    @CsvSource({"SHARED, SHARED", "SHARED, EXCLUSIVE", "EXCLUSIVE, SHARED", "EXCLUSIVE, EXCLUSIVE"})
    void shouldWrapAround(EndKind sending, EndKind receiving) {
        for (int capacity : new int[] {4096, 4217, 5000, 8191}) {
            ZooQueue queue = queue(capacity);
            try (Producer producer = sending.producer(queue);
                    Consumer consumer = receiving.consumer(attach(queue))) {
                received.clear();
                assertEquals(range(0, exchange(producer, consumer, capacity)), received);
            }
            assertEquals(0, queue.stats().usedBytes());
        }
    }

    private long exchange(Producer producer, Consumer consumer, int capacity) {
        Random random = new Random(capacity);
        long sent = 0;
        for (int i = 0; i < 2_000; i++) {
            int most = random.nextInt(30) == 0 ? capacity / 2 / 48 : 5;
            int room = 1 + random.nextInt(most);
            Batch batch = producer.tryClaimBatch(room, 27);
            if (batch != null) {
                int messages = random.nextInt(room + 1);
                add(batch, sent, sent + messages);
                batch.commit();
                sent += messages;
            }
            if (batch == null || random.nextInt(4) == 0) {
                receive(consumer);
            }
        }
        receive(consumer);
        return sent;
    }
}
