package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a process at each store of the lock's and the condition's algorithm. */
@Tag("deaths")
class LockCrashPointTest extends OneLockTest {
    private static final int[] PASSINGS = {1, 2, 5};

    /** Where the process that dies holds the lock for certain. */
    private static final Set<CrashPoint> HOLDING =
            EnumSet.of(
                    CrashPoint.LOCK_ACQUIRED,
                    CrashPoint.LOCK_TOKEN_RAISED,
                    CrashPoint.LOCK_SIGNALLING,
                    CrashPoint.WAIT_NUMBER_RAISED,
                    CrashPoint.WAIT_WOKEN,
                    CrashPoint.WAIT_SLEEPER_MARKED);

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"^LOCK_.*", "^WAIT_.*"})
    void shouldGoOnAfterADeathAt(CrashPoint point) throws Exception {
        try (Survivor survivor = new Survivor(lock)) {
            for (int passing : PASSINGS) {
                int before = survivor.recoveries();
                die(point, passing);
                survivor.expectProgress();
                if (HOLDING.contains(point)) {
                    assertEquals(before + 1, survivor.recoveries(), "deaths that were told");
                }
            }
        }
    }

    private void die(CrashPoint point, int passing) throws IOException {
        if (point == CrashPoint.LOCK_RECOVERED || point == CrashPoint.LOCK_DEATH_NOTED) {
            dieRecovering(point, passing);
        } else {
            run(point, passing, name);
        }
    }

    /** The n-th recovery of a process needs n locks whose holders are dead. */
    private void dieRecovering(CrashPoint point, int passing) throws IOException {
        String[] locks = new String[passing + 1];
        locks[0] = name;
        for (int i = 1; i <= passing; i++) {
            locks[i] = name + "-" + i;
        }
        try (Peer holder = Peer.start(name)) {
            for (int i = 1; i <= passing; i++) {
                holder.tell("also " + locks[i]).hear("also");
            }
            holder.kill();
        }
        run(point, passing, (Object[]) locks);
        for (int i = 1; i <= passing; i++) {
            shouldBeRecovered(locks[i]);
        }
    }

    private static void run(CrashPoint point, int passing, Object... locks) throws IOException {
        try (ChildJvm victim =
                ChildJvm.of(CrashScenario.class, locks).crashAt(point, passing).start()) {
            victim.expectExit(ChildJvm.KILLED);
        }
    }

    private static void shouldBeRecovered(String name) throws IOException {
        try (ZooLock lock = ZooLock.open(name);
                Guard guard = lock.acquire()) {
            assertTrue(guard.recovered());
            guard.markConsistent();
        } finally {
            ZooLock.unlink(name);
        }
    }

    @Test
    void shouldCallNothingRecoveredAfterADeathJustAfterTheRelease() throws Exception {
        run(CrashPoint.LOCK_RELEASED, 1, name);
        try (Guard guard = lock.tryAcquire()) {
            assertNotNull(guard);
            assertEquals(false, guard.recovered());
        }
    }

    @Test
    void shouldLeaveNobodyAsleepWhenAWokenWaiterDies() throws Exception {
        try (Survivor first = new Survivor(lock);
                Survivor second = new Survivor(lock)) {
            for (int passing : new int[] {1, 10, 40}) {
                run(CrashPoint.LOCK_WOKEN, passing, name);
                first.expectProgress();
                second.expectProgress();
            }
        }
    }
}
