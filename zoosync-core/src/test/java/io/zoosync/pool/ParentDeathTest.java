package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a pool's process ends, its workers end too and nothing stays in shared memory. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ParentDeathTest {
    private final Path directory = ZooDirectory.createTemporary();

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(directory);
    }

    private ChildJvm.Builder parent(String what) {
        return ChildJvm.of(PoolParent.class, what).directory(directory);
    }

    /** Those that the parent names and that have not ended already, where it ends by itself. */
    private static List<ProcessHandle> workers(ChildJvm parent) {
        return workers(parent, "workers");
    }

    private static List<ProcessHandle> workers(ChildJvm parent, String prefix) {
        List<ProcessHandle> workers = new ArrayList<>();
        String[] pids = parent.expectLine(prefix).split(" ");
        for (String pid : pids) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(workers::add);
        }
        assertEquals(2, pids.length);
        return workers;
    }

    private static void awaitEnd(List<ProcessHandle> workers) throws Exception {
        for (ProcessHandle worker : workers) {
            worker.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    private void assertNothingLeft() {
        assertEquals(Set.of(), ZooDirectory.segments(directory));
    }

    /** Kills one process alone: a test's children take their own children along otherwise. */
    private static void killAlone(ChildJvm parent) throws Exception {
        String pid = Long.toString(parent.pid());
        assertEquals(0, new ProcessBuilder("kill", "-KILL", pid).start().waitFor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"idle", "busy"})
    void shouldEndWithAKilledParent(String what) throws Exception {
        try (ChildJvm parent = parent(what).start()) {
            List<ProcessHandle> workers = workers(parent);
            killAlone(parent);
            parent.expectExit(ChildJvm.KILLED);
            awaitEnd(workers);
            assertNothingLeft();
        }
    }

    @Test
    void shouldEndWithAParentThatExitsOrForgetsThePool() throws Exception {
        for (String what : List.of("exit", "close", "forget")) {
            try (ChildJvm parent = parent(what).start()) {
                List<ProcessHandle> workers = workers(parent);
                parent.expectExit(0);
                awaitEnd(workers);
                assertNothingLeft();
            }
        }
    }

    @Test
    void shouldEndWithATerminatedParent() throws Exception {
        try (ChildJvm parent = parent("busy").start()) {
            List<ProcessHandle> workers = workers(parent);
            String pid = Long.toString(parent.pid());
            assertEquals(0, new ProcessBuilder("kill", "-TERM", pid).start().waitFor());
            parent.expectExit(128 + 15);
            awaitEnd(workers);
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoint.class,
            names = {"POOL_TASK_SENT", "POOL_CANCELLED"})
    void shouldEndWithAParentThatDiesAtWork(CrashPoint point) throws Exception {
        try (ChildJvm parent = parent("cancel").crashAt(point, 1).start()) {
            List<ProcessHandle> workers = workers(parent, "starts");
            parent.expectExit(ChildJvm.KILLED);
            awaitEnd(workers);
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashPoint.class,
            names = {"POOL_DIRECTORY_MADE", "POOL_QUEUES_MADE", "POOL_CONTROL_MADE"})
    void shouldBeSweptByTheNextPoolWhenItsParentDiesInTheMaking(CrashPoint point) throws Exception {
        try (ChildJvm parent = parent("close").crashAt(point, 1).start()) {
            parent.expectExit(ChildJvm.KILLED);
        }
        assertNotEquals(Set.of(), ZooDirectory.segments(directory));
        try (ChildJvm next = parent("close").start()) {
            next.expectExit(0);
        }
        assertNothingLeft();
    }

    @Test
    void shouldBeSweptByTheNextPoolWhenAllAreKilledAtOnce() throws Exception {
        try (ChildJvm parent = parent("idle").start()) {
            List<ProcessHandle> workers = workers(parent);
            List<String> command = new ArrayList<>(List.of("kill", "-KILL"));
            workers.forEach(worker -> command.add(Long.toString(worker.pid())));
            command.add(Long.toString(parent.pid()));
            parent.stop(); // it must not replace its workers, nor they clean up after it
            assertEquals(0, new ProcessBuilder(command).start().waitFor());
            parent.expectExit(ChildJvm.KILLED);
        }
        assertNotEquals(Set.of(), ZooDirectory.segments(directory));
        try (ChildJvm next = parent("close").start()) {
            next.expectExit(0);
        }
        assertNothingLeft();
    }
}
