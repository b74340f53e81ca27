package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Beginnings and ends of pools, good ones and bad ones. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PoolStartTest {
    private static int initialised;

    @AfterEach
    void shouldLeaveNothingBehind() {
        assertEquals(Set.of(), ZooDirectory.segments(ZooDirectory.path()));
    }

    private static PoolBuilder light() {
        return PoolTestCase.light().workers(1);
    }

    @Test
    void shouldStartWithDefaults() throws Exception {
        try (ZooPool pool = ZooPool.create(2)) {
            assertEquals("ZooPool[workers=2, running]", pool.toString());
            PoolTestCase.checkWorks(pool);
        }
    }

    @Test
    void shouldStartAsManyWorkersAsItWasAskedFor() throws Exception {
        try (ZooPool pool = light().workers(5).start();
                Gate gate = new Gate()) {
            String name = gate.name();
            for (int i = 0; i < 5; i++) {
                var unused = pool.submit(() -> Gate.pass(name));
            }
            for (int i = 0; i < 5; i++) {
                gate.awaitTask(); // all five wait at the same time
            }
            awaitReady(pool, 5);
            assertEquals(5, pool.workers().size());
            gate.open(5);
        }
    }

    /** The pool may hear that a worker is ready only after the worker has begun a task. */
    private static void awaitReady(ZooPool pool, int workers) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (pool.workers().size() < workers && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
    }

    @Test
    void shouldSayWhatTheJvmSaidOfABadFlag() {
        PoolBuilder bad = light().workers(2).jvmFlags("-Xmx=lots");

        PoolBrokenException failure = assertThrows(PoolBrokenException.class, bad::start);

        String message = failure.getMessage();
        assertTrue(message.startsWith("no worker can be started: worker "), message);
        assertTrue(message.contains("ended with exit status 1 before it was ready"), message);
        assertTrue(message.contains("-Xmx"), message);
    }

    @Test
    void shouldRunTheInitializerInEachWorkerFirst() throws Exception {
        try (ZooPool pool = light().workers(2).initializer(() -> initialised = 7).start()) {
            for (int value : pool.map(x -> initialised, ZooPool.range(50))) {
                assertEquals(7, value);
            }
        }
        assertEquals(0, initialised);
    }

    @Test
    void shouldFailWithTheInitializersException() {
        PoolBuilder bad = light().initializer(() -> Integer.parseInt("x"));

        PoolBrokenException failure = assertThrows(PoolBrokenException.class, bad::start);

        assertInstanceOf(NumberFormatException.class, failure.getCause());
        assertTrue(failure.getMessage().contains("the initializer failed"), failure::getMessage);
    }

    @Test
    void shouldRefuseAnInitializerThatCannotTravel() {
        Object thing = new Object();
        PoolBuilder bad = light().initializer(() -> Objects.requireNonNull(thing));

        assertThrows(CannotTravelException.class, bad::start);
    }

    @Test
    void shouldGiveUpWorkersThatDoNotGetReady() {
        PoolBuilder bad =
                light().startTimeout(Duration.ofMillis(1))
                        .initializer(() -> Thread.sleep(1_000_000));

        assertThrows(PoolBrokenException.class, bad::start);
    }

    @Test
    void shouldTryAgainWhenAWorkerEndsBeforeItIsReady() throws Exception {
        List<String> crash = List.of("-Dzoosync.crashpoint=POOL_WORKER_REGISTERED");
        try (ZooPool pool = light().extraFlags(starts -> starts == 0 ? crash : List.of()).start()) {
            PoolTestCase.checkWorks(pool);
        }
    }

    @Test
    void shouldSetEnvironmentHeapAndClassPath() throws Exception {
        try (ZooPool pool =
                ZooPool.builder()
                        .workers(1)
                        .environment("ZOO_TEST", "seven")
                        .jvmFlags("-Dzoo.test=8")
                        .heap("40m")
                        .classPath(Path.of("some", "where"))
                        .start()) {
            assertEquals("seven", pool.submit(() -> System.getenv("ZOO_TEST")).get());
            assertEquals("8", pool.submit(() -> System.getProperty("zoo.test")).get());
            assertTrue(pool.submit(() -> Runtime.getRuntime().maxMemory()).get() <= 40 << 20);
            String path = pool.submit(() -> System.getProperty("java.class.path")).get();
            assertTrue(path.endsWith(Path.of("some", "where").toAbsolutePath().toString()), path);
        }
    }

    @Test
    void shouldRefuseSettingsThatMakeNoSense() {
        PoolBuilder builder = ZooPool.builder();

        assertEquals(
                "workers must be 1 to 1000: workers=0",
                assertThrows(IllegalArgumentException.class, () -> builder.workers(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> builder.bufferBytes(1000));
        assertThrows(IllegalArgumentException.class, () -> builder.retries(-1));
        assertThrows(IllegalArgumentException.class, () -> builder.grace(Duration.ofMillis(-1)));
        MapOptions options = MapOptions.options();
        assertThrows(IllegalArgumentException.class, () -> options.chunk(0));
        assertThrows(IllegalArgumentException.class, () -> options.retries(-1));
        assertThrows(IllegalArgumentException.class, () -> options.timeout(Duration.ZERO));
    }

    @Test
    void shouldBeClosedTwiceAndRefuseWorkThen() throws Exception {
        ZooPool pool = light().start();
        pool.close();
        pool.close();
        pool.shutdown();
        pool.shutdownNow();
        assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
        assertEquals(List.of(), pool.workers());
        assertEquals("ZooPool[workers=1, terminated]", pool.toString());

        assertThrows(RejectedExecutionException.class, () -> pool.map(x -> x, List.of(1)));
        assertThrows(RejectedExecutionException.class, () -> pool.submit(() -> 1));
        assertThrows(RejectedExecutionException.class, () -> pool.imap(x -> x, List.of(1)));
    }

    @Test
    void shouldFinishMapsOfOtherThreadsBeforeItCloses() throws Exception {
        ZooPool pool = light().start();
        try (Gate gate = new Gate()) {
            String name = gate.name();
            InThread<int[]> map =
                    InThread.start(
                            () ->
                                    pool.map(
                                            x -> {
                                                if (x == 0) {
                                                    Gate.pass(name);
                                                }
                                                return x;
                                            },
                                            ZooPool.range(5000),
                                            MapOptions.options().chunk(1)));
            gate.awaitTask();
            InThread<Void> closing =
                    InThread.start(
                            () -> {
                                pool.close();
                                return null;
                            });
            gate.open(1);
            assertEquals(5000, map.result().length);
            closing.result();
        }
    }

    @Test
    void shouldShutDownNowWhenItsClosingIsInterrupted() throws Exception {
        ZooPool pool = light().start();
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFuture<Void> future = pool.submit(() -> Gate.passStubbornly(name));
            gate.awaitTask();
            InThread<Boolean> closing =
                    InThread.start(
                            () -> {
                                pool.close();
                                return Thread.interrupted();
                            });
            closing.interrupt();
            assertTrue(closing.result());
            assertTrue(future.isCompletedExceptionally());
        }
    }

    @Test
    void shouldEndLazyMapsWhenItIsShutDown() throws Exception {
        ZooPool pool = light().start();
        PoolResults<Integer> lazy = pool.imap(x -> x, Stream.iterate(0, x -> x + 1));
        assertEquals(0, lazy.next());
        pool.close();
        assertThrows(RejectedExecutionException.class, () -> lazy.forEachRemaining(x -> {}));
    }

    @Test
    void shouldGiveUpItsStartWhenItIsInterrupted() {
        Thread.currentThread().interrupt();
        assertThrows(IOException.class, () -> light().start().close());
        assertTrue(Thread.interrupted());
    }
}
