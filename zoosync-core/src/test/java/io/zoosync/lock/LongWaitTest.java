package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.os.Os;
import io.zoosync.testing.Wakes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits that have gone on for so long that a waiter sleeps for longer at a time. */
class LongWaitTest extends OneLockTest {
    private static final Duration LONG = Duration.ofMillis(1500);

    /** In a second; the portable binding polls. */
    private static final int MOST_WAKES = Os.current().name().equals("portable") ? 2500 : 40;

    @Test
    void shouldUseNoProcessor() throws Exception {
        Wakes.assumeCounted();
        lock.lock();
        try (Peer waiter = Peer.start(name)) {
            waiter.owner();
            waiter.tell("acquire");
            word.expectWaiter();
            Thread.sleep(LONG.toMillis()); // so long does it wait
            List<Long> pids = List.of(waiter.process().pid());
            Wakes before = Wakes.of(pids);
            Thread.sleep(2000); // what is measured
            Wakes.assertFew(pids, before, MOST_WAKES);
            lock.unlock();
            waiter.acquired();
        }
    }

    @Test
    void shouldEndByAnInterrupt() throws Exception {
        lock.lock();
        InThread<?> waiter = InThread.start(lock::acquireInterruptibly);
        word.expectWaiter();
        Thread.sleep(LONG.toMillis()); // so long does it wait
        waiter.interrupt();
        waiter.failure(InterruptedException.class);
        lock.unlock();
        assertTrue(lock.tryLock());
        lock.unlock();
    }

    @Test
    void shouldEndByClosing() throws Exception {
        lock.lock();
        InThread<?> waiter;
        try (ZooLock other = ZooLock.open(name)) {
            waiter = InThread.start(other::acquire);
            word.expectWaiter();
            Thread.sleep(LONG.toMillis()); // so long does it wait
        }
        waiter.failure(IllegalStateException.class);
        lock.unlock();
    }

    @Test
    void shouldEndByADeath() throws Exception {
        try (Peer holder = Peer.start(name);
                Peer waiter = Peer.start(name)) {
            holder.acquire();
            waiter.owner();
            waiter.tell("acquire");
            word.expectWaiter();
            Thread.sleep(LONG.toMillis()); // so long does it wait
            holder.kill();
            assertTrue(waiter.acquired().recovered);
        }
    }
}
