package io.zoosync.internal.sync;

import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Sleeps on a {@link WaitWord} that an interrupt ends at once, although the kernel knows nothing of
 * Java's interrupts. It is a channel only because the platform tells blocked channels of an
 * interrupt, by closing them; so it serves until its first interrupt. For one thread.
 */
final class InterruptibleSleep extends AbstractInterruptibleChannel {
    private static final long RETRY_NANOS = 20_000;

    private final WaitWord word;
    private volatile boolean sleeping;

    InterruptibleSleep(WaitWord word) {
        this.word = word;
    }

    /**
     * Sleeps as {@link WaitWord#await} does, or not at all if the thread is interrupted.
     *
     * @throws InterruptedException if the thread was interrupted; it no longer is
     */
    void await(int prepared, long timeoutNanos) throws InterruptedException {
        try {
            try {
                begin();
                sleeping = true;
                if (isOpen()) {
                    word.await(prepared, timeoutNanos);
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
     * Runs in the interrupting thread, or in {@code begin}. The sleeper may still be on its way to
     * sleep, so one wake may come too early.
     */
    @Override
    protected void implCloseChannel() {
        while (sleeping) {
            word.rouse();
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }
}
