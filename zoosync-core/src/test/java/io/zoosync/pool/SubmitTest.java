package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SubmitTest extends PoolTestCase {
    @Override
    PoolBuilder settings() {
        return light().grace(Duration.ofMillis(300));
    }

    /** For tasks that must not be killed before they have done what they do at an interrupt. */
    private static ZooPool withGrace(Duration grace) throws IOException {
        return light().workers(1).grace(grace).start();
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    @Test
    void shouldRunATaskInAnotherProcess() throws Exception {
        PoolFuture<Long> future = pool.submit(() -> pid());

        assertNotEquals(pid(), future.get());
        assertTrue(future.isDone());
    }

    @Test
    void shouldRunATaskWithoutAResult() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future = pool.submit(() -> Gate.arrive(name));
            assertNull(future.get());
            gate.awaitTask();
        }
    }

    @Test
    void shouldGiveTheTasksException() {
        PoolFuture<Integer> future = pool.submit(() -> Integer.parseInt("x"));

        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(NumberFormatException.class, failure.getCause());
        assertTrue(future.isCompletedExceptionally());
    }

    @Test
    void shouldRunManyTasksFromManyThreads() throws Exception {
        List<InThread<Long>> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(InThread.start(this::sumOfSubmitted));
        }
        for (InThread<Long> thread : threads) {
            assertEquals(500L * 499 / 2, thread.result());
        }
    }

    private long sumOfSubmitted() throws Exception {
        List<PoolFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            futures.add(pool.submit(() -> number));
        }
        long sum = 0;
        for (PoolFuture<Integer> future : futures) {
            sum += future.get();
        }
        return sum;
    }

    @Test
    void shouldInterruptACancelledTask() throws Exception {
        try (ZooPool patient = withGrace(Duration.ofMinutes(1));
                Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future =
                    patient.submit(
                            () -> {
                                try {
                                    Gate.pass(name);
                                } catch (InterruptedException e) {
                                    Gate.arrive(name);
                                    throw e;
                                }
                            });
            ProcessHandle worker = gate.awaitTask();

            assertTrue(future.cancel(true));

            assertTrue(future.isCancelled());
            assertThrows(CancellationException.class, future::get);
            gate.awaitTask();
            assertTrue(worker.isAlive(), "the task gave way, so its worker need not die");
            checkWorks(patient);
        }
    }

    @Test
    void shouldNotInterruptATaskThatWasCancelledWithoutIt() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future =
                    pool.submit(
                            () -> {
                                Gate.pass(name);
                                Gate.arrive(name);
                            });
            gate.awaitTask();

            assertTrue(future.cancel(false));

            gate.open(1);
            gate.awaitTask();
        }
    }

    @Test
    void shouldNotBeginACancelledTask() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            for (int i = 0; i < WORKERS; i++) {
                var unused = pool.submit(() -> Gate.pass(name));
            }
            for (int i = 0; i < WORKERS; i++) {
                gate.awaitTask();
            }
            PoolFuture<Void> behind = pool.submit(() -> Gate.arrive(name));

            assertTrue(behind.cancel(false));

            gate.open(WORKERS);
            checkWorks(pool);
            assertEquals(0, gate.arrived());
        }
    }

    @Test
    void shouldKillTheWorkerOfATaskThatTakesNoNotice() throws Exception {
        try (ZooPool patient = withGrace(Duration.ofSeconds(4));
                Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future = patient.submit(() -> Gate.passStubbornly(name));
            ProcessHandle worker = gate.awaitTask();

            future.cancel(true);

            gate.awaitTask(); // it was interrupted, and goes on
            worker.onExit().get(1, TimeUnit.MINUTES);
            checkWorks(patient);
        }
    }

    @Test
    void shouldAbandonATaskAtATimeout() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future = pool.submit(() -> Gate.passStubbornly(name));
            ProcessHandle worker = gate.awaitTask();

            ExecutionException failure =
                    assertThrows(
                            ExecutionException.class,
                            () -> future.orTimeout(10, TimeUnit.MILLISECONDS).get());

            assertInstanceOf(TimeoutException.class, failure.getCause());
            worker.onExit().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void shouldLeaveATaskAloneThatWasOnlyWaitedForInVain() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Integer> future =
                    pool.submit(
                            () -> {
                                Gate.pass(name);
                                return 5;
                            });
            gate.awaitTask();
            assertThrows(TimeoutException.class, () -> future.get(10, TimeUnit.MILLISECONDS));
            gate.open(1);
            assertEquals(5, future.get());
        }
    }

    @Test
    void shouldClearTheInterruptThatATaskLeaves() throws Exception {
        List<PoolFuture<Void>> futures = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            futures.add(pool.submit(() -> Thread.currentThread().interrupt()));
        }
        for (PoolFuture<Void> future : futures) {
            future.get();
        }
        List<PoolFuture<Boolean>> after = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            after.add(pool.submit(() -> Thread.currentThread().isInterrupted()));
        }
        for (PoolFuture<Boolean> future : after) {
            assertFalse(future.get());
        }
    }

    @Test
    void shouldRunDependents() throws Exception {
        CompletableFuture<Integer> sum =
                pool.submit(() -> 20).thenCombine(pool.submit(() -> 22), Integer::sum);

        assertEquals(42, sum.get(1, TimeUnit.MINUTES));
    }

    @Test
    void shouldLetDependentsWaitForThePool() throws Exception {
        CompletableFuture<Integer> nested =
                pool.submit(() -> 1)
                        .thenApply(one -> one + pool.submit(() -> 2).join())
                        .thenApply(three -> three + sumOfMap());

        assertEquals(3 + 19900 + 200, nested.get(1, TimeUnit.MINUTES));
    }

    private int sumOfMap() {
        try {
            int sum = 0;
            for (int value : pool.map(x -> x + 1, ZooPool.range(200))) {
                sum += value;
            }
            return sum;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldLetDependentsSubmitMoreThanCanBeUnderWay() throws Exception {
        int count = 2 * ControlLayout.SLOTS;
        CompletableFuture<List<PoolFuture<Integer>>> all =
                pool.submit(() -> 0)
                        .thenApply(
                                zero -> {
                                    List<PoolFuture<Integer>> futures = new ArrayList<>();
                                    for (int i = 0; i < count; i++) {
                                        int number = i;
                                        futures.add(pool.submit(() -> number));
                                    }
                                    return futures;
                                });
        int expected = 0;
        for (PoolFuture<Integer> future : all.get(2, TimeUnit.MINUTES)) {
            assertEquals(expected++, future.get(1, TimeUnit.MINUTES));
        }
        assertEquals(count, expected);
    }
}
