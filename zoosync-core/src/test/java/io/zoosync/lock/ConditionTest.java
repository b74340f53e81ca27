package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions, among threads and among processes. */
class ConditionTest extends OneLockTest {
    private static final long WAIT_NANOS = 50_000_000;

    /** Takes {@code lock} at a moment when somebody waits for its condition 0. */
    static void holdWhenSomebodyAwaits(ZooLock lock, LockWord word) {
        word.expectSleeperOfCondition(0);
        lock.lock();
    }

    @Test
    void shouldReturnWhenSignalled() throws Exception {
        InThread<Boolean> waiter = awaiting(Condition::await);
        holdWhenSomebodyAwaits(lock, word);
        lock.condition(0).signal();
        lock.unlock();
        assertTrue(waiter.result());
    }

    @Test
    void shouldHoldTheLockAsOftenAsBefore() throws Exception {
        InThread<Integer> waiter =
                InThread.start(
                        () -> {
                            lock.lock();
                            lock.lock();
                            lock.lock();
                            lock.condition(0).await();
                            return lock.getHoldCount();
                        });
        holdWhenSomebodyAwaits(lock, word);
        lock.condition(0).signal();
        lock.unlock();
        assertEquals(3, waiter.result());
        lock = ZooLock.open(name); // that thread never unlocks
    }

