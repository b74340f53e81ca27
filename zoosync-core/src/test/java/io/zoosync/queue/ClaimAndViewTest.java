package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages in place: access, misuse, and many of them at once. */
class ClaimAndViewTest extends QueueTestCase {
    /** Entries of the view table that receipts may use. */
    private static final int MOST_VIEWS = QueueLayout.VIEW_COUNT - ViewTable.FOR_RECEIPT;

    @Test
    void shouldReadWhatWasWritten() throws InterruptedException {
        ZooQueue queue = queue();
        Claim claim = queue.claim(100);
        claim.putByte(0, (byte) -1)
                .putShort(1, (short) 0x1234)
                .putInt(3, 0x12345678)
                .putLong(7, 0x123456789abcdef0L)
                .putFloat(15, 1.5f)
                .putDouble(19, -2.5)
                .put(27, new byte[] {1, 2, 3})
                .put(30, new byte[] {4, 5, 6, 7}, 1, 2)
                .put(32, ByteBuffer.wrap(new byte[] {8, 9}))
                .putLong(92, -1);
        assertSame(ByteOrder.nativeOrder(), claim.buffer().order());
        assertEquals(100, claim.buffer().remaining());
        claim.buffer().putInt(40, 99);
        claim.commit();
        try (View view = queue.recvView()) {
            assertEquals(-1, view.getByte(0));
            assertEquals(0x1234, view.getShort(1));
            assertEquals(0x12345678, view.getInt(3));
            assertEquals(0x123456789abcdef0L, view.getLong(7));
            assertEquals(1.5f, view.getFloat(15));
            assertEquals(-2.5, view.getDouble(19));
            byte[] bytes = new byte[9];
            view.get(27, bytes, 1, 7);
            assertArrayEquals(new byte[] {0, 1, 2, 3, 5, 6, 8, 9, 0}, bytes);
            assertSame(ByteOrder.nativeOrder(), view.buffer().order());
            assertEquals(99, view.buffer().getInt(40));
            assertEquals(-1, view.buffer().getLong(92));
            assertEquals(view.buffer(), ByteBuffer.wrap(view.toByteArray()));
            view.commit();
        }
    }

    @Test
    void shouldCheckIndices() throws InterruptedException {
        ZooQueue queue = queue();
        Claim claim = queue.claim(10);
        assertOutOfBounds(() -> claim.putByte(10, (byte) 0));
        assertOutOfBounds(() -> claim.putByte(-1, (byte) 0));
        assertOutOfBounds(() -> claim.putShort(9, (short) 0));
        assertOutOfBounds(() -> claim.putInt(7, 0));
        assertOutOfBounds(() -> claim.putLong(3, 0));
        assertOutOfBounds(() -> claim.putFloat(Integer.MAX_VALUE, 0));
        assertOutOfBounds(() -> claim.putDouble(Integer.MIN_VALUE, 0));
        assertOutOfBounds(() -> claim.put(1, new byte[10]));
        assertOutOfBounds(() -> claim.put(0, new byte[20], 0, 11));
        assertOutOfBounds(() -> claim.put(0, new byte[5], 3, 5));
        assertOutOfBounds(() -> claim.put(0, new byte[5], 0, -1));
        assertOutOfBounds(() -> claim.put(9, ByteBuffer.allocate(2)));
        claim.commit();
        View view = queue.recvView();
        assertOutOfBounds(() -> view.getByte(10));
        assertOutOfBounds(() -> view.getShort(9));
        assertOutOfBounds(() -> view.getInt(-1));
        assertOutOfBounds(() -> view.getLong(3));
        assertOutOfBounds(() -> view.getFloat(7));
        assertOutOfBounds(() -> view.getDouble(Integer.MAX_VALUE));
        assertOutOfBounds(() -> view.get(5, new byte[10], 0, 6));
        assertOutOfBounds(() -> view.get(0, new byte[3], 0, 4));
        assertOutOfBounds(() -> view.get(0, new byte[3], 0, -1));
        view.commit();
    }

