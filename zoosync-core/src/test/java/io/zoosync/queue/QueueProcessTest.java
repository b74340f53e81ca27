package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.os.Os;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.Wakes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting, stopping and dying in several processes. */
class QueueProcessTest extends QueueTestCase {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final boolean POLLS = Os.current().name().equals("portable");

    /** How often a process that waits may wake up in a second, to look who still lives. */
    private static final int MOST_WAKES = POLLS ? 2500 : 25;

    /** The same behind a claim, whose owner may have died. */
    private static final int MOST_WAKES_BEHIND_A_CLAIM = POLLS ? 2500 : 110;

    private static ChildJvm child(String what, ZooQueue queue, Object... more) throws IOException {
        Object[] arguments = new Object[2 + more.length];
        arguments[0] = what;
        arguments[1] = queue.name();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return ChildJvm.start(QueueChild.class, arguments);
    }

    private static void fill(ZooQueue queue) {
        while (queue.tryPut(new byte[1000])) {
            // until it is full
        }
    }

    @Test
    void shouldWakeAConsumerInAnotherProcess() throws Exception {
        ZooQueue queue = queue();
        try (ChildJvm consumer = child("take", queue)) {
            awaitSleeper(memory(queue), QueueLayout.DATA);
            queue.put(new byte[77]);
            assertEquals("77", consumer.expectLine("took"));
            consumer.expectExit(0);
        }
    }

