package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.segment.Segment;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger wrote into a lock's memory leads to an error, not to a hang. */
class DamagedLockTest extends OneLockTest {
    @ParameterizedTest
    @ValueSource(ints = {0x0000_1000, 0x3fff_f000, 0x0000_0001, 0x0000_0fff, 0x8000_1000})
    void shouldRefuseAWordThatNamesAnImpossibleOwner(int impossible) {
        word.set(impossible);
        assertCorrupt(lock::acquire);
        assertCorrupt(lock::tryAcquire);
        assertCorrupt(lock::lock);
        assertCorrupt(lock::tryLock);
        assertCorrupt(() -> lock.tryLock(1, TimeUnit.MINUTES));
        assertFalse(lock.isHeldByCurrentThread());
        assertTrue(lock.toString().contains(name), lock.toString());
        assertThrows(IllegalMonitorStateException.class, lock::unlock);
    }

    @Test
    void shouldFailOneThatAlreadyWaits() throws Exception {
        lock.lock();
        InThread<Guard> waiter = InThread.start(lock::acquire);
        word.expectWaiter();
        word.set(0x1000);
        waiter.failure(CorruptSegmentException.class);
        assertCorrupt(lock::unlock);
        assertEquals(0, lock.getHoldCount());
    }

    @Test
    void shouldFailOneThatWaitsForACondition() throws Exception {
        InThread<Void> waiter =
                InThread.start(
                        () -> {
                            lock.lock();
                            lock.condition(0).await();
                            return null;
                        });
        word.expectSleeperOfCondition(0);
        word.expectFree();
        word.set(0x1000);
        waiter.failure(CorruptSegmentException.class);
    }

    @Test
    void shouldTakeAWordOfAnOwnerThatNeverWasForADeadOne() throws Exception {
        word.set(0x0200_0fff);
        try (Guard guard = lock.acquire()) {
            assertTrue(guard.recovered());
            guard.markConsistent();
        }
    }

    @Test
    @Tag("deaths")
    void shouldNotKeepTheLockWhenTheNameOfTheDeadIsDamaged() throws Exception {
        try (Peer holder = Peer.start(name);
                Peer recoverer = Peer.start(name)) {
            holder.acquire();
            holder.kill();
            recoverer.recover();
            recoverer.release();
        }
        word.setDeadOwner(0x1000);
        assertThrows(LockRecoveredException.class, lock::lock);
        assertFalse(lock.isLocked());
    }

    @Test
    void shouldRefuseASegmentOfAnotherSize() throws IOException {
        String other = name + "-small";
        Segment.create(Segment.Kind.LOCK, other, 192, 0, 0, memory -> {});
        try {
            CorruptSegmentException refusal =
                    assertThrows(CorruptSegmentException.class, () -> ZooLock.open(other));
            assertTrue(refusal.getMessage().contains("192"), refusal.getMessage());
        } finally {
            ZooLock.unlink(other);
        }
    }

    private void assertCorrupt(Executable attempt) {
        String message = assertThrows(CorruptSegmentException.class, attempt).getMessage();
        assertTrue(message.contains(name + ".lock"), message);
    }
}
