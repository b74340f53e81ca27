package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stranger's bytes in the queue's memory: an error or clean waiting, and nothing worse. */
class DamagedQueueTest extends QueueTestCase {
    private static final int MUTATIONS = 10_000;
    private static final int END_OF_WORDS = QueueLayout.SPACE + 4;
    private static final int END_OF_TABLE = QueueLayout.VIEW_TABLE + 6 * QueueLayout.VIEW_STRIDE;

    private int corrupt;

    @ParameterizedTest
    @EnumSource
    void shouldFailCleanlyOrWait(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        ZooQueue bystander = attach(queue);
        Memory memory = memory(queue);
        prepare(queue);
        byte[] sound = new byte[memory.size()];
        memory.buffer().get(0, sound);
        for (int seed = 0; seed < MUTATIONS; seed++) {
            memory.buffer().put(0, sound);
            Random random = new Random(seed);
            try (ZooQueue user = attach(queue)) {
                for (int i = 1 + random.nextInt(3); i > 0; i--) {
                    damage(memory, random);
                }
                use(user, kind, seed);
            }
        }
        assertTrue(corrupt > MUTATIONS / 50, "found damaged: " + corrupt);
        memory.buffer().put(0, sound);
        bystander.close();
    }

    /** Views, a run given back, claims open and aborted, messages waiting, past the ring's end. */
    private static void prepare(ZooQueue queue) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            queue.put(new byte[40]);
            queue.take();
        }
        for (int i = 0; i < 12; i++) {
            Payload.write(queue.claim(8 + 20 * i, 8 << i % 4), i).commit();
        }
        queue.recvView();
        queue.recvView();
        queue.recvView().close();
        assertThrows(
                ArithmeticException.class,
                () ->
                        queue.drain(
                                m -> {
                                    throw new ArithmeticException("as planned");
                                },
                                5));
        queue.claim(50).abort();
        queue.claim(50);
        queue.put(new byte[10]);
    }

    private static void damage(Memory memory, Random random) {
        int area = random.nextInt(4);
        int from = area < 2 ? QueueLayout.PRODUCER_LOCK : QueueLayout.VIEW_TABLE;
        int to = area < 2 ? END_OF_WORDS : END_OF_TABLE;
        if (area == 3) {
            from = QueueLayout.RING;
            to = QueueLayout.RING + QueueLayout.ringLength(SMALL);
        }
        int at = from + random.nextInt(to - from);
        switch (random.nextInt(5)) {
            case 0 -> memory.buffer().put(at, (byte) random.nextInt());
            case 1 -> memory.buffer().putInt(at & -4, random.nextInt());
            case 2 -> memory.buffer().putLong(at & -8, random.nextLong());
            case 3 -> memory.buffer().putLong(at & -8, random.nextInt(20_000));
            default -> {
                long value = memory.buffer().getLong(at & -8);
                memory.buffer().putLong(at & -8, value ^ 1L << random.nextInt(64));
            }
        }
    }

    private void use(ZooQueue queue, EndKind kind, int seed) {
        String what = kind + ", seed " + seed;
        try {
            queue.stats();
            queue.size();
            try (Producer producer =
                            kind == EndKind.SHARED ? queue.producer() : exclusiveProducer(queue);
                    Consumer consumer =
                            kind == EndKind.SHARED ? queue.consumer() : exclusiveConsumer(queue)) {
                for (int i = 0; i < 4; i++) {
                    send(producer);
                    receive(consumer);
                    drain(consumer);
                }
            }
            queue.stats();
            queue.size();
        } catch (CorruptSegmentException e) {
            corrupt++;
        } catch (RuntimeException | Error e) {
            throw new AssertionError(what, e);
        }
    }

    private static Producer exclusiveProducer(ZooQueue queue) {
        try {
            return queue.exclusiveProducer(Duration.ofMillis(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Consumer exclusiveConsumer(ZooQueue queue) {
        try {
            return queue.exclusiveConsumer(Duration.ofMillis(1));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(Producer producer) {
        Claim claim = producer == null ? null : producer.tryClaim(100, 64);
        if (claim != null) {
            Payload.write(claim, 1).commit();
        }
    }

    private static void receive(Consumer consumer) {
        View view = consumer == null ? null : consumer.tryRecvView();
        if (view != null) {
            view.toByteArray();
            view.commit();
        }
    }

    private static void drain(Consumer consumer) {
        if (consumer != null) {
            int[] sum = new int[1];
            int handled = consumer.drain(m -> sum[0] += m.toByteArray().length, 50);
            assertTrue(handled <= 50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldPoisonTheQueueForEverybody(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        ZooQueue other = attach(queue);
        queue.put(new byte[1]);
        Producer producer = kind.producer(other);
        Consumer consumer = kind.consumer(other);
        memory(queue).putLong(QueueLayout.TAIL, 1 << 30);
        Consumer finder = kind == EndKind.SHARED ? queue.consumer() : consumer;
        assertThrows(CorruptSegmentException.class, finder::tryTake);
        assertThrows(CorruptSegmentException.class, () -> consumer.take(SHORT));
        assertThrows(CorruptSegmentException.class, consumer::tryRecvView);
        assertThrows(CorruptSegmentException.class, () -> consumer.drain(m -> {}, 1));
        assertThrows(CorruptSegmentException.class, () -> fillUp(producer));
        assertThrows(CorruptSegmentException.class, () -> producer.claim(2000));
        assertThrows(CorruptSegmentException.class, queue::tryTake);
        assertThrows(CorruptSegmentException.class, () -> queue.put(new byte[2000], SHORT));
        assertThrows(CorruptSegmentException.class, () -> ZooQueue.attach(queue.name()));
    }

    private static void fillUp(Producer producer) {
        for (int i = 0; i < 10; i++) {
            if (!producer.tryPut(new byte[1000])) {
                assertEquals(0, i, "full, and nothing said");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096})
    void shouldNotWaitForAnImpossibleOwner(int owner) throws InterruptedException {
        ZooQueue queue = queue();
        ZooQueue other = attach(queue);
        Claim claim = queue.claim(8);
        long header = Record.header(8, Record.CLAIMED, owner);
        memory(queue).putLong(QueueLayout.RING + (int) claim.id(), header);
        assertThrows(CorruptSegmentException.class, queue::take);
        assertThrows(CorruptSegmentException.class, other::take);
    }

    @Test
    void shouldGiveUpALockWhoseRepairFailed() {
        ZooQueue queue = queue();
        Memory memory = memory(queue);
        memory.putInt(QueueLayout.CONSUMER_LOCK, 1 << 30); // free, and inconsistent
        memory.putLong(QueueLayout.CURRENT, 1);
        memory.putLong(QueueLayout.RING, -1);
        for (int i = 0; i < 3; i++) {
            assertThrows(CorruptSegmentException.class, queue::tryTake);
            assertThrows(CorruptSegmentException.class, () -> queue.exclusiveConsumer(SHORT));
            assertEquals(1 << 30, memory.getInt(QueueLayout.CONSUMER_LOCK));
        }
    }

    @Test
    void shouldNotLoopOverAnEndlessRun() throws InterruptedException {
        ZooQueue queue = queue();
        queue.put(new byte[0]);
        queue.recvView().close();
        int end = QueueLayout.VIEW_TABLE + 8;
        Memory memory = memory(queue);
        memory.buffer().putLong(end, Long.MAX_VALUE - 7);
        for (int at = 0; at < QueueLayout.ringLength(SMALL); at += 8) {
            memory.putLong(QueueLayout.RING + at, Record.padding(8));
        }
        assertThrows(CorruptSegmentException.class, queue::tryTake);
    }
}
