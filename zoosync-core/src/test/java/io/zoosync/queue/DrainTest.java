package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of messages handed to a handler. */
class DrainTest extends QueueTestCase {
    private static final int COUNT = 10;

    private final List<Integer> seen = new ArrayList<>();

    private ZooQueue filled() throws InterruptedException {
        ZooQueue queue = queue();
        for (int i = 0; i < COUNT; i++) {
            queue.claim(i).abort();
            queue.put(new byte[] {(byte) i});
        }
        return queue;
    }

    /** Ten times the message's number, and its deliveries. */
    private void note(Message message) {
        seen.add(message.getByte(0) * 10 + message.deliveries());
    }

    private static List<Integer> once(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i * 10 + 1).toList();
    }

    @ParameterizedTest
    @EnumSource
    void shouldDrainUpToALimit(EndKind kind) throws InterruptedException {
        ZooQueue queue = filled();
        Consumer consumer = kind.consumer(queue);
        assertEquals(0, consumer.drain(this::note, 0));
        assertEquals(0, consumer.drain(this::note, -1));
        assertEquals(0, consumer.drain(this::note, 0, SHORT));
        assertEquals(3, consumer.drain(this::note, 3));
        assertEquals(1, consumer.drain(this::note, 1));
        assertEquals(COUNT - 4, consumer.drain(this::note, Integer.MAX_VALUE));
        assertEquals(0, consumer.drain(this::note, 5));
        assertEquals(once(0, COUNT), seen);
        assertEquals(0, queue.stats().usedBytes());
    }

    @Test
    void shouldDrainTheQueueItself() throws InterruptedException {
        ZooQueue queue = filled();
        assertEquals(4, queue.drain(this::note, 4));
        assertEquals(6, queue.drain(this::note, 100));
        assertEquals(once(0, COUNT), seen);
    }

    static Stream<Arguments> failures() {
        return Stream.of(EndKind.values())
                .flatMap(
                        kind ->
                                Stream.of(0, 4, COUNT - 1)
                                        .map(failing -> Arguments.of(kind, failing)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldReceiveAgainWhatItsHandlerFailedAt(EndKind kind, int failing)
            throws InterruptedException {
        ZooQueue queue = filled();
        try (Consumer consumer = kind.consumer(queue)) {
            for (int attempt = 1; attempt <= 3; attempt++) {
                assertThrows(ArithmeticException.class, () -> drainFailingAt(consumer, failing));
                assertEquals(COUNT - failing, queue.size());
            }
            List<Integer> expected = new ArrayList<>(once(0, failing));
            for (int deliveries = 1; deliveries <= 4; deliveries++) {
                expected.add(failing * 10 + deliveries);
            }
            expected.addAll(once(failing + 1, COUNT));
            int left = COUNT - failing;
            int handled = 0;
            while (handled < left) {
                handled += consumer.drain(this::note, 100);
            }
            assertEquals(left, handled);
            assertEquals(expected, seen);
            assertNull(consumer.tryTake());
        }
        assertEquals(0, queue.stats().usedBytes());
        assertEquals(3, queue.stats().redeliveries());
    }

    private void drainFailingAt(Consumer consumer, int failing) {
        consumer.drain(
                m -> {
                    note(m);
                    if (m.getByte(0) == failing) {
                        throw new ArithmeticException("as planned");
                    }
                },
                100);
    }

    @Test
    void shouldPassAFailedRunOnToOthers() throws InterruptedException {
        ZooQueue queue = filled();
        ZooQueue other = attach(queue);
        Consumer consumer = queue.consumer();
        assertThrows(ArithmeticException.class, () -> drainFailingAt(consumer, 2));
        View first = other.recvView();
        assertEquals(2, first.getByte(0));
        assertEquals(2, first.deliveries());
        View second = queue.recvView();
        assertEquals(3, second.getByte(0));
        assertEquals(1, second.deliveries());
        first.close();
        assertThrows(ArithmeticException.class, () -> drainFailingAt(consumer, 5));
        assertEquals(List.of(1, 11, 21, 23, 41, 51), seen);
        second.close();
        seen.clear();
        while (other.drain(this::note, 100) > 0) {
            // run by run
        }
        assertEquals(List.of(32, 52, 61, 71, 81, 91), seen);
        assertEquals(0, queue.stats().usedBytes());
    }

    @ParameterizedTest
    @EnumSource
    void shouldFreeSpaceWhileItDrains(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        while (queue.tryPut(new byte[100])) {
            // until it is full
        }
        int[] more = new int[1];
        Consumer consumer = kind.consumer(queue);
        consumer.drain(m -> more[0] += queue.tryPut(new byte[200]) ? 1 : 0, 30);
        assertTrue(more[0] > 0);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndItsMessageWithTheHandler(EndKind kind) throws InterruptedException {
        ZooQueue queue = filled();
        Message[] kept = new Message[1];
        kind.consumer(queue).drain(m -> kept[0] = m, 100);
        assertThrows(IllegalStateException.class, () -> kept[0].getByte(0));
    }
}
