package io.zoosync.lock;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Two threads that use a lock all the time, one of them its condition 0; they outlive others. */
final class Survivor implements AutoCloseable {
    private static final long PACE_NANOS = 50_000;

    private final ZooLock lock;
    private final AtomicInteger locked = new AtomicInteger();
    private final AtomicInteger woken = new AtomicInteger();
    private final AtomicInteger recovered = new AtomicInteger();
    private final InThread<Void> locking;
    private final InThread<Void> waiting;
    private volatile boolean closed;

    Survivor(ZooLock lock) {
        this.lock = lock;
        locking = InThread.start(this::keepLocking);
        waiting = InThread.start(this::keepWaiting);
    }

    private Void keepLocking() {
        while (!closed) {
            try (Guard guard = lock.acquire()) {
                countRecovery(guard);
                locked.incrementAndGet();
            }
            LockSupport.parkNanos(PACE_NANOS); // others want it too, and the processor
        }
        return null;
    }

    private Void keepWaiting() throws InterruptedException {
        while (!closed) {
            try (Guard guard = lock.acquire()) {
                countRecovery(guard);
                woken.incrementAndGet();
                if (!closed) { // known under the lock: else the last signal could be missed
                    awaitWith(guard);
                }
            }
        }
        return null;
    }

    private void awaitWith(Guard guard) throws InterruptedException {
        try {
            lock.condition(0).await();
        } catch (LockRecoveredException e) {
            countRecovery(guard);
        }
    }

    private void countRecovery(Guard guard) {
        if (guard.recovered()) {
            recovered.incrementAndGet();
            guard.markConsistent();
        }
    }

    /** How many deaths these threads were told of. */
    int recoveries() {
        return recovered.get();
    }

    /** Returns when both threads have gone on, the one by a signal. */
    void expectProgress() {
        int lockedBefore = locked.get();
        int wokenBefore = woken.get();
        LockWord.expect("the lock taken", () -> locked.get() > lockedBefore + 2);
        signal();
        LockWord.expect("the waiter woken", () -> woken.get() > wokenBefore);
    }

    private void signal() {
        try (Guard guard = lock.acquire()) {
            countRecovery(guard);
            lock.condition(0).signalAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        signal();
        locking.end();
        waiting.end();
    }
}
