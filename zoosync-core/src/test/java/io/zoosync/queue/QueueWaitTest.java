package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that wait: woken, timed out, interrupted, and closed under. */
class QueueWaitTest extends QueueTestCase {
    private static final byte[] ONE = {1};
    private static final byte[] LARGE = new byte[2048];

    private final List<Thread> threads = new ArrayList<>();

    private <T> FutureTask<T> inBackground(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return future;
    }

    private static Throwable failureOf(FutureTask<?> task) throws InterruptedException {
        try {
            throw new AssertionError("did not fail, but returned " + task.get());
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }

    private static void fill(ZooQueue queue) {
        while (queue.tryPut(LARGE)) {
            // until it is full
        }
    }

    /** All calls that wait for a message. */
    private Map<String, Callable<?>> receipts(ZooQueue queue) {
        Map<String, Callable<?>> calls = new TreeMap<>();
        calls.put("take", queue::take);
        calls.put("take with a limit", () -> queue.take(Duration.ofDays(1)));
        calls.put("recvView", queue::recvView);
        calls.put("end", () -> queue.consumer().take());
        calls.put("drain", () -> queue.consumer().drain(m -> {}, 1, Duration.ofDays(1)));
        calls.put("drain without limit", () -> queue.consumer().drain(m -> {}, 1, null));
        calls.put("exclusive end", () -> queue.exclusiveConsumer().take());
        calls.put("objects", () -> queue.asBlockingQueue(Codec.bytes()).take());
        return calls;
    }

    /** All calls that wait for space. */
    private Map<String, Callable<?>> claims(ZooQueue queue) {
        Map<String, Callable<?>> calls = new TreeMap<>();
        calls.put(
                "put",
                () -> {
                    queue.put(LARGE);
                    return null;
                });
        calls.put("put with a limit", () -> queue.put(LARGE, Duration.ofDays(1)));
        calls.put("claim", () -> queue.claim(2048, 8));
        calls.put("end", () -> queue.producer().claim(2048));
        calls.put("exclusive end", () -> queue.exclusiveProducer().claim(2048));
        calls.put(
                "objects",
                () -> {
                    queue.asBlockingQueue(Codec.bytes()).put(LARGE);
                    return null;
                });
        return calls;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "take",
                "take with a limit",
                "recvView",
                "end",
                "drain",
                "drain without limit",
                "exclusive end",
                "objects"
            })
    void shouldWakeInterruptAndCloseReceivers(String call) throws Exception {
        ZooQueue queue = queue();
        Memory memory = memory(queue);
        ZooQueue sender = attach(queue);
        if (!call.equals("exclusive end")) {
            FutureTask<?> woken = inBackground(receipts(queue).get(call));
            awaitSleeper(memory, QueueLayout.DATA);
            sender.put(ONE);
            assertNotNull(woken.get());
        }

        FutureTask<?> interrupted = inBackground(receipts(attach(queue)).get(call));
        awaitSleeper(memory, QueueLayout.DATA);
        threads.get(threads.size() - 1).interrupt();
        assertInstanceOf(InterruptedException.class, failureOf(interrupted));

        ZooQueue closing = call.equals("exclusive end") ? queue(5000) : queue;
        FutureTask<?> closed = inBackground(receipts(closing).get(call));
        awaitSleeper(memory(closing), QueueLayout.DATA);
        closing.close();
        assertInstanceOf(IllegalStateException.class, failureOf(closed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "put with a limit", "claim", "end", "exclusive end", "objects"})
    void shouldWakeInterruptAndCloseSenders(String call) throws Exception {
        ZooQueue queue = queue();
        Memory memory = memory(queue);
        fill(queue);
        ZooQueue receiver = attach(queue);
        if (!call.equals("exclusive end")) {
            FutureTask<?> woken = inBackground(claims(queue).get(call));
            awaitSleeper(memory, QueueLayout.SPACE);
            receiver.take();
            Object claim = woken.get();
            if (claim instanceof Claim) {
                ((Claim) claim).commit();
            }
        }

        FutureTask<?> interrupted = inBackground(claims(attach(queue)).get(call));
        awaitSleeper(memory, QueueLayout.SPACE);
        threads.get(threads.size() - 1).interrupt();
        assertInstanceOf(InterruptedException.class, failureOf(interrupted));

        ZooQueue closing = call.equals("exclusive end") ? queue(5000) : queue;
        fill(closing);
        FutureTask<?> closed = inBackground(claims(closing).get(call));
        awaitSleeper(memory(closing), QueueLayout.SPACE);
        closing.close();
        assertInstanceOf(IllegalStateException.class, failureOf(closed));
    }

    @Test
    void shouldThrowAtOnceIfInterruptedBefore() {
        ZooQueue queue = queue();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, queue::take);
        assertFalse(Thread.interrupted());
        fill(queue);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> queue.put(LARGE));
        assertFalse(Thread.interrupted());
    }

    @Test
    void shouldWaitAtLeastAsLongAsAsked() throws InterruptedException {
        ZooQueue queue = queue();
        Consumer consumer = queue.consumer();
        assertLasts(() -> queue.take(SHORT));
        assertLasts(() -> queue.recvView(SHORT));
        assertLasts(() -> consumer.take(SHORT));
        assertLasts(() -> consumer.drain(m -> {}, 5, SHORT) == 0 ? null : "some");
        fill(queue);
        Producer producer = queue.producer();
        assertLasts(() -> queue.put(LARGE, SHORT) ? "sent" : null);
        assertLasts(() -> queue.claim(2048, 8, SHORT));
        assertLasts(() -> producer.claim(2048, 8, SHORT));
        ZooQueue holder = attach(queue);
        try (Producer held = holder.exclusiveProducer();
                Consumer kept = holder.exclusiveConsumer()) {
            assertNotNull(held);
            assertNotNull(kept);
            assertLasts(() -> queue.take(SHORT));
            assertLasts(() -> queue.exclusiveProducer(SHORT));
            assertLasts(() -> queue.exclusiveConsumer(SHORT));
        }
    }

    private interface Timed {
        Object call() throws InterruptedException;
    }

    private static void assertLasts(Timed call) throws InterruptedException {
        long start = System.nanoTime();
        assertNull(call.call());
        long nanos = System.nanoTime() - start;
        assertTrue(nanos >= SHORT.toNanos(), "returned after " + nanos + " ns");
    }

    @ParameterizedTest
    @EnumSource
    void shouldWaitForAnExclusiveEndToClose(EndKind kind) throws Exception {
        ZooQueue queue = queue();
        ZooQueue other = attach(queue);
        Producer producer = queue.exclusiveProducer();
        Consumer consumer = queue.exclusiveConsumer();
        assertFalse(other.tryPut(ONE));
        assertNull(other.tryClaim(1));
        assertNull(other.tryTake());
        FutureTask<Boolean> sent =
                inBackground(
                        () -> {
                            try (Producer end = kind.producer(other)) {
                                end.put(ONE);
                            }
                            return true;
                        });
        FutureTask<byte[]> received =
                inBackground(
                        () -> {
                            try (Consumer end = kind.consumer(other)) {
                                return end.take();
                            }
                        });
        producer.put(ONE);
        assertArrayEquals(ONE, consumer.take());
        producer.close();
        assertTrue(sent.get());
        consumer.close();
        assertArrayEquals(ONE, received.get());
    }

    @Test
    void shouldFailAfterClose() throws InterruptedException {
        ZooQueue queue = queue();
        Producer producer = queue.producer();
        Consumer consumer = queue.consumer();
        Producer exclusiveProducer = queue.exclusiveProducer();
        Consumer exclusiveConsumer = queue.exclusiveConsumer();
        queue.close();
        queue.close();
        List.<Runnable>of(
                        () -> queue.tryPut(ONE),
                        () -> queue.tryClaim(1),
                        queue::tryTake,
                        queue::tryRecvView,
                        () -> queue.drain(m -> {}, 1),
                        queue::producer,
                        queue::consumer,
                        () -> producer.tryPut(ONE),
                        consumer::tryTake,
                        () -> consumer.drain(m -> {}, 1),
                        () -> exclusiveProducer.tryPut(ONE),
                        exclusiveConsumer::tryTake,
                        () -> exclusiveConsumer.drain(m -> {}, 1),
                        () -> queue.asBlockingQueue(Codec.bytes()).poll(),
                        () -> queue.asBlockingQueue(Codec.bytes()).peek())
                .forEach(call -> assertThrows(IllegalStateException.class, call::run));
        assertThrows(IllegalStateException.class, () -> queue.take());
        assertThrows(IllegalStateException.class, () -> queue.take(SHORT));
        assertThrows(IllegalStateException.class, () -> queue.put(ONE));
        assertThrows(IllegalStateException.class, () -> queue.exclusiveProducer());
        assertThrows(IllegalStateException.class, () -> queue.exclusiveConsumer(SHORT));
        assertEquals(0, queue.size());
        assertNotNull(queue.stats());
        ZooQueue other = attach(queue);
        assertTrue(other.tryPut(ONE), "the exclusive ends were closed");
        assertArrayEquals(ONE, other.tryTake());
    }

    @Test
    void shouldLetOpenClaimsAndViewsEndAfterClose() throws InterruptedException {
        ZooQueue queue = queue();
        ZooQueue other = attach(queue);
        queue.put(ONE);
        View view = queue.recvView();
        Claim claim = queue.claim(1);
        queue.close();
        assertNull(other.tryTake());
        assertEquals(1, view.getByte(0));
        view.commit();
        claim.putByte(0, (byte) 1).commit();
        assertArrayEquals(ONE, other.take());
        assertEquals(0, other.stats().usedBytes());
    }

    @Test
    void shouldEndWhatExclusiveEndsHaveOpen() throws InterruptedException {
        ZooQueue queue = queue();
        queue.put(ONE);
        Consumer consumer = queue.exclusiveConsumer();
        View view = consumer.recvView();
        Producer producer = queue.exclusiveProducer();
        Claim claim = producer.claim(1);
        queue.close();
        assertThrows(IllegalStateException.class, view::commit);
        assertThrows(IllegalStateException.class, claim::commit);
        ZooQueue other = attach(queue);
        try (View again = other.recvView()) {
            assertEquals(2, again.deliveries());
            again.commit();
        }
        assertNull(other.tryTake());
        assertEquals(0, other.stats().lostClaims());
    }

    @Test
    void shouldStopAnExclusiveDrainWhoseHandlerCloses() throws InterruptedException {
        for (boolean whole : new boolean[] {true, false}) {
            ZooQueue queue = queue();
            ZooQueue other = attach(queue);
            for (byte i = 0; i < 5; i++) {
                queue.put(new byte[] {i});
            }
            Consumer consumer = queue.exclusiveConsumer();
            AutoCloseable closed = whole ? queue : consumer;
            consumer.drain(
                    m -> {
                        if (m.getByte(0) == 2) {
                            close(closed);
                        }
                    },
                    9);
            List<Integer> left = new ArrayList<>();
            other.drain(m -> left.add(m.getByte(0) * 10 + m.deliveries()), 9);
            assertEquals(List.of(31, 41), left);
        }
    }

    private static void close(AutoCloseable closed) {
        try {
            closed.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
