package io.zoosync.lock;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.InterruptibleSleep;
import io.zoosync.internal.sync.Naps;
import io.zoosync.internal.sync.WaitWord;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * A condition of a {@link ZooLock}, across processes: a {@link WaitWord} that is registered with
 * and signalled under the lock.
 *
 * <p>A signal raises the word's number, and everybody who registered before sees it at the end of a
 * bounded sleep at the latest, so a signal whose woken waiter is killed still reaches another one.
 * The price is a spurious wake-up now and then, which the contract of {@link Condition} allows.
 *
 * <p>A holder killed before it signals (LOCK_SIGNALLING) is found by the waiters themselves: after
 * each bounded sleep they look whether the lock is to be recovered, and come back if so.
 */
final class SharedCondition implements Condition {
    private static final long NAP_NANOS = 50_000_000;
    private static final int NAP_PART = 4;
    private static final long LONGEST_NAP_NANOS = 1_000_000_000;

    private final ZooLock lock;
    private final WaitWord word;

    SharedCondition(ZooLock lock, Memory memory, int index) {
        this.lock = lock;
        this.word = new WaitWord(memory, LockLayout.condition(index));
    }

    @Override
    public void await() throws InterruptedException {
        await(true, Long.MAX_VALUE);
    }

    @Override
    public void awaitUninterruptibly() {
        try {
            await(false, Long.MAX_VALUE);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public long awaitNanos(long timeoutNanos) throws InterruptedException {
        return await(true, timeoutNanos);
    }

    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return await(true, unit.toNanos(time)) > 0;
    }

    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        long millis = deadline.getTime() - System.currentTimeMillis();
        return await(true, TimeUnit.MILLISECONDS.toNanos(millis)) > 0;
    }

    /** Waits with the lock given up; returns the nanoseconds that remained, positive if woken. */
    private long await(boolean interruptible, long timeoutNanos) throws InterruptedException {
        if (interruptible && Thread.interrupted()) {
            throw new InterruptedException();
        }
        lock.checkHeld();
        boolean knewOfDeath = lock.inconsistent();
        int prepared = word.prepare(); // under the lock: no signal can come before it
        InterruptibleSleep sleep = interruptible ? word.interruptibleSleep() : null;
        long start = System.nanoTime();
        int held = lock.leaveWholly();
        long waited = 0;
        boolean woken = false;
        boolean interrupted = false;
        while (!woken && waited < timeoutNanos && !(interruptible && interrupted)) {
            long nap = Naps.longest(waited, NAP_PART, NAP_NANOS, LONGEST_NAP_NANOS);
            interrupted |= isInterruptedIn(sleep, prepared, Math.min(timeoutNanos - waited, nap));
            waited = System.nanoTime() - start;
            woken = word.signalled(prepared) || lock.mustComeBack(knewOfDeath);
        }
        comeBack(held, knewOfDeath, interrupted, interruptible);
        long remaining = timeoutNanos - waited;
        return woken ? Math.max(1, remaining) : Math.min(0, remaining);
    }

    /** Sleeps; tells whether the thread was interrupted, which it no longer is then. */
    private boolean isInterruptedIn(InterruptibleSleep sleep, int prepared, long nanos) {
        if (sleep == null) {
            word.await(prepared, nanos);
            return Thread.interrupted(); // cleared: else a polling wait does not wait
        }
        try {
            sleep.await(prepared, nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void comeBack(int held, boolean knewOfDeath, boolean interrupted, boolean interruptible)
            throws InterruptedException {
        boolean thrown = false;
        try {
            lock.reenter(held, knewOfDeath);
            thrown = interrupted && interruptible;
        } finally {
            if (interrupted && !thrown) {
                Thread.currentThread().interrupt();
            }
        }
        if (thrown) {
            word.signal(); // a signal that came meanwhile is for another one
            throw new InterruptedException();
        }
    }

    @Override
    public void signal() {
        lock.checkHeld();
        CrashPoint.LOCK_SIGNALLING.hit();
        word.signal();
    }

    @Override
    public void signalAll() {
        lock.checkHeld();
        CrashPoint.LOCK_SIGNALLING.hit();
        word.signalAll();
    }
}
