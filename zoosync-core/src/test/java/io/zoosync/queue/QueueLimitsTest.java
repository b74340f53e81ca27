package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Longest messages, smallest and largest queues. */
class QueueLimitsTest extends QueueTestCase {
    @ParameterizedTest
    @CsvSource({
        "SHARED, SHARED, 4096",
        "EXCLUSIVE, EXCLUSIVE, 4096",
        "EXCLUSIVE, SHARED, 4223",
    })
    void shouldCarryTheLongestMessageFromEveryPosition(
            EndKind sending, EndKind receiving, int capacity) {
        ZooQueue queue = queue(capacity);
        int length = QueueLayout.ringLength(capacity);
        try (Producer producer = sending.producer(queue);
                Consumer consumer = receiving.consumer(queue)) {
            for (int at = 0; at < length; at += 8) {
                for (int alignment = 8; alignment <= 64; alignment *= 8) {
                    moveTo(at, length, queue, producer, consumer);
                    carry(queue.maxMessageLength(), alignment, producer, consumer);
                }
            }
        }
    }

    private static void moveTo(
            int at, int length, ZooQueue queue, Producer producer, Consumer consumer) {
        while (queue.stats().bytesClaimed() % length != at) {
            carry(0, 8, producer, consumer);
        }
    }

    private static void carry(int length, int alignment, Producer producer, Consumer consumer) {
        Claim claim = producer.tryClaim(length, alignment);
        assertNotNull(claim, "an empty queue must take a message of any permitted length");
        long seed = claim.id();
        Payload.write(claim, seed).commit();
        View view = consumer.tryRecvView();
        assertEquals(length, view.length());
        Payload.check(view, seed);
        view.commit();
    }

    @Test
    void shouldRefuseLongerMessagesAndLoseNothing() throws InterruptedException {
        ZooQueue queue = queue();
        assertEquals(2048, queue.maxMessageLength());
        queue.put(new byte[] {1});
        Producer producer = queue.producer();
        Stream.<Executable>of(
                        () -> queue.put(new byte[2049]),
                        () -> queue.put(ByteBuffer.allocate(2049)),
                        () -> queue.tryPut(new byte[2049]),
                        () -> queue.tryPut(ByteBuffer.allocate(2049)),
                        () -> queue.put(new byte[2049], SHORT),
                        () -> queue.claim(2049),
                        () -> queue.tryClaim(2049),
                        () -> queue.claim(2049, 64, SHORT),
                        () -> producer.put(new byte[2049]),
                        () -> producer.tryPut(new byte[2049]),
                        () -> producer.claim(2049),
                        () -> producer.tryClaim(2049))
                .forEach(QueueLimitsTest::assertTooLong);
        try (Producer exclusive = attach(queue).exclusiveProducer()) {
            assertTooLong(() -> exclusive.claim(2049));
            assertTooLong(() -> exclusive.tryPut(new byte[2049]));
        }
        assertThrows(IllegalArgumentException.class, () -> queue.claim(-1));
        assertThrows(IllegalArgumentException.class, () -> queue.tryClaim(Integer.MIN_VALUE));
        assertThrows(IllegalArgumentException.class, () -> queue.tryClaim(Integer.MAX_VALUE));
        queue.put(new byte[2048]);
        assertEquals(2, queue.size());
        assertEquals(1, queue.take().length);
        assertEquals(2048, queue.take().length);
        assertEquals(0, queue.stats().usedBytes());
    }

    private static void assertTooLong(Executable sending) {
        String message = assertThrows(IllegalArgumentException.class, sending).getMessage();
        assertTrue(message.contains("2049") && message.contains("2048"), message);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 7, 12, 24, 128, -8, Integer.MIN_VALUE})
    void shouldRefuseOtherAlignments(int alignment) {
        ZooQueue queue = queue();
        String message =
                assertThrows(IllegalArgumentException.class, () -> queue.tryClaim(8, alignment))
                        .getMessage();
        assertTrue(message.contains(Integer.toString(alignment)), message);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAlignClaims(EndKind kind) {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        Consumer consumer = queue.consumer();
        for (int i = 0; i < 2000; i++) {
            int alignment = 8 << i % 4;
            Claim claim = producer.tryClaim(i % 50, alignment);
            assertEquals(0, claim.address() % alignment);
            Payload.write(claim, i).commit();
            View view = consumer.tryRecvView();
            assertEquals(0, view.address() % alignment);
            // The portable binding knows no addresses; the page-aligned offset says it as well.
            assertEquals(0, (claim.id() + Record.HEADER) % ringLengthOf(queue) % alignment);
            Payload.check(view, i);
            view.commit();
        }
    }

    private static int ringLengthOf(ZooQueue queue) {
        return QueueLayout.ringLength(queue.capacity());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 4095, Integer.MAX_VALUE - 65534})
    void shouldRefuseOtherCapacities(int capacity) {
        String message =
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ZooQueue.create("refused", capacity))
                        .getMessage();
        assertTrue(message.contains("capacity=" + capacity), message);
        assertTrue(message.contains("4096 to 2147418112"), message);
    }

    @Test
    void shouldRefuseMetadataBeyondTheSegment() {
        ByteBuffer metadata = ByteBuffer.allocate(1 << 20);
        assertThrows(
                IllegalArgumentException.class,
                () -> ZooQueue.create("refused", QueueLayout.MOST_CAPACITY, metadata));
    }

    @Test
    void shouldCarryAGigabyteInOneMessage() throws IOException, InterruptedException {
        assumeRoom();
        ZooQueue queue = queue(QueueLayout.MOST_CAPACITY);
        int most = queue.maxMessageLength();
        assertEquals((1 << 30) - 32768, most);
        carryLarge(queue, most, 1);
        carryLarge(queue, 1_000_000, 2);
        carryLarge(queue, most, 3); // goes on in the next round
        carryLarge(queue, 17, 4);
        carryLarge(queue, most - 99, 5);
        assertEquals(0, queue.stats().usedBytes());
        assertFalse(queue.stats().bytesClaimed() < 3L * most);
    }

    private static void carryLarge(ZooQueue queue, int length, int seed)
            throws InterruptedException {
        byte[] pattern = Payload.bytes(1 << 16, seed);
        try (Claim claim = queue.claim(length)) {
            for (int at = 0; at < length; at += pattern.length) {
                claim.put(at, pattern, 0, Math.min(pattern.length, length - at));
            }
            claim.commit();
        }
        try (View view = queue.recvView()) {
            assertEquals(length, view.length());
            ByteBuffer expected = ByteBuffer.wrap(pattern);
            for (int at = 0; at < length; at += pattern.length) {
                int count = Math.min(pattern.length, length - at);
                assertEquals(expected.slice(0, count), view.buffer().slice(at, count));
            }
            view.commit();
        }
    }

    private static void assumeRoom() throws IOException {
        long room = Files.getFileStore(ZooDirectory.path()).getUsableSpace();
        assumeTrue(room > 3L << 30, "too little room for a queue of 2 GiB: " + room + " bytes");
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            long free =
                    lines.filter(line -> line.startsWith("MemAvailable:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum();
            assumeTrue(free > 4L << 20, "too little memory for a queue of 2 GiB: " + free + " KiB");
        }
    }
}
