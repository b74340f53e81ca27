package io.zoosync.pool;

import static io.zoosync.pool.MapOptions.options;
import static io.zoosync.pool.ZooPool.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that are killed, or end themselves: nobody waits for ever, and nobody else notices. */
class WorkerDeathTest extends PoolTestCase {
    private static void await(ProcessHandle process) throws Exception {
        process.onExit().get(1, TimeUnit.MINUTES);
    }

    private static WorkerDiedException causeOf(PoolFuture<?> future) {
        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        return assertInstanceOf(WorkerDiedException.class, failure.getCause());
    }

    @Test
    void shouldTellWhichTaskAWorkerWasKilledIn() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            List<PoolFuture<Integer>> others = new ArrayList<>();
            PoolFuture<Void> future = pool.submit(() -> Gate.pass(name));
            ProcessHandle worker = gate.awaitTask();
            for (int i = 0; i < 100; i++) {
                int number = i;
                others.add(pool.submit(() -> number));
            }

            worker.destroyForcibly();

            WorkerDiedException died = causeOf(future);
            assertEquals(worker.pid(), died.pid());
            assertEquals(OptionalInt.of(9), died.signal());
            assertEquals(137, died.exitStatus());
            assertTrue(died.worker() >= 0 && died.worker() < WORKERS);
            assertEquals(
                    String.format(
                            "worker %d (process %d) was ended by signal 9 (SIGKILL) while it ran"
                                    + " a task",
                            died.worker(), died.pid()),
                    died.getMessage());
            for (int i = 0; i < 100; i++) {
                assertEquals(i, others.get(i).get());
            }
        }
    }

    @Test
    void shouldTellTheElementInAMap() throws Exception {
        WorkerDiedException died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                pool.map(
                                        x -> {
                                            if (x == 777) {
                                                Runtime.getRuntime().halt(5);
                                            }
                                            return x;
                                        },
                                        range(1000),
                                        options().chunk(100)));

        assertEquals(777, died.index());
        assertEquals(5, died.exitStatus());
        assertEquals(OptionalInt.empty(), died.signal());
        assertTrue(
                died.getMessage()
                        .endsWith("ended with exit status 5 while it ran element 777 of 1000"),
                died::getMessage);
    }

    @Test
    void shouldReplaceAWorkerThatIsKilledBetweenTasks() throws Exception {
        List<ProcessHandle> before = pool.workers();
        ProcessHandle victim = before.get(0);

        victim.destroyForcibly();
        await(victim);

        checkWorks(pool);
        try (Gate gate = new Gate()) {
            String name = gate.name();
            for (int i = 0; i < WORKERS; i++) {
                var unused = pool.submit(() -> Gate.pass(name));
            }
            for (int i = 0; i < WORKERS; i++) {
                assertNotEquals(victim, gate.awaitTask());
            }
            gate.open(WORKERS);
        }
    }

    @Test
    void shouldSurviveTheDeathOfAllWorkersAtOnce() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            List<PoolFuture<Void>> running = new ArrayList<>();
            List<ProcessHandle> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                running.add(pool.submit(() -> Gate.pass(name)));
                workers.add(gate.awaitTask());
            }
            PoolFuture<Integer> waiting = pool.submit(() -> 42);

            workers.forEach(ProcessHandle::destroyForcibly);

            for (PoolFuture<Void> future : running) {
                causeOf(future);
            }
            assertEquals(42, waiting.get());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200})
    void shouldSurviveATaskThatExits(int status) {
        PoolFuture<Void> future = pool.submit(() -> System.exit(status));

        assertEquals(status, causeOf(future).exitStatus());
    }

    @Test
    void shouldSurviveATaskThatRunsOutOfMemory() {
        PoolFuture<Integer> future =
                pool.submit(
                        () -> {
                            List<long[]> all = new ArrayList<>();
                            while (all.size() < Integer.MAX_VALUE) {
                                all.add(new long[1 << 16]);
                            }
                            return all.size();
                        });

        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        Throwable cause = failure.getCause();
        assertTrue(
                cause instanceof OutOfMemoryError || cause instanceof WorkerDiedException,
                cause::toString);
    }

    @Test
    void shouldSurviveATaskThatOverflowsTheStack() {
        PoolFuture<Integer> future = pool.submit(() -> depth(0));

        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(StackOverflowError.class, failure.getCause());
    }

    private static int depth(int depth) {
        return depth < 0 ? 0 : depth(depth + 1) + 1;
    }

    @Test
    void shouldRetryAsOftenAsItMay() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            // Each try comes to the gate; the third one is let through.
            InThread<int[]> map =
                    InThread.start(
                            () ->
                                    pool.map(
                                            x -> {
                                                if (x == 3) {
                                                    Gate.pass(name);
                                                }
                                                return x;
                                            },
                                            range(10),
                                            options().retries(2)));
            for (int i = 0; i < 2; i++) {
                gate.awaitTask().destroyForcibly();
            }
            gate.awaitTask();
            gate.open(1);
            assertArrayEquals(range(10).toArray(), map.result());
        }
    }

    @Test
    void shouldNotRetryForEver() {
        WorkerDiedException died =
                assertThrows(
                        WorkerDiedException.class,
                        () ->
                                pool.forEach(
                                        x -> {
                                            if (x == 3) {
                                                Runtime.getRuntime().halt(9);
                                            }
                                        },
                                        range(10),
                                        options().retries(2)));

        assertEquals(3, died.index());
        assertTrue(died.getMessage().endsWith(", as 2 before it"), died::getMessage);
    }

    @Test
    void shouldNotRetryWhatThrows() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            assertThrows(
                    TaskException.class,
                    () ->
                            pool.forEach(
                                    x -> {
                                        Gate.arrive(name);
                                        throw new IllegalStateException();
                                    },
                                    range(1),
                                    options().retries(5)));
            assertEquals(1, gate.arrived());
        }
    }

    @Test
    void shouldNotWaitForAStoppedWorkerToTakeOtherTasks() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future = pool.submit(() -> Gate.pass(name));
            ProcessHandle worker = gate.awaitTask();
            signal("STOP", worker);
            try {
                checkWorks(pool);
            } finally {
                signal("CONT", worker);
            }
            gate.open(1);
            future.get();
        }
    }

    private static void signal(String name, ProcessHandle process) throws Exception {
        String pid = Long.toString(process.pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + name, pid).start().waitFor());
    }
}
