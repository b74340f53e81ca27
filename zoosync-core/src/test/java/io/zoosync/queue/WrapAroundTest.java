package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends rings over and over, every byte checked, for each pair of kinds of ends. */
class WrapAroundTest extends QueueTestCase {
    private static final int[] CAPACITIES = {4096, 4097, 4217, 4224, 5000, 8191};

    private final Deque<Integer> sent = new ArrayDeque<>();
    private Producer producer;
    private Consumer consumer;
    private long sends;
    private long receipts;

    @ParameterizedTest
    @CsvSource({"SHARED, SHARED", "SHARED, EXCLUSIVE", "EXCLUSIVE, SHARED", "EXCLUSIVE, EXCLUSIVE"})
    void shouldWrapWithAllShortLengths(EndKind sending, EndKind receiving) {
        for (int capacity : CAPACITIES) {
            ZooQueue queue = open(capacity, sending, receiving);
            for (int length = 0; length <= 64; length++) {
                int fixed = length;
                exchange(queue, 2, () -> fixed, () -> 8, new Random(length));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"SHARED, SHARED", "SHARED, EXCLUSIVE", "EXCLUSIVE, SHARED", "EXCLUSIVE, EXCLUSIVE"})
    void shouldWrapWithAnyLengthsAndAlignments(EndKind sending, EndKind receiving) {
        for (int capacity : CAPACITIES) {
            ZooQueue queue = open(capacity, sending, receiving);
            Random random = new Random(capacity);
            int most = queue.maxMessageLength();
            exchange(queue, 200, () -> random.nextInt(100), () -> 8, random);
            exchange(queue, 200, () -> random.nextInt(100), () -> 8 << random.nextInt(4), random);
            exchange(queue, 200, () -> random.nextInt(most + 1), () -> 8, random);
            exchange(
                    queue,
                    200,
                    () -> random.nextInt(most + 1),
                    () -> 8 << random.nextInt(4),
                    random);
            exchange(queue, 200, () -> most - random.nextInt(9), () -> 64, random);
        }
    }

    private ZooQueue open(int capacity, EndKind sending, EndKind receiving) {
        ZooQueue queue = queue(capacity);
        producer = sending.producer(queue);
        consumer = receiving.consumer(attach(queue));
        sends = 0;
        receipts = 0;
        return queue;
    }

    /** Sends and receives runs of random lengths until the tail has gone round so many times. */
    private void exchange(
            ZooQueue queue,
            int rounds,
            IntSupplier lengths,
            IntSupplier alignments,
            Random random) {
        long end =
                queue.stats().bytesClaimed()
                        + (long) rounds * QueueLayout.ringLength(queue.capacity());
        while (queue.stats().bytesClaimed() < end) {
            int run = 1 + random.nextInt(40);
            while (run-- > 0 && send(lengths.getAsInt(), alignments.getAsInt())) {
                // as many as go in
            }
            receive(random.nextInt(3) == 0 ? sent.size() : random.nextInt(sent.size() + 1));
        }
        receive(sent.size());
        assertNull(consumer.tryRecvView());
        QueueStats stats = queue.stats();
        assertEquals(0, stats.usedBytes());
        assertEquals(0, stats.messages());
        assertEquals(0, stats.openViews());
    }

    private boolean send(int length, int alignment) {
        Claim claim = producer.tryClaim(length, alignment);
        if (claim == null) {
            assertTrue(!sent.isEmpty(), "an empty queue must have room");
            return false;
        }
        assertEquals(length, claim.length());
        assertEquals(0, claim.address() % alignment);
        Payload.write(claim, sends++).commit();
        sent.add(length);
        return true;
    }

    private void receive(int count) {
        int left = count;
        if ((receipts & 1) == 0) {
            left -= consumer.drain(this::check, count);
            assertEquals(0, left);
        }
        while (left-- > 0) {
            View view = consumer.tryRecvView();
            assertNotNull(view);
            check(view);
            view.commit();
        }
    }

    private void check(Message message) {
        assertEquals(sent.remove(), message.length());
        assertEquals(1, message.deliveries());
        Payload.check(message, receipts++);
    }
}
