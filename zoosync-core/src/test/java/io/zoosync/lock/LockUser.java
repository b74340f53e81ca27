package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.crash.MappedInts;
import io.zoosync.crash.Place;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;

/**
 * A process that counts under a lock, and notes in its ledger for each of its threads where it is:
 * outside, on its way in or out, or inside, where it holds the lock for certain.
 */
final class LockUser {
    /** How many numbers a ledger has. */
    static final int INTS = 8;

    private static final int THREADS = 2;
    private static final int DONE = 2;
    private static final int TOLD = 3;

    private static final int OUTSIDE = 0;
    private static final int ENTERING = 1;
    private static final int INSIDE = 2;
    private static final int LEAVING = 3;

    private final ZooLock lock;
    private final MappedInts ledger;
    private final MappedInts counts;
    private boolean signalled;

    LockUser(ZooLock lock, Place place) throws IOException {
        this.lock = lock;
        this.ledger = MappedInts.open(place.ledger(), INTS);
        this.counts = MappedInts.open(place.directory().resolve("counts-under-lock"), 2);
    }

    /** Takes the lock, counts, and gives it up; whether it was told of a holder's death. */
    boolean cycle(int thread) {
        ledger.set(thread, ENTERING);
        try (Guard guard = lock.acquire()) {
            boolean told = count(guard, thread);
            ledger.set(thread, LEAVING);
            return told;
        } finally {
            ledger.set(thread, OUTSIDE);
        }
    }

    private boolean count(Guard guard, int thread) {
        assertTrue(guard.token() > 0);
        boolean told = guard.recovered();
        if (told) {
            counts.set(1, counts.get(0));
        }
        assertEquals(counts.get(0), counts.get(1), "counts differ, and nobody said why");
        ledger.set(thread, INSIDE);
        if (told) {
            ledger.increment(TOLD);
            guard.markConsistent();
        }
        counts.increment(0);
        counts.increment(1);
        ledger.increment(DONE);
        return told;
    }

    /** Another thread that takes the lock, and gives it up when something has come to pass. */
    InThread<Void> hold(int thread, CyclicBarrier held, Runnable until) {
        return inThread(
                thread,
                guard -> {
                    held.await();
                    until.run();
                });
    }

    /** Another thread that takes the lock, and waits for {@link #signal}. */
    InThread<Void> await(int thread, CyclicBarrier held) {
        return inThread(
                thread,
                guard -> {
                    held.await();
                    ledger.set(thread, LEAVING);
                    while (!signalled) {
                        lock.condition(0).await();
                    }
                    signalled = false;
                });
    }

    private interface Step {
        void run(Guard guard) throws Exception;
    }

    private InThread<Void> inThread(int thread, Step step) {
        Callable<Void> work =
                () -> {
                    ledger.set(thread, ENTERING);
                    try (Guard guard = lock.acquire()) {
                        count(guard, thread);
                        step.run(guard);
                        ledger.set(thread, LEAVING);
                    }
                    ledger.set(thread, OUTSIDE);
                    return null;
                };
        return InThread.start(work);
    }

    void signal(int thread) {
        ledger.set(thread, ENTERING);
        try (Guard guard = lock.acquire()) {
            count(guard, thread);
            signalled = true;
            lock.condition(0).signal();
            lock.condition(0).signalAll();
            ledger.set(thread, LEAVING);
        }
        ledger.set(thread, OUTSIDE);
    }

    void makeEqual() {
        try (Guard guard = lock.acquire()) {
            counts.set(1, counts.get(0));
            guard.markConsistent();
        }
    }

    int count() {
        return counts.get(0);
    }

    int otherCount() {
        return counts.get(1);
    }

    static int done(MappedInts ledger) {
        return ledger.get(DONE);
    }

    /**
     * Whether the lock is inconsistent after the death of a process; null if its ledger does not
     * say.
     *
     * @param before whether it was before; null if that is not known
     */
    static Boolean leavesInconsistent(MappedInts ledger, Boolean before) {
        int inside = 0;
        int between = 0;
        for (int thread = 0; thread < THREADS; thread++) {
            inside += ledger.get(thread) == INSIDE ? 1 : 0;
            between += ledger.get(thread) == ENTERING || ledger.get(thread) == LEAVING ? 1 : 0;
        }
        assertTrue(inside <= 1, "two held the lock at once");
        boolean wasIn = ledger.get(DONE) > 0;
        if (before != null && wasIn) {
            assertTrue(!before || ledger.get(TOLD) > 0, "a death was not told");
        }
        if (inside > 0) {
            return true;
        }
        if (!wasIn && Boolean.TRUE.equals(before)) {
            return true; // it died before it could say that all is sound
        }
        return between > 0 ? null : wasIn ? Boolean.FALSE : before;
    }
}
