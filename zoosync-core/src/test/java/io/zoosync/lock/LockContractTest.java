package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.Test;

/** What {@link Lock} asks for, among the threads of one process. */
class LockContractTest extends OneLockTest {
    private static final long WAIT_MILLIS = 50;

    @Test
    void shouldExcludeAnotherThread() throws Exception {
        lock.lock();
        assertFalse(InThread.<Boolean>run(lock::tryLock));
        assertFalse(InThread.run(() -> lock.tryLock(0, TimeUnit.SECONDS)));
        assertFalse(InThread.run(() -> lock.tryLock(-1, TimeUnit.SECONDS)));
        assertNull(InThread.run(lock::tryAcquire));
        lock.unlock();
        assertTrue(InThread.run(this::lockAndUnlock));
    }

    @Test
    void shouldHandOverToOneThatWaits() throws Exception {
        lock.lock();
        InThread<Boolean> waiter = InThread.start(this::lockAndUnlock);
        word.expectWaiter();
        lock.unlock();
        assertTrue(waiter.result());
    }

    @Test
    void shouldHandOverToAllThatWait() throws Exception {
        lock.lock();
        InThread<?>[] waiters = new InThread<?>[8];
        for (int i = 0; i < waiters.length; i++) {
            waiters[i] = InThread.start(this::lockAndUnlock);
        }
        word.expectWaiter();
        lock.unlock();
        for (InThread<?> waiter : waiters) {
            waiter.result();
        }
        assertFalse(lock.isLocked());
    }

