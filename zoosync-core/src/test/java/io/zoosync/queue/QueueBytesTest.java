package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes in and out, by all forms. */
class QueueBytesTest extends QueueTestCase {
    private static final byte[] MESSAGE = Payload.bytes(100, 7);

    /** One form of sending. */
    private interface Form {
        boolean send(ByteBuffer message) throws InterruptedException;
    }

    private static byte[] array(ByteBuffer message) {
        byte[] array = new byte[message.remaining()];
        message.duplicate().get(array);
        return array;
    }

    private static List<Form> forms(ZooQueue queue) {
        return List.of(
                message -> {
                    queue.put(message);
                    return true;
                },
                message -> {
                    queue.put(array(message));
                    return true;
                },
                queue::tryPut,
                message -> queue.tryPut(array(message)),
                message -> queue.put(message, SHORT),
                message -> queue.put(array(message), SHORT));
    }

    private static List<Form> forms(Producer producer) {
        return List.of(
                message -> {
                    producer.put(message);
                    return true;
                },
                message -> {
                    producer.put(array(message));
                    return true;
                },
                producer::tryPut,
                message -> producer.tryPut(array(message)));
    }

    @Test
    void shouldSendByAllFormsOfTheQueue() throws InterruptedException {
        ZooQueue queue = queue();
        for (Form form : forms(queue)) {
            for (ByteBuffer message : buffers()) {
                sendOne(form, message, queue);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldSendByAllFormsOfAnEnd(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        for (Form form : forms(kind.producer(queue))) {
            for (ByteBuffer message : buffers()) {
                sendOne(form, message, queue);
            }
        }
    }

    /** A whole array, a part of one, a part of native memory, a read-only one, an empty one. */
    private static List<ByteBuffer> buffers() {
        ByteBuffer part = ByteBuffer.wrap(MESSAGE, 3, 50);
        ByteBuffer direct = ByteBuffer.allocateDirect(MESSAGE.length).put(MESSAGE);
        return List.of(
                ByteBuffer.wrap(MESSAGE),
                part,
                direct.flip().position(13),
                part.slice().asReadOnlyBuffer(),
                ByteBuffer.allocate(0));
    }

    private static void sendOne(Form form, ByteBuffer message, ZooQueue queue)
            throws InterruptedException {
        int position = message.position();
        int limit = message.limit();
        assertTrue(form.send(message));
        assertEquals(position, message.position());
        assertEquals(limit, message.limit());
        assertArrayEquals(array(message), queue.take());
    }

    @Test
    void shouldReceiveByAllFormsOfTheQueue() throws InterruptedException {
        ZooQueue queue = queue();
        for (int i = 0; i < 3; i++) {
            queue.put(MESSAGE);
        }
        assertArrayEquals(MESSAGE, queue.take());
        assertArrayEquals(MESSAGE, queue.tryTake());
        assertArrayEquals(MESSAGE, queue.take(SHORT));
        assertNull(queue.tryTake());
        assertNull(queue.take(SHORT));
        assertNull(queue.tryRecvView());
        assertNull(queue.recvView(SHORT));
    }

    @ParameterizedTest
    @EnumSource
    void shouldReceiveByAllFormsOfAnEnd(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        for (int i = 0; i < 5; i++) {
            queue.put(MESSAGE);
        }
        Consumer consumer = kind.consumer(queue);
        assertArrayEquals(MESSAGE, consumer.take());
        assertArrayEquals(MESSAGE, consumer.tryTake());
        assertArrayEquals(MESSAGE, consumer.take(SHORT));
        assertEquals(1, consumer.drain(m -> assertArrayEquals(MESSAGE, m.toByteArray()), 1));
        assertEquals(1, consumer.drain(m -> assertEquals(100, m.length()), 9, SHORT));
        assertNull(consumer.tryTake());
        assertNull(consumer.take(SHORT));
        assertNull(consumer.tryRecvView());
        assertNull(consumer.recvView(SHORT));
        assertEquals(0, consumer.drain(m -> {}, 9));
        assertEquals(0, consumer.drain(m -> {}, 9, SHORT));
    }

    @Test
    void shouldKeepEmptyMessagesApart() throws InterruptedException {
        ZooQueue queue = queue();
        for (int i = 0; i < 10; i++) {
            queue.put(new byte[0]);
        }
        assertEquals(10, queue.size());
        for (int i = 0; i < 10; i++) {
            try (View view = queue.recvView()) {
                assertEquals(0, view.length());
                assertEquals(0, view.buffer().capacity());
                view.commit();
            }
        }
        assertNull(queue.tryTake());
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhenItIsFull(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        int sent = 0;
        while (producer.tryPut(MESSAGE)) {
            sent++;
        }
        assertTrue(sent * MESSAGE.length <= 4096 + 512);
        assertTrue(sent * (MESSAGE.length + 16) >= 4096);
        assertNull(producer.tryClaim(MESSAGE.length));
        assertNull(producer.claim(MESSAGE.length, 8, SHORT));
        assertFalse(producer.tryPut(ByteBuffer.wrap(MESSAGE)));
        producer.close();
        assertFalse(queue.tryPut(MESSAGE));
        assertFalse(queue.put(MESSAGE, SHORT));
        assertNull(queue.tryClaim(MESSAGE.length));
        assertNull(queue.claim(MESSAGE.length, 8, SHORT));
        assertEquals(sent, queue.size());
        assertArrayEquals(MESSAGE, queue.take());
        assertTrue(queue.tryPut(MESSAGE));
    }

    @Test
    void shouldTakeAZeroOrNegativeTimeoutAsNone() throws InterruptedException {
        ZooQueue queue = queue();
        assertNull(queue.take(Duration.ZERO));
        assertNull(queue.take(Duration.ofSeconds(-1)));
        assertTrue(queue.put(MESSAGE, Duration.ZERO));
        assertTrue(queue.put(MESSAGE, Duration.ofDays(-1)));
        assertNotNull(queue.take(Duration.ofSeconds(Long.MAX_VALUE)));
        assertNotNull(queue.take(Duration.ofSeconds(Long.MIN_VALUE)));
    }

    @Test
    void shouldNumberMessagesInTheOrderOfTheirClaims() throws InterruptedException {
        ZooQueue queue = queue();
        Claim first = queue.claim(10);
        Claim second = queue.claim(0);
        Claim third = queue.claim(10, 64);
        assertTrue(first.id() < second.id() && second.id() < third.id());
        long[] ids = {first.id(), second.id(), third.id()};
        third.commit();
        second.commit();
        assertNull(queue.tryTake(), "an open claim holds up those behind it");
        first.commit();
        for (long id : ids) {
            try (View view = queue.recvView()) {
                assertEquals(id, view.id());
                view.commit();
            }
        }
    }

    @Test
    void shouldSkipAbortedClaims() throws InterruptedException {
        ZooQueue queue = queue();
        queue.claim(100).abort();
        queue.claim(100).close();
        queue.put(MESSAGE);
        queue.claim(0, 64).abort();
        assertEquals(1, queue.size());
        assertArrayEquals(MESSAGE, queue.take());
        assertNull(queue.tryTake());
        assertEquals(0, queue.stats().usedBytes());
        assertEquals(0, queue.stats().lostClaims());
    }

    @Test
    void shouldCarryMessagesBetweenAttachments() throws InterruptedException {
        ZooQueue queue = queue();
        ZooQueue other = attach(queue);
        queue.put(MESSAGE);
        assertArrayEquals(MESSAGE, other.take());
        other.put(MESSAGE);
        assertArrayEquals(MESSAGE, queue.take());
    }
}
