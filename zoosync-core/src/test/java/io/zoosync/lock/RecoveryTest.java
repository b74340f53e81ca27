package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the next holders are told when one was killed. */
@Tag("deaths")
class RecoveryTest extends OneLockTest {
    @Test
    void shouldTellEveryHolderUntilOneMarksTheStateConsistent() throws Exception {
        killHolder();
        try (Peer peer = Peer.start(name)) {
            for (int i = 0; i < 2; i++) {
                try (Guard guard = lock.acquire()) {
                    assertTrue(guard.recovered());
                }
                peer.recover();
                peer.release();
            }
            peer.recover();
            peer.markConsistent();
            peer.release();
            try (Guard guard = lock.acquire()) {
                assertFalse(guard.recovered());
            }
            assertFalse(peer.acquire().recovered);
        }
    }

    @Test
    void shouldRefuseEveryPlainLockUntilTheStateIsMarkedConsistent() throws Exception {
        killHolder();
        Executable[] waysToLock = {
            lock::lock,
            lock::lockInterruptibly,
            lock::tryLock,
            () -> lock.tryLock(1, TimeUnit.MINUTES),
            lock::lock
        };
        for (Executable way : waysToLock) {
            assertThrows(LockRecoveredException.class, way);
            assertFalse(lock.isHeldByCurrentThread());
            assertFalse(lock.isLocked());
        }
        markConsistent();
        lock.lock();
        lock.unlock();
    }

    @Test
    void shouldGetTheLockOfADeadHolderWithoutWaiting() throws Exception {
        killHolder();
        try (Guard guard = lock.tryAcquire()) {
            assertTrue(guard.recovered());
            guard.markConsistent();
            assertFalse(guard.recovered());
        }
    }

    @Test
    void shouldNameTheDeadHolder() throws Exception {
        int dead = killHolder();
        assertTrue(messageOf(lock).contains(ProcessRegistry.current().describe(dead)));
        assertTrue(messageOf(lock).contains("'" + name + "'"));
        assertTrue(lock.toString().contains("inconsistent"), lock.toString());
        markConsistent();
    }

    @Test
    void shouldNameTheLastOneThatDiedWhoeverRecoveredTheLock() throws Exception {
        killHolder();
        markConsistent();
        int second = killHolder();
        try (Peer recoverer = Peer.start(name)) {
            recoverer.recover();
            recoverer.release();
        }
        String message = messageOf(lock);
        assertTrue(message.contains(ProcessRegistry.current().describe(second)), message);
        markConsistent();
    }

    @Test
    void shouldRecoverFromARecovererThatIsKilledToo() throws Exception {
        killHolder();
        try (ChildJvm recoverer =
                ChildJvm.of(LockProcess.class, name)
                        .crashAt(CrashPoint.LOCK_RECOVERED, 1)
                        .start()) {
            recoverer.send("acquire");
            recoverer.expectExit(ChildJvm.KILLED);
        }
        try (Peer third = Peer.start(name)) {
            third.recover();
            third.kill();
        }
        try (Peer fourth = Peer.start(name)) {
            fourth.recover();
            fourth.markConsistent();
            fourth.kill();
        }
        try (Guard guard = lock.acquire()) {
            assertTrue(guard.recovered(), "it was marked, but its marker died holding it");
            guard.markConsistent();
        }
    }

    @Test
    void shouldKeepTheTokenAscendingWhenHoldersDie() throws Exception {
        long before;
        try (Peer peer = Peer.start(name)) {
            before = peer.acquire().token;
            peer.kill();
        }
        try (Guard guard = lock.acquire()) {
            assertTrue(guard.token() > before);
            guard.markConsistent();
        }
    }

    @Test
    void shouldWaitForAHolderThatIsStopped() throws Exception {
        try (Peer holder = Peer.start(name);
                Peer waiter = Peer.start(name)) {
            holder.acquire();
            holder.process().stop();
            long waited = Long.parseLong(waiter.tell("try 300").hear("busy "));
            assertTrue(waited >= 300_000_000, waited + " ns");
            waiter.tell("acquire");
            word.expectWaiter();
            holder.process().resume();
            holder.release();
            assertFalse(waiter.acquired().recovered);
        }
    }

    @Test
    void shouldRecoverFromAHolderThatIsKilledWhileStopped() throws Exception {
        try (Peer holder = Peer.start(name)) {
            holder.acquire();
            holder.process().stop();
            InThread<Boolean> waiter = InThread.start(this::acquireAndMark);
            word.expectWaiter();
            holder.kill();
            assertTrue(waiter.result(), "recovered");
        }
    }

    @Test
    void shouldRecoverFromAHolderThatExits() throws Exception {
        try (Peer holder = Peer.start(name)) {
            holder.acquire();
            holder.process().endInput();
            holder.process().expectExit(0);
        }
        assertTrue(acquireAndMark(), "recovered");
    }

    @Test
    void shouldNotCallAReleasedLockRecovered() throws Exception {
        try (Peer holder = Peer.start(name)) {
            holder.acquire();
            holder.release();
            holder.kill();
        }
        assertFalse(acquireAndMark(), "recovered");
    }

    private boolean acquireAndMark() {
        try (Guard guard = lock.acquire()) {
            boolean recovered = guard.recovered();
            guard.markConsistent();
            return recovered;
        }
    }

    private void markConsistent() {
        assertTrue(acquireAndMark(), "recovered");
    }

    /** Has a process die that holds the lock; returns its owner word. */
    private int killHolder() throws IOException {
        try (Peer holder = Peer.start(name)) {
            assertFalse(holder.acquire().recovered);
            holder.kill();
            return holder.owner();
        }
    }

    private static String messageOf(ZooLock lock) {
        LockRecoveredException thrown = assertThrows(LockRecoveredException.class, lock::lock);
        assertEquals(0, lock.getHoldCount());
        return thrown.getMessage();
    }
}
