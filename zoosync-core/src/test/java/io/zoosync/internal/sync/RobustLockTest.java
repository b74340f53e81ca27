package io.zoosync.internal.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import io.zoosync.internal.process.ProcessRegistry;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bits of the lock word. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RobustLockTest {
    private static final int WAITERS = 1 << 31;
    private static final int INCONSISTENT = 1 << 30;

    /** Its generation will not be reached by the registry of these tests. */
    private static final int DEAD = 200_000 << 12 | 4095;

    private final ProcessRegistry registry = ProcessRegistry.current();
    private final int self = registry.self();
    private final Memory memory = new Memory(ByteBuffer.allocateDirect(64), Os.current());
    private final RobustLock lock =
            new RobustLock(memory, 0, registry, CorruptSegmentException::new);

    @Test
    void shouldNameItsOwnerAndBeFreeAfterwards() {
        assertEquals(RobustLock.ACQUIRED, lock.tryAcquire());
        assertEquals(self, memory.getInt(0));
        assertEquals(self, lock.owner());
        assertEquals(RobustLock.FAILED, lock.tryAcquire());
        lock.release(true);
        assertEquals(0, memory.getInt(0));
    }

    @Test
    void shouldStayInconsistentUntilAReleaseSaysOtherwise() throws InterruptedException {
        memory.putInt(0, DEAD);
        assertEquals(RobustLock.ACQUIRED_INCONSISTENT, lock.tryAcquire());
        assertEquals(self | WAITERS | INCONSISTENT, memory.getInt(0));
        lock.release(false);
        assertEquals(INCONSISTENT, memory.getInt(0));
        assertEquals(RobustLock.ACQUIRED_INCONSISTENT, lock.tryAcquireFree());
        lock.release(false);
        assertEquals(RobustLock.ACQUIRED_INCONSISTENT, lock.acquire(false, 0, false));
        assertTrue(lock.isInconsistent());
        lock.release(true);
        assertFalse(lock.isInconsistent());
        assertEquals(RobustLock.ACQUIRED, lock.tryAcquire());
    }

    @Test
    void shouldTellOnceFromWhomItWasRecovered() {
        memory.putInt(0, DEAD | WAITERS);
        lock.tryAcquire();
        assertEquals(DEAD, lock.takeDeadOwner());
        assertEquals(0, lock.takeDeadOwner());
        lock.release(false);
        lock.tryAcquire();
        assertEquals(0, lock.takeDeadOwner(), "it was inconsistent, but from nobody");
    }

    @Test
    void shouldNotRecoverWhereOnlyAFreeLockWasAskedFor() {
        memory.putInt(0, DEAD);
        assertEquals(RobustLock.FAILED, lock.tryAcquireFree());
        assertEquals(DEAD, memory.getInt(0));
    }

    @Test
    void shouldGiveUpAtTheDeadlineAndSayThatItWaited() throws InterruptedException {
        lock.tryAcquire();
        do { // again if it was held up until the deadline, and had no time to sleep
            long start = System.nanoTime();
            assertEquals(RobustLock.FAILED, lock.acquire(true, start + 20_000_000, false));
            assertTrue(System.nanoTime() - start >= 20_000_000);
        } while (memory.getInt(0) == self);
        assertEquals(self | WAITERS, memory.getInt(0));
        lock.release(true);
        assertEquals(0, memory.getInt(0));
    }

    @Test
    void shouldTakeAFreeLockAfterItsWaitsWereAbandoned() throws InterruptedException {
        lock.abandonWaits();
        assertEquals(RobustLock.ACQUIRED, lock.acquire(false, 0, false));
        assertThrows(IllegalStateException.class, () -> lock.acquire(false, 0, false));
        lock.release(true);
        assertEquals(RobustLock.ACQUIRED, lock.reacquire());
    }

    @Test
    void shouldSayWhenTheWordWasOverwrittenWhileHeld() {
        lock.tryAcquire();
        memory.putInt(0, DEAD);
        String message =
                assertThrows(CorruptSegmentException.class, () -> lock.release(true)).getMessage();
        assertTrue(message.contains(Integer.toHexString(DEAD)), message);
    }

    @Test
    void shouldRefuseAnOwnerThatCannotBe() {
        memory.putInt(0, 1 << 12);
        assertThrows(CorruptSegmentException.class, lock::tryAcquire);
        assertThrows(CorruptSegmentException.class, () -> lock.acquire(false, 0, false));
        assertThrows(CorruptSegmentException.class, lock::reacquire);
    }
}
