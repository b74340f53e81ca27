package io.zoosync.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** The slots for messages under way; there are so many and no more. */
final class Flights {
    /** How long a thread of the user waits before it looks whether there is still a reason to. */
    static final long LOOK_MILLIS = 50;

    static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);

    private final Flight[] all = new Flight[ControlLayout.SLOTS];
    private final int[] free = new int[ControlLayout.SLOTS];
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private int freeCount = ControlLayout.SLOTS;
    private int waiting;
    private volatile int used;

    Flights() {
        for (int i = 0; i < free.length; i++) {
            free[i] = free.length - 1 - i; // so that low slots are used first
        }
    }

    /** A free slot; null if there is none within the time. */
    Flight acquire(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (freeCount == 0) {
                if (left <= 0) {
                    return null;
                }
                waiting++;
                try {
                    left = released.awaitNanos(left);
                } finally {
                    waiting--;
                }
            }
            return take();
        } finally {
            lock.unlock();
        }
    }

    private Flight take() {
        int slot = free[--freeCount];
        if (all[slot] == null) {
            all[slot] = new Flight(slot);
            used = slot + 1;
        }
        return all[slot];
    }

    void release(Flight flight) {
        lock.lock();
        try {
            giveBack(flight);
            if (waiting > 0) {
                released.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Releases the first {@code count} of an array. */
    void release(Flight[] some, int count) {
        lock.lock();
        try {
            for (int i = 0; i < count; i++) {
                giveBack(some[i]);
                some[i] = null;
            }
            if (waiting > 0) {
                released.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Flight flight) {
        flight.end();
        free[freeCount++] = flight.slot;
    }

    /** The flight in a slot that a message names; null if the slot was never used. */
    Flight get(int slot) {
        return slot >= 0 && slot < used ? all[slot] : null;
    }

    /** Shows all that may be in use. */
    void forEach(Consumer<Flight> action) {
        for (int i = 0, end = used; i < end; i++) {
            action.accept(all[i]);
        }
    }
}
