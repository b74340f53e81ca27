package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The handler that repairs what a killed holder left. */
@Tag("deaths")
class RecoveryHandlerTest extends OneLockTest {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Consumer<Guard> repair = guard -> {};
    private ZooLock repairing;

    @BeforeEach
    void openWithHandler() throws IOException {
        repairing =
                ZooLock.open(
                        name,
                        guard -> {
                            calls.incrementAndGet();
                            repair.accept(guard);
                        });
    }

    @AfterEach
    void close() {
        repairing.close();
    }

    @Test
    void shouldRunOnceAndHoldTheLock() throws Exception {
        repair =
                guard -> {
                    assertTrue(guard.recovered());
                    assertTrue(guard.token() > 0);
                    assertTrue(repairing.isHeldByCurrentThread());
                    assertFalse(lock.tryLock(), "others are kept out");
                };
        for (Locking way : ways()) {
            killHolder();
            int before = calls.get();
            way.lock();
            assertEquals(before + 1, calls.get());
            assertEquals(1, repairing.getHoldCount());
            repairing.unlock();
            lock.lock();
            lock.unlock();
            way.lock();
            repairing.unlock();
            assertEquals(before + 1, calls.get());
        }
    }

    @Test
    void shouldMarkTheStateConsistentForAGuard() throws Exception {
        killHolder();
        try (Guard guard = repairing.acquire()) {
            assertFalse(guard.recovered());
        }
        assertEquals(1, calls.get());
    }

    @Test
    void shouldLeaveTheStateInconsistentWhenItThrows() throws Exception {
        RuntimeException failure = new RuntimeException("cannot repair");
        repair =
                guard -> {
                    throw failure;
                };
        killHolder();
        for (Locking way : ways()) {
            assertSame(failure, assertThrows(RuntimeException.class, way::lock));
            assertFalse(repairing.isHeldByCurrentThread());
            assertFalse(repairing.isLocked());
        }
        assertSame(failure, assertThrows(RuntimeException.class, repairing::acquire));
        assertThrows(LockRecoveredException.class, lock::lock);
        repair = guard -> {};
        repairing.lock();
        repairing.unlock();
        lock.lock();
        lock.unlock();
    }

    @Test
    void shouldBeRunByTheNextWhenItsProcessDiesInIt() throws Exception {
        killHolder();
        try (Peer dying = Peer.withHandler(name, "halt")) {
            dying.tell("lock");
            dying.process().expectExit(3);
        }
        try (Peer next = Peer.withHandler(name, "repair")) {
            next.tell("lock");
            assertEquals("true", next.hear("repairing "));
            next.hear("locked");
            next.tell("unlock").hear("unlocked");
        }
        lock.lock();
        lock.unlock();
    }

    @Test
    void shouldUseTheLockItself() throws Exception {
        repair =
                guard -> {
                    repairing.lock();
                    try (Guard inner = repairing.acquire()) {
                        assertTrue(inner.recovered());
                    }
                    repairing.unlock();
                    guard.markConsistent();
                    guard.close();
                    assertTrue(repairing.isHeldByCurrentThread(), "it closed its own hold only");
                };
        killHolder();
        repairing.lock();
        assertEquals(1, repairing.getHoldCount());
        repairing.unlock();
        assertFalse(lock.isLocked());
        assertEquals(1, calls.get());
    }

    @Test
    void shouldNotFreeALockThatItUnlockedTooOften() throws Exception {
        repair =
                guard -> {
                    repairing.unlock();
                    repairing.unlock();
                    assertTrue(heldByAnother());
                };
        killHolder();
        assertThrows(IllegalMonitorStateException.class, repairing::lock);
        assertTrue(lock.isLocked(), "held by the other thread still");
        assertFalse(repairing.isHeldByCurrentThread());
    }

    private boolean heldByAnother() {
        try {
            return InThread.run(() -> lock.acquire().recovered());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldNotRunAgainInAWaitOfItsOwn() throws Exception {
        repair =
                guard -> {
                    try {
                        assertFalse(repairing.condition(0).await(1, TimeUnit.MILLISECONDS));
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    assertTrue(guard.recovered());
                };
        killHolder();
        repairing.lock();
        repairing.unlock();
        assertEquals(1, calls.get());
    }

    @Test
    void shouldRunWhenAWaitForAConditionEnds() throws Exception {
        InThread<Integer> waiter =
                InThread.start(
                        () -> {
                            repairing.lock();
                            repairing.lock();
                            repairing.condition(0).await();
                            int holds = repairing.getHoldCount();
                            repairing.unlock();
                            repairing.unlock();
                            return holds;
                        });
        word.expectSleeperOfCondition(0);
        killHolder();
        assertEquals(2, waiter.result());
        assertEquals(1, calls.get());
        lock.lock();
        lock.unlock();
    }

    @Test
    void shouldThrowFromAWaitForAConditionWithTheLockHeld() throws Exception {
        RuntimeException failure = new RuntimeException("cannot repair");
        repair =
                guard -> {
                    throw failure;
                };
        InThread<Integer> waiter =
                InThread.start(
                        () -> {
                            repairing.lock();
                            try {
                                repairing.condition(0).await();
                                return 0;
                            } catch (RuntimeException e) {
                                assertSame(failure, e);
                                return repairing.getHoldCount();
                            } finally {
                                repairing.unlock();
                            }
                        });
        word.expectSleeperOfCondition(0);
        killHolder();
        assertEquals(1, waiter.result());
        assertThrows(LockRecoveredException.class, lock::lock);
    }

    private Locking[] ways() {
        return new Locking[] {
            repairing::lock,
            repairing::lockInterruptibly,
            () -> assertTrue(repairing.tryLock()),
            () -> assertTrue(repairing.tryLock(1, TimeUnit.MINUTES))
        };
    }

    private void killHolder() throws IOException {
        try (Peer holder = Peer.start(name)) {
            holder.acquire();
            holder.kill();
        }
    }

    private interface Locking {
        void lock() throws InterruptedException;
    }
}
