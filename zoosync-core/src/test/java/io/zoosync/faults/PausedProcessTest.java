package io.zoosync.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.Producer;
import io.zoosync.queue.QueueStats;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A process is stopped for longer than any time limit there is in ZooSync, the longest being the
 * 1.2 s that a pool's worker waits for the proof of its parent's death: it is not taken for dead.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PausedProcessTest {
    private static final Duration PAUSE = Duration.ofMillis(1_500);
    private static final Duration SHORT = Duration.ofMillis(20);

    private interface Step {
        void run() throws Exception;
    }

    private static void throughThePause(Step step) throws Exception {
        long end = System.nanoTime() + PAUSE.toNanos();
        while (System.nanoTime() - end < 0) {
            step.run();
        }
    }

    @Test
    void shouldKeepWhatItHolds() throws Exception {
        try (ZooLock lock = ZooLock.open("paused");
                ZooQueue claims = ZooQueue.create("paused-claims", 4096);
                ZooQueue views = ZooQueue.create("paused-views", 4096);
                ZooQueue ends = ZooQueue.create("paused-ends", 4096)) {
            views.put(new byte[] {41});
            try (ChildJvm child = ChildJvm.start(PausedProbe.class)) {
                long token = Long.parseLong(child.expectLine("holding "));
                claims.put(new byte[] {43});
                child.stop();
                throughThePause(
                        () -> {
                            assertNull(lock.tryAcquire(SHORT), "its lock was taken");
                            assertNull(claims.take(SHORT), "its claim was passed over");
                            assertNull(views.take(SHORT), "its view was received again");
                            assertNull(ends.exclusiveProducer(SHORT), "its end was taken");
                            assertNull(ends.exclusiveConsumer(SHORT), "its end was taken");
                        });
                child.resume();
                child.send("go on");
                assertEquals("41", child.expectLine("view "));
                assertEquals("3", child.expectLine("ends "));
                child.expectLine("released");
                assertEquals(42, claims.take()[0]);
                assertEquals(43, claims.take()[0]);
                try (Guard guard = lock.acquire()) {
                    assertFalse(guard.recovered());
                    assertEquals(token + 1, guard.token(), "nobody had the lock meanwhile");
                }
                try (Producer free = ends.exclusiveProducer()) {
                    assertTrue(free.tryPut(new byte[1]));
                }
                for (ZooQueue queue : new ZooQueue[] {claims, views, ends}) {
                    QueueStats stats = queue.stats();
                    assertEquals(0, stats.lostClaims() + stats.redeliveries(), stats.toString());
                }
                child.endInput();
                child.expectExit(0);
            }
        } finally {
            ZooLock.unlink("paused");
            for (String name : new String[] {"claims", "views", "ends"}) {
                ZooQueue.unlink("paused-" + name);
            }
        }
    }

    /** The parent alone is stopped: its workers stay. Then it goes on with the same ones. */
    @Test
    void shouldKeepItsWorkers() throws Exception {
        try (ChildJvm parent = ChildJvm.start(PausedProbe.class, "pool")) {
            String workers = parent.expectLine("workers ");
            parent.stop();
            ProcessHandle[] processes =
                    ProcessHandle.of(parent.pid())
                            .orElseThrow()
                            .children()
                            .toArray(ProcessHandle[]::new);
            assertEquals(2, processes.length);
            throughThePause(
                    () -> {
                        assertTrue(Stream.of(processes).allMatch(ProcessHandle::isAlive));
                        Thread.sleep(20); // the pause is what is tested
                    });
            parent.resume();
            parent.send("go on");
            assertEquals(
                    "100 by [" + workers.replace(" ", ", ") + "]", parent.expectLine("mapped "));
            parent.expectExit(0);
        }
    }

    /** A worker is stopped within its task, which nobody else gets. */
    @Test
    void shouldKeepItsTask() throws Exception {
        try (ChildJvm parent = ChildJvm.start(PausedTaskProbe.class)) {
            long worker = Long.parseLong(parent.expectLine("worker "));
            signal("STOP", worker);
            while (!ChildJvm.isStopped(worker)) {
                Thread.onSpinWait(); // or it might still see that its task can end
            }
            parent.send("wait");
            assertEquals("nothing", parent.expectLine("got "));
            signal("CONT", worker);
            parent.send("wait");
            assertEquals(Long.toString(worker), parent.expectLine("got "));
            parent.endInput();
            parent.expectExit(0);
        }
    }

    private static void signal(String name, long process) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process)).start();
        assertEquals(0, kill.waitFor());
    }
}