    @Test
    void shouldWaitNoShorterThanTheTimeout() throws Exception {
        lock.lock();
        assertNoneFor(() -> assertFalse(lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)));
        assertNoneFor(() -> assertNull(lock.tryAcquire(Duration.ofMillis(WAIT_MILLIS))));
        lock.unlock();
    }

    @Test
    void shouldGetTheLockWithinAnyTimeout() throws Exception {
        lock.lock();
        InThread<Boolean> longest =
                InThread.start(() -> release(lock.tryLock(Long.MAX_VALUE, TimeUnit.DAYS)));
        InThread<Boolean> beyond =
                InThread.start(
                        () -> release(lock.tryAcquire(Duration.ofSeconds(Long.MAX_VALUE)) != null));
        word.expectWaiter();
        lock.unlock();
        assertTrue(longest.result());
        assertTrue(beyond.result());
    }

    @Test
    void shouldEndAWaitByAnInterrupt() throws Exception {
        lock.lock();
        InThread<?>[] waiters = {
            InThread.start(
                    () -> {
                        lock.lockInterruptibly();
                        return null;
                    }),
            InThread.start(lock::acquireInterruptibly),
            InThread.start(() -> lock.tryLock(1, TimeUnit.DAYS)),
            InThread.start(() -> lock.tryAcquire(Duration.ofDays(1)))
        };
        for (InThread<?> waiter : waiters) {
            word.expectWaiter();
            waiter.interrupt();
            waiter.failure(InterruptedException.class);
        }
        lock.unlock();
        assertTrue(lockAndUnlock());
    }

    @Test
    void shouldHeedAnInterruptThatCameBefore() throws Exception {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, lock::lockInterruptibly);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, lock::acquireInterruptibly);
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> lock.tryLock(1, TimeUnit.SECONDS));
        assertFalse(Thread.interrupted());
        assertFalse(lock.isLocked());
    }

    @Test
    void shouldKeepAnInterruptThatItDoesNotHeed() throws Exception {
        lock.lock();
        InThread<Boolean> waiter =
                InThread.start(
                        () -> {
                            Thread.currentThread().interrupt();
                            lock.lock();
                            lock.unlock();
                            return Thread.interrupted();
                        });
        word.expectWaiter();
        lock.unlock();
        assertTrue(waiter.result());
    }

    @Test
    void shouldSleepAlsoWhenInterruptedInAnUninterruptibleWait() throws Exception {
        lock.lock();
        InThread<Boolean> waiter = InThread.start(this::lockAndUnlock);
        word.expectWaiter();
        waiter.interrupt();
        long id = waiter.thread().getId();
        long start = System.nanoTime();
        long before = ManagementFactory.getThreadMXBean().getThreadCpuTime(id);
        assertNoneFor(() -> assertNull(InThread.run(() -> lock.tryAcquire(millis(300)))));
        long used = ManagementFactory.getThreadMXBean().getThreadCpuTime(id) - before;
        long waited = System.nanoTime() - start;
        lock.unlock();
        waiter.result();
        assertTrue(used < waited / 2, "processor time in " + waited + " ns: " + used + " ns");
    }

    @Test
    void shouldBeReentrantForTheThreadThatHoldsIt() throws Exception {
        lock.lock();
        assertTrue(lock.tryLock());
        assertTrue(lock.tryLock(1, TimeUnit.SECONDS));
        lock.lockInterruptibly();
        Guard guard = lock.acquire();
        assertEquals(5, lock.getHoldCount());
        assertEquals(0, InThread.run(lock::getHoldCount));
        guard.close();
        for (int holds = 4; holds > 0; holds--) {
            assertEquals(holds, lock.getHoldCount());
            assertTrue(lock.isHeldByCurrentThread());
            assertFalse(InThread.<Boolean>run(lock::tryLock));
            lock.unlock();
        }
        assertFalse(lock.isHeldByCurrentThread());
        assertTrue(InThread.run(this::lockAndUnlock));
    }

    @Test
    void shouldExcludeAnotherObjectOfTheSameName() throws Exception {
        try (ZooLock other = ZooLock.open("/" + name)) {
            assertEquals(name, other.name());
            lock.lock();
            assertFalse(other.tryLock());
            assertTrue(other.isLocked());
            assertFalse(other.isHeldByCurrentThread());
            assertThrows(IllegalMonitorStateException.class, other::unlock);
            lock.unlock();
            assertTrue(other.tryLock());
            assertFalse(lock.tryLock());
            other.unlock();
        }
    }

    @Test
    void shouldRaiseTheTokenAtEachAcquisition() throws Exception {
        long last = 0;
        for (int i = 0; i < 10; i++) {
            try (Guard guard = lock.acquire();
                    Guard again = lock.acquire()) {
                assertTrue(guard.token() > last);
                assertEquals(guard.token(), again.token());
                last = guard.token();
            }
        }
    }

    @Test
    void shouldRaiseTheTokenOverProcesses() throws Exception {
        try (Peer first = Peer.start(name);
                Peer second = Peer.start(name)) {
            long last = 0;
            for (int i = 0; i < 6; i++) {
                Peer peer = i % 2 == 0 ? first : second;
                long token = peer.acquire().token;
                assertTrue(token > last, token + " after " + last);
                last = token;
                peer.release();
            }
        }
    }

    @Test
    void shouldShowItsStateInItsText() throws Exception {
        assertEquals("ZooLock[" + name + ", free]", lock.toString());
        try (Guard guard = lock.acquire()) {
            assertTrue(lock.toString().startsWith("ZooLock[" + name + ", held by process "));
            assertTrue(lock.toString().contains(" " + ProcessHandle.current().pid() + " "));
            assertNotNull(guard);
        }
        lock.close();
        assertEquals("ZooLock[" + name + ", free, closed]", lock.toString());
    }

    @Test
    void shouldMakeANewLockAfterTheOldOneWasUnlinked() throws Exception {
        lock.lock();
        assertTrue(ZooLock.unlink(name));
        assertFalse(ZooLock.unlink(name));
        try (ZooLock fresh = ZooLock.open(name)) {
            assertTrue(fresh.tryLock());
            fresh.unlock();
        }
        assertFalse(InThread.<Boolean>run(lock::tryLock), "the old one goes on");
        lock.unlock();
    }

    @Test
    void shouldRefuseBadNames() {
        for (String bad : new String[] {"", "/", "a/b", "../x", "a b", "x".repeat(201)}) {
            IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> ZooLock.open(bad), bad);
            assertTrue(refusal.getMessage().contains("A-Z a-z 0-9"), refusal.getMessage());
        }
    }

    private boolean lockAndUnlock() {
        lock.lock();
        lock.unlock();
        return true;
    }

    private boolean release(boolean held) {
        if (held) {
            lock.unlock();
        }
        return held;
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    /** In another thread than the holder's, which would simply enter again. */
    private static void assertNoneFor(Attempt attempt) throws Exception {
        InThread.run(
                () -> {
                    long start = System.nanoTime();
                    attempt.run();
                    long waited = System.nanoTime() - start;
                    assertTrue(waited >= WAIT_MILLIS * 1_000_000, waited + " ns");
                    return null;
                });
    }

    private interface Attempt {
        void run() throws Exception;
    }
}