    @Test
    void shouldWakeAllByOneSignalToAll() throws Exception {
        List<InThread<Boolean>> waiters = new ArrayList<>();
        AtomicInteger waiting = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            waiters.add(
                    awaiting(
                            condition -> {
                                waiting.incrementAndGet();
                                condition.await();
                            }));
        }
        LockWord.expect("five waiters", () -> waiting.get() == 5);
        holdWhenSomebodyAwaits(lock, word);
        lock.condition(0).signalAll();
        lock.unlock();
        for (InThread<Boolean> waiter : waiters) {
            assertTrue(waiter.result());
        }
    }

    @Test
    void shouldGiveEachOfManySignalsToSomebody() throws Exception {
        AtomicInteger permits = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        List<InThread<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            waiters.add(
                    awaiting(
                            condition -> {
                                waiting.incrementAndGet();
                                while (permits.get() == 0) {
                                    condition.await();
                                }
                                permits.decrementAndGet();
                            }));
        }
        LockWord.expect("four waiters", () -> waiting.get() == 4);
        for (int i = 0; i < waiters.size(); i++) {
            lock.lock();
            permits.incrementAndGet();
            lock.condition(0).signal();
            lock.unlock();
        }
        for (InThread<Boolean> waiter : waiters) {
            assertTrue(waiter.result());
        }
        assertEquals(0, permits.get());
    }

    @Test
    void shouldNotWakeWaitersOfAnotherCondition() throws Exception {
        lock.lock();
        lock.condition(1).signalAll();
        long left = lock.condition(0).awaitNanos(WAIT_NANOS);
        assertTrue(left <= 0, left + " ns left");
        lock.unlock();
    }

    @Test
    void shouldWaitNoShorterThanTheTimeout() throws Exception {
        lock.lock();
        Condition condition = lock.newCondition();
        long start = System.nanoTime();
        assertTrue(condition.awaitNanos(WAIT_NANOS) <= 0);
        assertFalse(condition.await(WAIT_NANOS, TimeUnit.NANOSECONDS));
        assertFalse(condition.awaitUntil(new Date(System.currentTimeMillis() + 50)));
        long waited = System.nanoTime() - start;
        assertTrue(waited >= 149_000_000, waited + " ns");
        assertTrue(condition.awaitNanos(-1) <= 0);
        assertTrue(lock.isHeldByCurrentThread());
        lock.unlock();
    }

    @Test
    void shouldSayHowMuchTimeIsLeftWhenSignalled() throws Exception {
        InThread<Long> waiter =
                InThread.start(
                        () -> {
                            lock.lock();
                            try {
                                return lock.condition(0).awaitNanos(TimeUnit.HOURS.toNanos(1));
                            } finally {
                                lock.unlock();
                            }
                        });
        holdWhenSomebodyAwaits(lock, word);
        lock.condition(0).signal();
        lock.unlock();
        long left = waiter.result();
        assertTrue(left > 0 && left <= TimeUnit.HOURS.toNanos(1), left + " ns");
    }

    @Test
    void shouldEndAWaitByAnInterruptHoldingTheLock() throws Exception {
        InThread<Boolean> waiter =
                awaiting(
                        condition -> {
                            assertThrows(InterruptedException.class, condition::await);
                            assertTrue(lock.isHeldByCurrentThread());
                        });
        holdWhenSomebodyAwaits(lock, word);
        waiter.interrupt();
        lock.unlock();
        assertTrue(waiter.result(), "the interrupt was consumed");
        Thread.currentThread().interrupt();
        lock.lock();
        assertThrows(InterruptedException.class, () -> lock.condition(0).await());
        lock.unlock();
    }

    @Test
    void shouldKeepAnInterruptThatItDoesNotHeed() throws Exception {
        InThread<Boolean> waiter =
                InThread.start(
                        () -> {
                            lock.lock();
                            lock.condition(0).awaitUninterruptibly();
                            lock.unlock();
                            return Thread.interrupted();
                        });
        holdWhenSomebodyAwaits(lock, word);
        waiter.interrupt();
        lock.unlock();
        lock.lock();
        lock.condition(0).signal();
        lock.unlock();
        assertTrue(waiter.result(), "interrupted");
    }

    @Test
    void shouldBeTheSameConditionInAllProcesses() throws Exception {
        try (Peer waiter = Peer.start(name)) {
            waiter.acquire();
            waiter.tell("await").hear("awaiting");
            holdWhenSomebodyAwaits(lock, word);
            lock.newCondition().signal();
            lock.unlock();
            waiter.hear("woken");
            waiter.release();
        }
    }

    @Test
    @Tag("deaths")
    void shouldSignalToOthersWhenTheOneThatWasWokenIsKilled() throws Exception {
        try (Peer victim = Peer.start(name);
                Peer other = Peer.start(name)) {
            victim.acquire();
            victim.tell("await").hear("awaiting");
            other.acquire();
            other.tell("await").hear("awaiting");
            holdWhenSomebodyAwaits(lock, word);
            lock.condition(0).signal(); // wakes the victim, which was first
            victim.kill();
            lock.unlock();
            other.hear("woken");
            other.release();
            assertFalse(lock.isLocked());
        }
    }

    @Test
    @Tag("deaths")
    void shouldWakeAWaiterWhenAHolderIsKilled() throws Exception {
        try (Peer victim = Peer.start(name);
                Peer waiter = Peer.start(name)) {
            waiter.acquire();
            waiter.tell("await").hear("awaiting");
            victim.acquire();
            victim.kill();
            assertTrue(waiter.hear("refused ").startsWith("true "), "holds the lock");
            waiter.markConsistent();
            waiter.release();
            assertFalse(lock.isLocked());
        }
    }

    @Test
    @Tag("deaths")
    void shouldWakeAWaiterWhenTheDeathOfAHolderWasFoundByAnother() throws Exception {
        try (Peer victim = Peer.start(name);
                Peer waiter = Peer.start(name)) {
            waiter.acquire();
            waiter.tell("await").hear("awaiting");
            victim.acquire();
            waiter.process().stop(); // else it may find the death itself, and hold the lock
            victim.kill();
            assertThrows(LockRecoveredException.class, lock::lock);
            waiter.process().resume();
            assertTrue(waiter.hear("refused ").startsWith("true "), "holds the lock");
            waiter.markConsistent();
            waiter.release();
            lock.lock();
            lock.unlock();
        }
    }

    @Test
    @Tag("deaths")
    void shouldNotTellThoseThatKnowOfADeath() throws Exception {
        try (Peer victim = Peer.start(name)) {
            victim.acquire();
            victim.kill();
        }
        try (Guard guard = lock.acquire()) {
            assertTrue(lock.condition(0).awaitNanos(WAIT_NANOS) <= 0);
            assertTrue(guard.recovered());
            guard.markConsistent();
        }
    }

    @Test
    @Tag("deaths")
    void shouldKeepAnInterruptWhenTheLockIsFoundToBeRecovered() throws Exception {
        try (Peer victim = Peer.start(name)) {
            InThread<Boolean> waiter =
                    InThread.start(
                            () -> {
                                Guard guard = lock.acquire();
                                assertThrows(
                                        LockRecoveredException.class,
                                        () -> lock.condition(0).await());
                                guard.markConsistent();
                                guard.close();
                                return Thread.interrupted();
                            });
            word.expectSleeperOfCondition(0);
            victim.acquire();
            waiter.interrupt();
            word.expectWaiter(); // the interrupt ended the wait for the condition
            victim.kill();
            assertTrue(waiter.result(), "interrupted");
        }
    }

    /** Holds the lock, waits in a way, and tells whether the thread is not interrupted. */
    private InThread<Boolean> awaiting(Wait wait) {
        return InThread.start(
                () -> {
                    lock.lock();
                    try {
                        wait.on(lock.condition(0));
                    } finally {
                        lock.unlock();
                    }
                    return !Thread.interrupted();
                });
    }

    private interface Wait {
        void on(Condition condition) throws Exception;
    }
}
