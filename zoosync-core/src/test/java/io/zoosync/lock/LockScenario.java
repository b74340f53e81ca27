package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.crash.MappedInts;
import io.zoosync.crash.Place;
import io.zoosync.crash.Scenario;
import io.zoosync.internal.memory.CrashPoint;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;

/** Processes that count under a lock, twice: the two counts are the same while nobody holds it. */
public enum LockScenario implements Scenario {
    /** Take the lock and give it up. */
    CYCLE {
        @Override
        void cycles(LockUser user, LockWord word) {
            for (int i = 0; i < ROUNDS; i++) {
                user.cycle(0);
            }
        }
    },
    /** Wait for it while another thread holds it. */
    WAIT {
        @Override
        void cycles(LockUser user, LockWord word) throws Exception {
            for (int i = 0; i < ROUNDS; i++) {
                CyclicBarrier held = new CyclicBarrier(2);
                InThread<Void> holder = user.hold(1, held, word::expectWaiter);
                held.await();
                user.cycle(0);
                holder.end();
            }
        }
    },
    /** Wait for a condition, and signal it. */
    CONDITION {
        @Override
        void cycles(LockUser user, LockWord word) throws Exception {
            for (int i = 0; i < ROUNDS; i++) {
                CyclicBarrier held = new CyclicBarrier(2);
                InThread<Void> waiter = user.await(1, held);
                held.await();
                user.signal(0);
                waiter.end();
            }
        }
    },
    /** All of it, while a survivor locks, waits and signals in two threads. */
    BESIDE {
        @Override
        void cycles(LockUser user, LockWord word) throws Exception {
            for (int i = 0; i < ROUNDS; i++) {
                CYCLE.cycles(user, word);
                WAIT.cycles(user, word);
                CONDITION.cycles(user, word);
            }
        }

        @Override
        public boolean isBeside() {
            return true;
        }
    };

    private static final int ROUNDS = 3;
    private static final int AFTERWARDS = 50;

    abstract void cycles(LockUser user, LockWord word) throws Exception;

    @Override
    public void prepare(Place place) throws IOException {
        ZooLock.open(place.name()).close();
    }

    @Override
    public void run(Place place) throws Exception {
        try (ZooLock lock = ZooLock.open(place.name())) {
            cycles(new LockUser(lock, place), LockWord.of(place.name()));
        }
    }

    @Override
    public void repair(Place place) throws IOException {
        try (ZooLock lock = ZooLock.open(place.name())) {
            cycleAfterDeath(new LockUser(lock, place), place);
        }
    }

    @Override
    public boolean repairs(CrashPoint point) {
        return point == CrashPoint.LOCK_RECOVERED;
    }

    @Override
    public boolean hasPairs() {
        return this == CYCLE || this == CONDITION; // a repair does not differ after the others
    }

    @Override
    public Map<String, Long> goOn(Place place, CountDownLatch ended) throws Exception {
        try (ZooLock lock = ZooLock.open(place.name())) {
            LockUser user = new LockUser(lock, place);
            int told = isBeside() ? goOnBeside(lock, user, ended) : goOnAfter(user, place);
            for (int i = 0; i < AFTERWARDS; i++) {
                assertTrue(!user.cycle(0), "told of a death that was dealt with");
            }
            CONDITION.cycles(user, LockWord.of(place.name()));
            judgeCounts(user, place);
            Map<String, Long> seen = new TreeMap<>();
            seen.put(told > 0 ? "told of a death" : "lock free", 1L);
            return seen;
        }
    }

    private static int goOnBeside(ZooLock lock, LockUser user, CountDownLatch ended)
            throws Exception {
        try (Survivor survivor = new Survivor(lock)) {
            ended.await();
            survivor.expectProgress();
            return survivor.recoveries();
        } finally {
            user.makeEqual(); // the threads that were told of deaths do not know of the counts
        }
    }

    /** Those who held the lock are dead, so whoever gets it must be told. */
    private static boolean cycleAfterDeath(LockUser user, Place place) throws IOException {
        boolean inconsistent = LockWord.of(place.name()).isHeldOrInconsistent();
        boolean told = user.cycle(0);
        assertEquals(inconsistent, told, "whether it was told of a death");
        return told;
    }

    private static int goOnAfter(LockUser user, Place place) throws IOException {
        Boolean held = false;
        for (int i = 1; i < place.processes(); i++) {
            held =
                    LockUser.leavesInconsistent(
                            MappedInts.open(place.ledger(i), LockUser.INTS), held);
        }
        boolean told = cycleAfterDeath(user, place);
        assertTrue(held == null || held == told, () -> "told of a death: " + told);
        return told ? 1 : 0;
    }

    /** Each cycle that a process has done is counted, and at most one more for each death. */
    private static void judgeCounts(LockUser user, Place place) throws IOException {
        int done = 0;
        for (int i = 0; i < place.processes(); i++) {
            done += LockUser.done(MappedInts.open(place.ledger(i), LockUser.INTS));
        }
        int excess = user.count() - done;
        assertTrue(
                excess >= 0 && excess < place.processes(), "counts beyond the ledgers: " + excess);
        assertEquals(user.count(), user.otherCount());
    }
}