    private static void assertOutOfBounds(Runnable access) {
        assertThrows(IndexOutOfBoundsException.class, access::run);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseUseAfterTheEnd(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Claim committed = kind.producer(queue).claim(8);
        committed.commit();
        assertEnded(committed);
        ZooQueue other = attach(queue);
        queue.close();
        Claim aborted = kind.producer(other).claim(8);
        aborted.abort();
        assertEnded(aborted);
        View view = kind.consumer(other).recvView();
        view.commit();
        assertEnded(view);
        committed.close();
        aborted.close();
        view.close();
    }

    private static void assertEnded(Claim claim) {
        assertMisuse(claim::commit);
        assertMisuse(claim::abort);
        assertMisuse(claim::buffer);
        assertMisuse(claim::address);
        assertMisuse(() -> claim.putLong(0, 1));
        assertMisuse(() -> claim.putByte(0, (byte) 1));
        assertMisuse(() -> claim.put(0, new byte[1]));
    }

    private static void assertEnded(View view) {
        assertMisuse(view::commit);
        assertMisuse(view::buffer);
        assertMisuse(view::address);
        assertMisuse(view::toByteArray);
        assertMisuse(() -> view.getLong(0));
        assertMisuse(() -> view.getByte(0));
    }

    private static void assertMisuse(Runnable call) {
        String message = assertThrows(IllegalStateException.class, call::run).getMessage();
        assertNotNull(message);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKeepAnEndToOneClaimAndOneView(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        Producer producer = kind.producer(queue);
        Claim claim = producer.claim(8);
        assertMisuse(() -> producer.tryClaim(8));
        assertMisuse(() -> producer.tryPut(new byte[1]));
        assertThrows(IllegalStateException.class, () -> producer.claim(8));
        claim.commit();
        producer.put(new byte[1]);
        Consumer consumer = kind.consumer(queue);
        View view = consumer.recvView();
        assertMisuse(consumer::tryRecvView);
        assertMisuse(consumer::tryTake);
        assertMisuse(() -> consumer.drain(m -> {}, 1));
        assertThrows(IllegalStateException.class, consumer::recvView);
        view.commit();
        assertEquals(1, consumer.take().length);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseANestedDrain(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        queue.put(new byte[1]);
        queue.put(new byte[2]);
        Consumer consumer = kind.consumer(queue);
        int handled =
                consumer.drain(
                        m -> {
                            assertMisuse(() -> consumer.drain(n -> {}, 1));
                            assertMisuse(consumer::tryRecvView);
                            assertMisuse(consumer::tryTake);
                        },
                        1);
        assertEquals(1, handled);
        assertEquals(2, consumer.tryTake().length);
    }

    @Test
    void shouldEndWhatAnEndHasOpenWhenItCloses() throws InterruptedException {
        for (EndKind kind : EndKind.values()) {
            ZooQueue queue = queue();
            queue.put(new byte[1]);
            Producer producer = kind.producer(queue);
            Consumer consumer = kind.consumer(queue);
            Claim claim = producer.claim(8);
            View view = consumer.recvView();
            producer.close();
            consumer.close();
            producer.close();
            consumer.close();
            assertMisuse(claim::commit);
            assertMisuse(view::commit);
            assertMisuse(() -> producer.tryClaim(1));
            assertMisuse(consumer::tryRecvView);
            assertEquals(1, queue.size());
            assertEquals(1, queue.take().length);
            assertNull(queue.tryTake());
            assertEquals(0, queue.stats().usedBytes());
        }
    }

    @Test
    void shouldRefuseSharedUseBesideAnExclusiveEndOfTheSameObject() throws InterruptedException {
        ZooQueue queue = queue();
        try (Producer producer = queue.exclusiveProducer();
                Consumer consumer = queue.exclusiveConsumer()) {
            assertMisuse(() -> queue.tryPut(new byte[1]));
            assertMisuse(() -> queue.producer().tryClaim(1));
            assertMisuse(queue::tryTake);
            assertMisuse(() -> queue.consumer().tryRecvView());
            assertMisuse(() -> queue.drain(m -> {}, 1));
            assertThrows(IllegalStateException.class, () -> queue.put(new byte[1]));
            assertThrows(IllegalStateException.class, queue::take);
            assertThrows(IllegalStateException.class, queue::exclusiveProducer);
            assertThrows(IllegalStateException.class, queue::exclusiveConsumer);
            producer.put(new byte[3]);
            assertEquals(3, consumer.take().length);
        }
        queue.put(new byte[1]);
        assertEquals(1, queue.take().length);
    }

    @Test
    void shouldHoldManyViewsAndEndThemInAnyOrder() throws InterruptedException {
        ZooQueue queue = queue();
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            List<View> open = receive(queue, 100, round);
            assertEquals(100, queue.stats().openViews());
            Collections.shuffle(open, random);
            for (View view : open) {
                Payload.check(view, Payload.seedOf(view));
                view.commit();
            }
            assertEquals(0, queue.stats().openViews());
            assertEquals(0, queue.stats().usedBytes());
        }
    }

    @Test
    void shouldNotOverwriteTheOldestView() throws InterruptedException {
        ZooQueue queue = queue();
        Random random = new Random(2);
        List<View> open = new ArrayList<>();
        for (long seed = 0; seed < 20_000; seed++) {
            Claim claim = queue.tryClaim(8 + random.nextInt(200), 8 << random.nextInt(4));
            if (claim != null) {
                Payload.write(claim, seed).commit();
                open.add(queue.recvView());
            }
            while (claim == null && !open.isEmpty() || open.size() > 30) {
                View ended = open.remove(random.nextInt(open.size()));
                Payload.check(ended, Payload.seedOf(ended));
                ended.commit();
                claim = queue.tryClaim(300);
                if (claim != null) {
                    claim.abort();
                }
            }
        }
        open.forEach(
                view -> {
                    Payload.check(view, Payload.seedOf(view));
                    view.commit();
                });
        assertNull(queue.tryTake());
        assertEquals(0, queue.stats().usedBytes());
    }

    @Test
    void shouldWaitWhileTheViewTableIsFull() throws Exception {
        ZooQueue queue = queue();
        List<View> open = receive(queue, MOST_VIEWS, 0);
        queue.put(new byte[] {42});
        assertNull(queue.tryRecvView());
        assertNull(queue.recvView(SHORT));
        FutureTask<byte[]> next = new FutureTask<>(queue::take);
        new Thread(next).start();
        awaitSleeper(memory(queue), QueueLayout.DATA);
        assertFalse(next.isDone());
        open.remove(50).commit();
        assertArrayEquals(new byte[] {42}, next.get());
        open.forEach(View::commit);
        assertEquals(0, queue.stats().usedBytes());
    }

    @Test
    void shouldReceiveAgainWhileTheViewTableIsFull() throws InterruptedException {
        ZooQueue queue = queue();
        List<View> open = receive(queue, MOST_VIEWS, 0);
        View returned = open.remove(7);
        long id = returned.id();
        returned.close();
        View again = queue.tryRecvView();
        assertEquals(id, again.id());
        again.commit();
        open.forEach(View::commit);
    }

    /** Each of these drains gives back a run of two; none of the runs could be split. */
    @Test
    void shouldGoOnWhenTheViewTableIsFullOfGivenBackRuns() throws Exception {
        ZooQueue queue = queue();
        for (int i = 0; i < 2 * MOST_VIEWS; i++) {
            queue.put(new byte[1]);
        }
        CyclicBarrier all = new CyclicBarrier(MOST_VIEWS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < MOST_VIEWS; i++) {
            threads.add(new Thread(() -> failAfterAll(queue, all)));
            threads.get(i).start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(2 * MOST_VIEWS, queue.size());
        int[] flagged = new int[1];
        int handled = 0;
        for (int i = 0; i < 10 * MOST_VIEWS && handled < 2 * MOST_VIEWS; i++) {
            handled += queue.drain(m -> flagged[0] += m.redelivered() ? 1 : 0, 9);
        }
        assertEquals(2 * MOST_VIEWS, handled);
        assertEquals(MOST_VIEWS, flagged[0]);
        assertEquals(0, queue.stats().usedBytes());
    }

    private static void failAfterAll(ZooQueue queue, CyclicBarrier all) {
        assertThrows(
                IllegalArgumentException.class, () -> drainSome(queue, m -> giveBackAfter(all)));
    }

    /** A drain gives up when others have the lock for a while: here there are many who want it. */
    private static void drainSome(ZooQueue queue, MessageHandler handler) {
        while (queue.drain(handler, 2) == 0) {
            Thread.onSpinWait();
        }
    }

    private static void giveBackAfter(CyclicBarrier all) {
        await(all);
        throw new IllegalArgumentException("given back");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Sends and receives that many messages. */
    private static List<View> receive(ZooQueue queue, int count, int seed)
            throws InterruptedException {
        List<View> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Payload.write(queue.claim(8 + i % 10), Payload.tag(seed, i)).commit();
            open.add(queue.recvView());
        }
        return open;
    }

    @Test
    void shouldCountDeliveries() throws InterruptedException {
        ZooQueue queue = queue();
        queue.put(new byte[] {1});
        queue.put(new byte[] {2});
        long id = -1;
        for (int i = 1; i <= 5; i++) {
            View view = queue.recvView();
            assertEquals(1, view.getByte(0));
            assertEquals(i, view.deliveries());
            assertEquals(i > 1, view.redelivered());
            assertTrue(id == -1 || id == view.id());
            id = view.id();
            view.close();
            assertEquals(2, queue.size());
        }
        assertEquals(4, queue.stats().redeliveries());
        try (View view = queue.recvView()) {
            assertEquals(6, view.deliveries());
            view.commit();
        }
        try (View view = queue.recvView()) {
            assertEquals(2, view.getByte(0));
            assertEquals(1, view.deliveries());
            view.commit();
        }
        assertEquals(5, queue.stats().redeliveries());
        assertEquals(0, queue.stats().usedBytes());
    }

    @Test
    void shouldReceiveTheEarliestOfThoseGivenBack() throws InterruptedException {
        ZooQueue queue = queue();
        List<View> open = receive(queue, 10, 0);
        for (int i : new int[] {7, 3, 9, 4}) {
            open.get(i).close();
        }
        for (int i : new int[] {3, 4, 7, 9}) {
            try (View view = queue.recvView()) {
                assertEquals(i, Payload.sequence(Payload.seedOf(view)));
                assertEquals(2, view.deliveries());
                view.commit();
            }
        }
        assertNull(queue.tryRecvView());
    }

    @ParameterizedTest
    @EnumSource
    void shouldGiveBackThroughAnyEnd(EndKind kind) throws InterruptedException {
        ZooQueue queue = queue();
        for (byte i = 0; i < 3; i++) {
            queue.put(new byte[] {i});
        }
        try (Consumer consumer = kind.consumer(queue)) {
            for (int deliveries = 1; deliveries < 5; deliveries++) {
                try (View view = consumer.recvView()) {
                    assertEquals(0, view.getByte(0));
                    assertEquals(deliveries, view.deliveries());
                }
            }
            assertEquals(0, consumer.take()[0]);
            assertEquals(1, consumer.take()[0]);
            consumer.recvView();
        }
        try (View view = queue.recvView()) {
            assertEquals(2, view.getByte(0));
            assertEquals(2, view.deliveries());
            view.commit();
        }
    }

    @Test
    void shouldEndClaimsAndViewsInOtherThreads() throws Exception {
        ZooQueue queue = queue();
        Claim claim = Payload.write(queue.claim(8), 1);
        inAnotherThread(claim::commit);
        View view = queue.recvView();
        inAnotherThread(view::commit);
        assertEquals(0, queue.stats().usedBytes());
    }

    private static void inAnotherThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.start();
        thread.join();
    }

    @Test
    void shouldTellItsState() throws InterruptedException {
        ZooQueue queue = queue();
        assertEquals(new QueueStats(SMALL, 0, 0, 0, 0, 0, 0), queue.stats());
        Claim claim = queue.claim(1);
        assertEquals(new QueueStats(SMALL, 16, 0, 0, 16, 0, 0), queue.stats());
        claim.commit();
        queue.put(new byte[9]);
        assertEquals(new QueueStats(SMALL, 40, 2, 0, 40, 0, 0), queue.stats());
        View view = queue.recvView();
        assertEquals(new QueueStats(SMALL, 40, 1, 1, 40, 0, 0), queue.stats());
        assertEquals(1, queue.size());
        queue.take();
        assertEquals(new QueueStats(SMALL, 40, 0, 1, 40, 0, 0), queue.stats());
        view.close();
        assertEquals(new QueueStats(SMALL, 40, 1, 0, 40, 0, 0), queue.stats());
        queue.take();
        assertEquals(new QueueStats(SMALL, 0, 0, 0, 40, 0, 1), queue.stats());
        assertEquals(0, queue.size());
    }
}
