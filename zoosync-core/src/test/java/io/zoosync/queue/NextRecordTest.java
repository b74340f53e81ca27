package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a consumer that waits believes of the word where the next record will be. */
class NextRecordTest extends QueueTestCase {
    /** More than there are looks between two that leave nothing out. */
    private static final int LOOKS = 3000;

    /** Each word of a message looks like a committed message at that place in the next round. */
    @ParameterizedTest
    @CsvSource({"SHARED, SHARED", "SHARED, EXCLUSIVE", "EXCLUSIVE, SHARED", "EXCLUSIVE, EXCLUSIVE"})
    void shouldNotTakeOldBytesForAMessage(EndKind sending, EndKind receiving) {
        ZooQueue queue = queue();
        Producer producer = sending.producer(queue);
        Consumer consumer = receiving.consumer(attach(queue));
        int length = QueueLayout.ringLength(SMALL);
        for (int i = 0; i < 10 * length / 40; i++) {
            int size = i / 100 % 2 == 0 ? 8 * (i % 60) : 8;
            Claim claim = producer.tryClaim(size);
            for (int at = 0; at < size; at += Long.BYTES) {
                long place = claim.id() + Record.HEADER + at + length;
                claim.putLong(at, Record.ready(0, place));
            }
            claim.commit();
            View view = consumer.tryRecvView();
            assertEquals(size, view.length());
            view.commit();
            assertNull(consumer.tryRecvView());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotTakeTheRecordOfTheRoundBeforeForANewOne(EndKind sending) throws Exception {
        ZooQueue queue = queue();
        Producer producer = sending.producer(queue);
        int size = QueueLayout.ringLength(SMALL) / 4 - Record.HEADER;
        for (int round = 0; round < 3; round++) {
            Deque<View> views = new ArrayDeque<>();
            for (int i = 0; i < 4; i++) {
                producer.tryClaim(size).commit();
                views.add(queue.recvView());
            }
            assertNull(producer.tryClaim(0), "full");
            for (int i = 0; i < LOOKS; i++) {
                assertNull(queue.tryRecvView());
            }
            views.remove().commit();
            producer.tryClaim(size).putLong(0, round).commit();
            views.add(queue.recvView());
            assertEquals(round, views.getLast().getLong(0));
            views.forEach(View::commit);
        }
    }

    /** The ring is filled time and again, each time from another place on. */
    @ParameterizedTest
    @EnumSource
    void shouldNotStoreToWhatIsNotFree(EndKind sending) throws Exception {
        ZooQueue queue = queue();
        Producer producer = sending.producer(queue);
        try (Consumer consumer = queue.exclusiveConsumer()) {
            long sent = 0;
            long received = 0;
            for (int shift = 0; shift < QueueLayout.ringLength(SMALL) / 8; shift++) {
                for (int rest : new int[] {1 + shift % 3, 0}) {
                    while (send(producer, sent)) {
                        sent++;
                    }
                    for (; received < sent - rest; received++) {
                        assertReceived(consumer, received);
                    }
                }
            }
        }
    }

    private static boolean send(Producer producer, long number) {
        Claim claim = producer.tryClaim(8 * (int) (number % 5));
        if (claim == null) {
            return false;
        }
        for (int at = 0; at < claim.length(); at += Long.BYTES) {
            claim.putLong(at, ~number);
        }
        claim.commit();
        return true;
    }

    private static void assertReceived(Consumer consumer, long number) {
        View view = consumer.tryRecvView();
        assertEquals(8 * (number % 5), view.length());
        for (int at = 0; at < view.length(); at += Long.BYTES) {
            assertEquals(~number, view.getLong(at));
        }
        view.commit();
    }

    /** As left by a producer that died before it moved the tail. */
    @ParameterizedTest
    @ValueSource(ints = {Record.CLAIMED, Record.PADDING, Record.ABORTED, Record.LOST, 6})
    void shouldLetWhatLiesBeyondTheTailBeWrittenOver(int state) throws Exception {
        ZooQueue queue = queue();
        Memory memory = memory(queue);
        for (EndKind receiving : EndKind.values()) {
            try (Consumer consumer = receiving.consumer(queue)) {
                int next = (int) memory.getLong(QueueLayout.TAIL);
                memory.putLong(QueueLayout.RING + next, Record.header(40, state, 4097));
                for (int i = 0; i < LOOKS; i++) {
                    assertNull(consumer.tryRecvView());
                }
                queue.put(new byte[5]);
                View view = consumer.tryRecvView();
                assertEquals(5, view.length());
                view.commit();
                assertEquals(memory.getLong(QueueLayout.TAIL), memory.getLong(QueueLayout.CURSOR));
            }
        }
        assertEquals(0, queue.stats().lostClaims());
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAHeaderThatWasWipedOut(EndKind receiving) throws Exception {
        ZooQueue queue = queue();
        queue.put(new byte[5]);
        memory(queue).putLong(QueueLayout.RING, 0);
        Consumer consumer = receiving.consumer(queue);
        Assertions.assertThrows(
                CorruptSegmentException.class,
                () -> {
                    for (int i = 0; i < LOOKS; i++) {
                        assertNull(consumer.tryRecvView());
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void shouldFindAHeaderThatIsOfAnotherPlace(EndKind receiving) throws Exception {
        ZooQueue queue = queue();
        queue.put(new byte[5]);
        memory(queue).putLong(QueueLayout.RING, Record.ready(5, Record.ALIGNMENT));
        Consumer consumer = receiving.consumer(queue);
        CorruptSegmentException found =
                Assertions.assertThrows(
                        CorruptSegmentException.class, () -> consumer.tryRecvView());
        assertTrue(found.getMessage().contains("no valid state for its place"), found.getMessage());
    }

    /** Else each look would take a line from those who write there. */
    @Test
    void shouldStoreNothingWhileThereIsNothing() throws Exception {
        ZooQueue queue = queue();
        Consumer consumer = queue.exclusiveConsumer();
        queue.put(new byte[5]);
        assertNotNull(consumer.tryTake());
        Memory memory = memory(queue);
        byte[] before = bytes(memory);
        for (int i = 0; i < LOOKS; i++) {
            assertNull(consumer.tryRecvView());
            assertEquals(0, consumer.drain(message -> {}, 10));
        }
        Assertions.assertArrayEquals(before, bytes(memory));
    }

    private static byte[] bytes(Memory memory) {
        ByteBuffer all = memory.slice(0, memory.size());
        byte[] bytes = new byte[all.remaining()];
        all.get(bytes);
        return bytes;
    }
}
