package io.zoosync.internal.sync;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PauseTest {
    private final Memory memory = new Memory(ByteBuffer.allocateDirect(64), Os.current());
    private final WaitWord word = new WaitWord(memory, 0);
    private final Pause pause = new Pause(word, () -> false);

    @Test
    void shouldEndAtTheDeadlineAndNotBefore() throws InterruptedException {
        long start = System.nanoTime();
        pause.start(true, start + 30_000_000);
        stepToTheEnd();
        assertTrue(System.nanoTime() - start >= 30_000_000);
    }

    @Test
    void shouldEndByAnInterrupt() {
        Thread.currentThread().interrupt();
        pause.start(false, 0);
        assertThrows(InterruptedException.class, this::stepToTheEnd);
        assertFalse(Thread.interrupted());
    }

    /**
     * Also if it comes just before the sleep, when there is nobody to wake yet. Old JDKs lose a few
     * of those themselves ({@link InterruptibleSleep}).
     */
    @Test
    void shouldEndALongSleepByAnInterrupt() throws Exception {
        int lost = 0;
        for (int i = 0; i < 2_000; i++) {
            AtomicBoolean began = new AtomicBoolean();
            FutureTask<Integer> sleeper = new FutureTask<>(() -> sleepsUntilInterrupted(began));
            Thread thread = new Thread(sleeper);
            thread.start();
            while (!began.get()) {
                Thread.onSpinWait();
            }
            for (int spins = i % 100 * 20; spins > 0; spins--) {
                Thread.onSpinWait();
            }
            thread.interrupt();
            lost += sleeper.get() - 1;
        }
        boolean platformLoses = Runtime.version().feature() < 23;
        assertTrue(lost <= (platformLoses ? 3 : 0), lost + " of 2000 interrupts lost");
    }

    /** Sleeps so long that a few too many would not end in time; says how often it had to. */
    private int sleepsUntilInterrupted(AtomicBoolean began) {
        InterruptibleSleep sleep = word.interruptibleSleep();
        int prepared = word.prepare();
        int sleeps = 0;
        began.set(true);
        try {
            while (true) {
                sleeps++;
                sleep.await(prepared, Duration.ofSeconds(20).toNanos());
            }
        } catch (InterruptedException e) {
            return sleeps;
        }
    }

    private void stepToTheEnd() throws InterruptedException {
        boolean more = true;
        while (more) {
            more = pause.step();
        }
    }

    @Test
    void shouldSeeAConditionThatIsSignalled() throws Exception {
        AtomicBoolean condition = new AtomicBoolean();
        FutureTask<Boolean> waiter =
                new FutureTask<>(
                        () -> {
                            pause.start(false, 0);
                            while (!condition.get()) {
                                assertTrue(pause.step());
                            }
                            return true;
                        });
        new Thread(waiter).start();
        while (memory.getIntVolatile(0) == 0) {
            Thread.onSpinWait();
        }
        condition.set(true);
        word.signal();
        assertTrue(waiter.get());
    }

    @Test
    void shouldSeeAConditionThatNobodySignals() throws Exception {
        pause.start(false, 0);
        long start = System.nanoTime();
        while (System.nanoTime() - start < 150_000_000) { // several sleeps
            assertTrue(pause.step());
        }
        assertFalse(word.signalled(word.prepare()));
    }
}
