package io.zoosync.internal.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.nio.ByteBuffer;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitWordTest {
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Memory memory = new Memory(ByteBuffer.allocateDirect(64), Os.current());
    private final WaitWord word = new WaitWord(memory, 0);

    @Test
    void shouldNotTouchTheMemoryWhileNobodySleeps() {
        word.signal();
        word.signalAll();
        assertEquals(0, memory.getInt(0));
    }

    @Test
    void shouldFindThoseSignalledWhoRegisteredBefore() {
        int first = word.prepare();
        int second = word.prepare();
        assertFalse(word.signalled(first));
        word.signal();
        assertTrue(word.signalled(first));
        assertTrue(word.signalled(second));
        int third = word.prepare();
        assertFalse(word.signalled(third));
        assertTrue(word.signalled(first), "for good");
        word.signalAll();
        assertTrue(word.signalled(third));
    }

    @Test
    void shouldStaySignalledWhenTheNumberGoesAround() {
        memory.putInt(0, -2);
        int prepared = word.prepare();
        assertEquals(-1, prepared);
        word.signal();
        assertEquals(0, memory.getInt(0));
        assertTrue(word.signalled(prepared));
        assertFalse(word.signalled(word.prepare()));
    }

    @Test
    void shouldNotSleepAfterASignal() {
        int prepared = word.prepare();
        word.signal();
        word.await(prepared, HOUR_NANOS);
    }

    @Test
    void shouldWakeASleeper() throws Exception {
        FutureTask<Boolean> sleeper = new FutureTask<>(this::sleepUntilSignalled);
        new Thread(sleeper).start();
        while (memory.getIntVolatile(0) == 0) {
            Thread.onSpinWait();
        }
        word.signal();
        assertTrue(sleeper.get());
    }

    private boolean sleepUntilSignalled() {
        int prepared = word.prepare();
        while (!word.signalled(prepared)) {
            word.await(prepared, HOUR_NANOS);
        }
        return true;
    }

    @Test
    void shouldSleepNoLongerThanTold() {
        int prepared = word.prepare();
        long deadline = System.nanoTime() + 20_000_000;
        while (System.nanoTime() < deadline) { // a wait may end early for no reason
            word.await(prepared, 5_000_000);
        }
        assertFalse(word.signalled(prepared));
    }
}
