package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The contract of an executor service, and where a pool's differs. */
class PoolExecutorTest extends PoolTestCase {
    /** A task that can travel. */
    private interface Task<T> extends Callable<T>, Serializable {}

    private interface Command extends Runnable, Serializable {}

    private ExecutorService executor() {
        return pool.asExecutorService();
    }

    private static <T> Callable<T> task(Task<T> task) {
        return task;
    }

    private static Runnable command(Command command) {
        return command;
    }

    @Test
    void shouldRunCallablesAndRunnables() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            Runnable arrive =
                    command(
                            () -> {
                                try {
                                    Gate.arrive(name);
                                } catch (IOException | InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            assertEquals(5, executor().submit(task(() -> 5)).get());
            assertNull(executor().submit(arrive).get());
            assertEquals("done", executor().submit(arrive, "done").get());
            executor().execute(arrive);
            for (int i = 0; i < 3; i++) {
                gate.awaitTask();
            }
        }
    }

    @Test
    void shouldGiveTheTasksException() {
        Future<Object> future =
                executor()
                        .submit(
                                task(
                                        () -> {
                                            throw new IOException("no");
                                        }));

        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(IOException.class, failure.getCause());
        assertTrue(future.isDone());
        assertFalse(future.isCancelled());
    }

    @Test
    void shouldInvokeAll() throws Exception {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            tasks.add(task(() -> 100 / (number - 7)));
        }

        List<Future<Integer>> futures = executor().invokeAll(tasks);

        for (int i = 0; i < 20; i++) {
            Future<Integer> future = futures.get(i);
            assertTrue(future.isDone());
            if (i == 7) {
                assertThrows(ExecutionException.class, future::get);
            } else {
                assertEquals(100 / (i - 7), future.get());
            }
        }
    }

    @Test
    void shouldCancelWhatInvokeAllDidNotGetInTime() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            Callable<Integer> waiting =
                    task(
                            () -> {
                                Gate.pass(name);
                                return 1;
                            });

            List<Future<Integer>> futures =
                    executor().invokeAll(List.of(waiting), 300, TimeUnit.MILLISECONDS);

            assertTrue(futures.get(0).isCancelled());
        }
    }

    @Test
    void shouldInvokeAny() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            Callable<Integer> waiting =
                    task(
                            () -> {
                                Gate.pass(name);
                                return 1;
                            });
            Callable<Integer> failing = task(() -> Integer.parseInt("x"));
            Callable<Integer> two = task(() -> 2);

            assertEquals(2, executor().invokeAny(List.of(waiting, failing, two)));
            assertEquals(2, executor().invokeAny(List.of(two), 1, TimeUnit.MINUTES));
            assertInstanceOf(
                    NumberFormatException.class,
                    assertThrows(
                                    ExecutionException.class,
                                    () -> executor().invokeAny(List.of(failing, failing)))
                            .getCause());
            assertThrows(
                    TimeoutException.class,
                    () -> executor().invokeAny(List.of(waiting), 50, TimeUnit.MILLISECONDS));
            assertThrows(IllegalArgumentException.class, () -> executor().invokeAny(List.of()));
        }
    }

    @Test
    void shouldRefuseTasksThatCannotTravel() {
        assertThrows(CannotTravelException.class, () -> executor().submit(() -> 5));
        assertThrows(CannotTravelException.class, () -> executor().execute(() -> {}));
    }

    @Test
    void shouldRefuseNull() {
        assertThrows(NullPointerException.class, () -> executor().execute(null));
        assertThrows(NullPointerException.class, () -> executor().submit((Callable<Object>) null));
        assertThrows(NullPointerException.class, () -> executor().submit((Runnable) null));
    }

    @Test
    void shouldFinishWhatItHasWhenItIsShutDown() throws Exception {
        try (ZooPool own = light().workers(1).start();
                Gate gate = new Gate()) {
            String name = gate.name();
            ExecutorService executor = own.asExecutorService();
            Future<Integer> running =
                    executor.submit(
                            task(
                                    () -> {
                                        Gate.pass(name);
                                        return 1;
                                    }));
            gate.awaitTask();
            Future<Integer> waiting = executor.submit(task(() -> 2));
            assertFalse(executor.isShutdown());

            executor.shutdown();
            executor.shutdown();

            assertTrue(executor.isShutdown());
            assertFalse(executor.isTerminated());
            assertFalse(executor.awaitTermination(20, TimeUnit.MILLISECONDS));
            assertThrows(RejectedExecutionException.class, () -> executor.submit(task(() -> 3)));
            gate.open(1);
            assertEquals(1, running.get());
            assertEquals(2, waiting.get());
            assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
            assertTrue(executor.isTerminated());
        }
    }

    @Test
    void shouldEndAtOnceWhenItIsShutDownNow() throws Exception {
        try (ZooPool own = light().workers(1).start();
                Gate gate = new Gate()) {
            String name = gate.name();
            ExecutorService executor = own.asExecutorService();
            Callable<Integer> waiting =
                    task(
                            () -> {
                                Gate.passStubbornly(name);
                                return 1;
                            });
            Future<Integer> first = executor.submit(waiting);
            Future<Integer> second = executor.submit(waiting);
            gate.awaitTask();

            assertEquals(List.of(), executor.shutdownNow());

            assertInstanceOf(
                    RejectedExecutionException.class,
                    assertThrows(ExecutionException.class, first::get).getCause());
            assertThrows(ExecutionException.class, second::get);
            assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
        }
    }
}
