package io.zoosync.internal.sync;

import io.zoosync.internal.memory.Memory;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Sleeps on a word of shared memory that an interrupt ends at once, although the kernel knows
 * nothing of Java's interrupts. It is a channel only because the platform tells blocked channels of
 * an interrupt, by closing them; so it serves until its first interrupt. For one thread.
 *
 * <p>A JDK before 21.0.5 loses an interrupt that comes in the very moment in which a channel's
 * operation begins (JDK-8323782; 1 of 300,000 that were aimed at it): the thread is interrupted
 * then, but nobody closes the channel. So a sleep must have an end, and the caller looks for an
 * interrupt after it or sleeps again, which does that.
 */
public final class InterruptibleSleep extends AbstractInterruptibleChannel {
    private static final long RETRY_NANOS = 20_000;

    private final Memory memory;
    private final int offset;
    private volatile boolean sleeping;

    InterruptibleSleep(Memory memory, int offset) {
        this.memory = memory;
        this.offset = offset;
    }

    /**
     * Sleeps as {@link Memory#futexWait} does, or not at all if the thread is interrupted.
     *
     * @throws InterruptedException if the thread was interrupted; it no longer is
     */
    public void await(int expected, long timeoutNanos) throws InterruptedException {
        try {
            try {
                begin();
                sleeping = true;
                if (isOpen()) {
                    memory.futexWait(offset, expected, timeoutNanos);
                }
            } finally {
                sleeping = false;
                end(true);
            }
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (AsynchronousCloseException e) {
            throw new AssertionError("nobody but an interrupt closes it", e);
        }
    }

    /**
     * Runs in the interrupting thread, or in {@code begin}. All who sleep on the word are woken, as
     * one cannot be chosen. The sleeper may still be on its way to sleep, so one wake may come too
     * early.
     */
    @Override
    protected void implCloseChannel() {
        while (sleeping) {
            memory.futexWake(offset, Integer.MAX_VALUE);
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }
}