    @Test
    void shouldWakeAProducerInAnotherProcess() throws Exception {
        ZooQueue queue = queue();
        fill(queue);
        try (ChildJvm producer = child("put", queue, 999)) {
            awaitSleeper(memory(queue), QueueLayout.SPACE);
            int count = queue.size();
            queue.take();
            producer.expectLine("put");
            producer.expectExit(0);
            while (--count > 0) {
                assertEquals(1000, queue.take().length);
            }
            assertEquals(999, queue.take().length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"take", "put", "take behind a claim"})
    void shouldUseNoProcessorWhileItWaits(String call) throws Exception {
        Wakes.assumeCounted();
        ZooQueue queue = queue();
        boolean claimed = call.equals("take behind a claim");
        Claim claim = claimed ? queue.claim(1) : null;
        if (call.equals("put")) {
            fill(queue);
        }
        try (ChildJvm waiter = child(call.split(" ")[0], queue, 1000)) {
            awaitSleeper(memory(queue), call.equals("put") ? QueueLayout.SPACE : QueueLayout.DATA);
            List<Long> pids = List.of(waiter.pid());
            Wakes before = Wakes.of(pids);
            Thread.sleep(2000); // what is measured
            Wakes.assertFew(pids, before, claimed ? MOST_WAKES_BEHIND_A_CLAIM : MOST_WAKES);
            if (claimed) {
                claim.commit();
            } else if (call.equals("put")) {
                queue.take();
            } else {
                queue.put(new byte[1]);
            }
            waiter.expectExit(0);
        }
    }

    @Test
    @Tag("deaths")
    void shouldWaitForAStoppedProducerInItsClaim() throws Exception {
        ZooQueue queue = queue();
        queue.put(new byte[] {1});
        try (ChildJvm producer = child("hold-claim", queue)) {
            producer.expectLine("claimed");
            producer.stop();
            queue.put(new byte[] {2});
            queue.put(new byte[] {3});
            assertArrayEquals(new byte[] {1}, queue.take());
            for (int i = 0; i < 10; i++) {
                assertNull(queue.take(SHORT), "the claim of a living process was passed over");
                assertNull(queue.tryTake());
                assertEquals(0, queue.drain(m -> {}, 9));
            }
            try (Consumer consumer = queue.exclusiveConsumer()) {
                assertNull(consumer.take(SHORT));
            }
            producer.resume();
            producer.send("go on");
            try (View view = queue.recvView()) {
                Payload.check(view, 42);
                assertEquals(8, view.length());
                assertEquals(1, view.deliveries());
                view.commit();
            }
            assertArrayEquals(new byte[] {2}, queue.take());
            assertArrayEquals(new byte[] {3}, queue.take());
            assertEquals(0, queue.stats().lostClaims());
            producer.expectExit(0);
        }
    }

    @Test
    @Tag("deaths")
    void shouldLeaveAStoppedConsumerItsView() throws Exception {
        ZooQueue queue = queue();
        queue.put(new byte[] {1});
        try (ChildJvm consumer = child("hold-view", queue)) {
            consumer.expectLine("holding");
            consumer.stop();
            queue.put(new byte[] {2});
            assertArrayEquals(new byte[] {2}, queue.take());
            for (int i = 0; i < 10; i++) {
                assertNull(queue.take(SHORT), "a living process's message was received again");
            }
            int sent = 0;
            while (queue.tryPut(new byte[1000])) {
                assertEquals(1000, queue.tryTake().length);
                sent++;
            }
            assertTrue(sent < 5, "the view must not be overwritten");
            consumer.resume();
            consumer.send("go on");
            consumer.expectLine("committed");
            consumer.expectExit(0);
            assertTrue(queue.tryPut(new byte[1000]));
            assertEquals(1000, queue.take().length);
            assertEquals(0, queue.stats().redeliveries());
            assertEquals(0, queue.stats().usedBytes());
        }
    }

    @Test
    @Tag("deaths")
    void shouldReceiveAgainWhatADeadConsumerHeld() throws Exception {
        ZooQueue queue = queue();
        queue.put(new byte[] {1});
        try (ChildJvm consumer = child("hold-view", queue)) {
            long id = Long.parseLong(consumer.expectLine("holding"));
            consumer.kill();
            try (View view = queue.recvView()) {
                assertEquals(id, view.id());
                assertEquals(2, view.deliveries());
                view.commit();
            }
        }
        assertEquals(1, queue.stats().redeliveries());
        assertEquals(0, queue.stats().usedBytes());
    }

    /** Looking after a living owner's claim must not keep from looking after a dead one's view. */
    @Test
    @Tag("deaths")
    void shouldReceiveAgainWhileAnotherClaimIsWaitedFor() throws Exception {
        ZooQueue queue = queue();
        queue.put(new byte[] {1});
        try (ChildJvm consumer = child("hold-view", queue);
                ChildJvm producer = child("hold-claim", queue)) {
            consumer.expectLine("holding");
            producer.expectLine("claimed");
            consumer.kill();
            byte[] again = null;
            for (int looks = 0; again == null && looks < 200; looks++) {
                Thread.sleep(2); // longer than the interval at which owners are looked after
                again = queue.tryTake();
            }
            assertNotNull(again, "not received again after 200 looks");
            assertNull(queue.tryTake());
        }
    }

    @Test
    void shouldCarryTenMillionMessagesBetweenFourProcesses() throws Exception {
        ZooQueue queue = queue(1 << 20);
        long each = 5_100_000;
        QueueChild.Sums expected = new QueueChild.Sums();
        QueueChild.Sums received = new QueueChild.Sums();
        try (ChildJvm consumer = fast("consume", queue);
                ChildJvm otherConsumer = fast("consume", queue);
                ChildJvm producer = fast("produce", queue, 0, each);
                ChildJvm otherProducer = fast("produce", queue, 1, each)) {
            expected.expect(0, each);
            expected.expect(1, each);
            finish(producer);
            finish(otherProducer);
            stopOne(queue);
            stopOne(queue);
            received.addAll(consumer.expectLine("sums"));
            received.addAll(otherConsumer.expectLine("sums"));
        }
        assertArrayEquals(expected.counts, received.counts);
        assertArrayEquals(expected.checksums, received.checksums);
        assertEquals(expected.empty, received.empty);
        assertNull(queue.tryTake());
        assertEquals(0, queue.stats().usedBytes());
        assertEquals(0, queue.stats().lostClaims());
        assertEquals(0, queue.stats().redeliveries());
    }

    private static ChildJvm fast(Object... arguments) throws IOException {
        arguments[1] = ((ZooQueue) arguments[1]).name();
        return ChildJvm.of(QueueChild.class, arguments)
                .flags("-XX:TieredStopAtLevel=4", "-Xmx64m")
                .start();
    }

    private static void finish(ChildJvm producer) {
        assertEquals("ready", producer.readLine(PATIENCE));
        assertEquals("done", producer.readLine(Duration.ofSeconds(100)));
        producer.expectExit(0);
    }

    /** A consumer may receive a run of messages, and so may take only one such at a time. */
    private static void stopOne(ZooQueue queue) throws InterruptedException {
        Payload.write(queue.claim(8), Payload.tag(QueueChild.STOP, 0)).commit();
        while (queue.stats().usedBytes() > 0) {
            Thread.sleep(1);
        }
    }

    @Test
    void shouldAllocateNothingPerMessage() throws Exception {
        ZooQueue queue = queue();
        try (ChildJvm child = fast("allocate", queue)) {
            for (String kind : new String[] {"shared", "exclusive"}) {
                for (String way : new String[] {"-views", "-drain"}) {
                    long bytes = Long.parseLong(child.expectLine(kind + way));
                    assertTrue(
                            bytes < 8192, kind + way + ": bytes in 1,000,000 messages: " + bytes);
                }
            }
            child.expectExit(0);
        }
    }
}
