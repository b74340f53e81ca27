package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.junit.jupiter.api.Test;

/** Misuse is told at once, and harms nobody else. */
class LockMisuseTest extends OneLockTest {
    @Test
    void shouldRefuseToUnlockWhatThisThreadDoesNotHold() throws Exception {
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
        lock.lock();
        InThread.start(doing(lock::unlock)).failure(IllegalMonitorStateException.class);
        assertTrue(lock.isHeldByCurrentThread());
        lock.unlock();
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    void shouldSayWhichThreadAndWhichLock() {
        String message =
                assertThrows(IllegalMonitorStateException.class, lock::unlock).getMessage();
        assertTrue(message.contains(Thread.currentThread().getName()), message);
        assertTrue(message.contains(name), message);
    }

    @Test
    void shouldRefuseAGuardAfterItsClose() {
        Guard guard = lock.acquire();
        guard.close();
        guard.close();
        assertThrows(IllegalMonitorStateException.class, guard::recovered);
        assertThrows(IllegalMonitorStateException.class, guard::markConsistent);
        assertThrows(IllegalMonitorStateException.class, guard::token);
        Guard next = lock.acquire();
        guard.close();
        assertThrows(IllegalMonitorStateException.class, guard::token);
        assertTrue(lock.isHeldByCurrentThread());
        next.close();
    }

    @Test
    void shouldRefuseAGuardInAnotherThread() throws Exception {
        Guard guard = lock.acquire();
        InThread.start(guard::recovered).failure(IllegalMonitorStateException.class);
        InThread.start(guard::token).failure(IllegalMonitorStateException.class);
        InThread.start(doing(guard::close)).failure(IllegalMonitorStateException.class);
        assertTrue(guard.token() > 0, "still usable where it belongs");
        guard.close();
        assertFalse(lock.isLocked());
    }

    @Test
    void shouldRefuseAcquisitionsAfterClose() {
        lock.close();
        lock.close();
        assertThrows(IllegalStateException.class, lock::acquire);
        assertThrows(IllegalStateException.class, lock::acquireInterruptibly);
        assertThrows(IllegalStateException.class, lock::tryAcquire);
        assertThrows(IllegalStateException.class, () -> lock.tryAcquire(Duration.ofDays(1)));
        assertThrows(IllegalStateException.class, lock::lock);
        assertThrows(IllegalStateException.class, lock::lockInterruptibly);
        assertThrows(IllegalStateException.class, lock::tryLock);
        assertThrows(IllegalStateException.class, () -> lock.tryLock(1, TimeUnit.DAYS));
    }

    @Test
    void shouldFailThoseThatWaitWhenClosed() throws Exception {
        try (ZooLock holder = ZooLock.open(name)) {
            holder.lock();
            InThread<Guard> waiter = InThread.start(lock::acquire);
            InThread<Guard> timed = InThread.start(() -> lock.tryAcquire(Duration.ofDays(1)));
            word.expectWaiter();
            lock.close();
            waiter.failure(IllegalStateException.class);
            timed.failure(IllegalStateException.class);
            holder.unlock();
            assertTrue(holder.tryLock(), "nobody took it");
            holder.unlock();
        }
    }

    @Test
    void shouldUnlockAlsoAfterClose() throws Exception {
        lock.lock();
        Guard guard = lock.acquire();
        lock.close();
        assertTrue(guard.token() > 0);
        guard.close();
        lock.unlock();
        try (ZooLock other = ZooLock.open(name)) {
            assertTrue(other.tryLock());
            other.unlock();
        }
    }

    @Test
    void shouldHoldTheLockWhenClosedInAConditionsWait() throws Exception {
        InThread<Boolean> waiter =
                InThread.start(
                        () -> {
                            lock.lock();
                            try {
                                lock.condition(0).await();
                            } catch (IllegalStateException e) {
                                return lock.isHeldByCurrentThread();
                            } finally {
                                lock.unlock();
                            }
                            return false;
                        });
        try (ZooLock other = ZooLock.open(name)) {
            ConditionTest.holdWhenSomebodyAwaits(other, word);
            lock.close();
            other.unlock();
            assertTrue(waiter.result(), "held");
            assertNotNull(other.tryAcquire());
        }
    }

    @Test
    void shouldRefuseConditionsToThoseThatDoNotHoldTheLock() throws Exception {
        Condition condition = lock.newCondition();
        assertThrows(IllegalMonitorStateException.class, condition::await);
        assertThrows(IllegalMonitorStateException.class, condition::awaitUninterruptibly);
        assertThrows(IllegalMonitorStateException.class, () -> condition.awaitNanos(1));
        assertThrows(IllegalMonitorStateException.class, condition::signal);
        assertThrows(IllegalMonitorStateException.class, condition::signalAll);
    }

    @Test
    void shouldSayHowManyConditionsThereAre() {
        for (int i = 0; i < LockLayout.CONDITION_COUNT; i++) {
            lock.newCondition();
        }
        String message = assertThrows(IllegalStateException.class, lock::newCondition).getMessage();
        assertTrue(message.contains("32 conditions"), message);
        assertThrows(IndexOutOfBoundsException.class, () -> lock.condition(32));
        assertThrows(IndexOutOfBoundsException.class, () -> lock.condition(-1));
    }

    @Test
    void shouldGiveGuardsThatCloseInAnyOrder() {
        Guard outer = lock.acquire();
        Guard inner = lock.acquire();
        outer.close();
        assertEquals(1, lock.getHoldCount());
        assertTrue(inner.token() > 0);
        inner.close();
        assertFalse(lock.isLocked());
    }

    private static Callable<Void> doing(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }
}
