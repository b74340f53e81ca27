package io.zoosync.pool;

import static io.zoosync.pool.MapOptions.options;
import static io.zoosync.pool.ZooPool.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MapTest extends PoolTestCase {
    record Point(int x, int y) implements Serializable {}

    @Test
    void shouldMapARange() throws Exception {
        int[] squares = pool.map(x -> x * x, range(100));

        assertArrayEquals(IntStream.range(0, 100).map(x -> x * x).toArray(), squares);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1, 7",
        "7, 1",
        "1000, 1",
        "1000, 7",
        "1000, 5000",
        "100000, 0",
        "12345, 100"
    })
    void shouldGiveResultsInOrderWhateverTheChunk(int count, int chunk) throws Exception {
        MapOptions options = chunk == 0 ? options() : options().chunk(chunk);

        assertArrayEquals(
                range(1, count + 1).toArray(), pool.map(x -> x + 1, range(count), options));
    }

    @Test
    void shouldMapNumbersOfEachKind() throws Exception {
        assertArrayEquals(new int[] {2, 4}, pool.map(x -> 2 * x, new int[] {1, 2}));
        assertArrayEquals(
                new long[] {1L << 40, 1L << 41}, pool.map(x -> x << 40, LongStream.of(1, 2)));
        assertArrayEquals(new long[] {-1, -2}, pool.map(x -> -x, new long[] {1, 2}));
        assertArrayEquals(new double[] {0.5, 1}, pool.map(x -> x / 2, DoubleStream.of(1, 2)));
        assertArrayEquals(new double[] {2, 3}, pool.map(x -> Math.sqrt(x), new double[] {4, 9}));
        assertArrayEquals(
                new long[] {0, 10_000_000_000L},
                pool.mapToLong(x -> x * 10_000_000_000L, range(2)));
        assertArrayEquals(new double[] {0, 0.5}, pool.mapToDouble(x -> x / 2.0, range(2)));
        assertArrayEquals(
                new double[] {0, 0.5}, pool.mapToDouble(x -> x / 2.0, LongStream.range(0, 2)));
    }

    @Test
    void shouldMapBetweenNumbersAndObjects() throws Exception {
        assertEquals(List.of("0", "1"), pool.mapToObj(x -> "" + x, range(2)));
        assertEquals(List.of("0", "1"), pool.mapToObj(x -> "" + x, LongStream.range(0, 2)));
        assertEquals(List.of("0.5"), pool.mapToObj(x -> "" + x, DoubleStream.of(0.5)));
        List<String> words = List.of("a", "bc", "");
        assertArrayEquals(new int[] {1, 2, 0}, pool.mapToInt(word -> word.length(), words));
        assertArrayEquals(new long[] {1, 2, 0}, pool.mapToLong(String::length, words));
        assertArrayEquals(new double[] {1, 2, 0}, pool.mapToDouble(String::length, words));
    }

    @Test
    void shouldMapObjects() throws Exception {
        assertEquals(
                List.of("A", "B"),
                pool.map(word -> word.toUpperCase(java.util.Locale.ROOT), List.of("a", "b")));
        assertEquals(List.of(1, 2), pool.map(String::length, Stream.of("a", "bb")));
        List<Point> points = pool.map(p -> new Point(p.y(), p.x()), List.of(new Point(1, 2)));
        assertEquals(List.of(new Point(2, 1)), points);
    }

    @Test
    void shouldMapNullsAndMixedObjects() throws Exception {
        List<Object> all = new ArrayList<>();
        Collections.addAll(
                all, null, 1, 2L, 3.0, "four", "fünf \ud83d\ude00", '6', true, List.of(8));

        assertEquals(all, pool.map(x -> x, all));
        assertEquals(all, pool.map(x -> x, all, options().chunk(all.size())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void shouldMapArrays(int chunk) throws Exception {
        List<Object> arrays =
                List.of(new byte[] {1, 2}, new int[] {3}, new long[] {4}, new double[] {5, 6, 7});

        List<Object> back = pool.map(array -> array, arrays, options().chunk(chunk));

        assertArrayEquals((byte[]) arrays.get(0), (byte[]) back.get(0));
        assertArrayEquals((int[]) arrays.get(1), (int[]) back.get(1));
        assertArrayEquals((long[]) arrays.get(2), (long[]) back.get(2));
        assertArrayEquals((double[]) arrays.get(3), (double[]) back.get(3));
    }

    @Test
    void shouldMapNothing() throws Exception {
        assertEquals(0, pool.map(x -> x, range(0)).length);
        assertEquals(List.of(), pool.map(x -> x, List.of()));
        assertEquals(7, pool.reduce(7, (a, b) -> a + b, range(0)));
    }

    @Test
    void shouldCarryCapturedValuesAndThrowCheckedExceptions() throws Exception {
        int[] factors = {3, 5};
        String text = "abc";

        assertEquals(List.of(3, 5), pool.mapToObj(i -> factors[i] * text.length() / 3, range(2)));
        TaskException failure =
                assertThrows(
                        TaskException.class,
                        () ->
                                pool.forEach(
                                        x -> {
                                            throw new IOException(text);
                                        },
                                        range(1)));
        assertEquals(IOException.class, failure.getCause().getClass());
        assertEquals("abc", failure.getCause().getMessage());
    }

    @Test
    void shouldMapPairs() throws Exception {
        assertEquals(
                List.of("a1", "b2"),
                pool.starmap((a, b) -> a + b, List.of("a", "b"), List.of(1, 2)));
        assertEquals(
                List.of(3, 7),
                pool.starmap((a, b) -> a + b, List.of(Map.entry(1, 2), Map.entry(3, 4))));
        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> pool.starmap((a, b) -> a, List.of(1), List.of(1, 2)));
        assertEquals("the collections differ in size: 1 and 2", refusal.getMessage());
    }

    @Test
    void shouldReduce() throws Exception {
        assertEquals(4950, pool.reduce(0, (a, b) -> a + b, range(100)));
        assertEquals(
                499_999_500_000L, pool.reduce(0L, (a, b) -> a + b, LongStream.range(0, 1_000_000)));
        assertEquals(3.0, pool.reduce(0.0, (a, b) -> Math.max(a, b), DoubleStream.of(1, 3, 2)));
    }

    @Test
    void shouldReduceObjectsInTheirOrder() throws Exception {
        List<String> letters = IntStream.range(0, 500).mapToObj(i -> i + ",").toList();

        assertEquals(String.join("", letters), pool.reduce("", (a, b) -> a + b, letters));
        assertEquals(
                String.join("", letters).length(),
                pool.mapReduce(text -> text.length(), 0, (a, b) -> a + b, letters));
    }

    @Test
    void shouldNameTheElementThatFailed() throws Exception {
        TaskException failure =
                assertThrows(TaskException.class, () -> pool.map(x -> 10 / (x - 70), range(100)));

        assertEquals(70, failure.index());
        assertEquals(
                "element 70 failed: java.lang.ArithmeticException: / by zero",
                failure.getMessage());
        StackTraceElement[] trace = failure.getCause().getStackTrace();
        assertTrue(trace[0].getClassName().startsWith(MapTest.class.getName()), trace[0]::toString);
        assertTrue(
                failure.getSuppressed()[0].getStackTrace().length > 0,
                "where the map was called is to be seen as well");
    }

    @Test
    void shouldCancelTheRestAfterAFailure() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            // Two tasks wait at the gate until they are interrupted; nobody ever opens it.
            TaskException failure =
                    assertThrows(
                            TaskException.class,
                            () ->
                                    pool.forEach(
                                            x -> {
                                                if (x == 2) {
                                                    throw new IllegalStateException("no");
                                                }
                                                Gate.pass(name);
                                            },
                                            range(1000),
                                            options().chunk(1)));
            assertEquals(2, failure.index());
            checkWorks(pool);
        }
    }

    @Test
    void shouldEndAtTheTimeout() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            MapOptions options = options().timeout(Duration.ofMillis(300));
            long start = System.nanoTime();

            TaskException failure =
                    assertThrows(
                            TaskException.class,
                            () -> pool.forEach(x -> Gate.pass(name), range(10), options));

            assertTrue(System.nanoTime() - start >= Duration.ofMillis(300).toNanos());
            assertInstanceOf(TimeoutException.class, failure.getCause());
            assertEquals(
                    "the map has not ended within PT0.3S: 0 of 10 elements are done",
                    failure.getMessage());
            assertEquals(-1, failure.index());
        }
    }

    @Test
    void shouldBeInterruptible() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            InThread<Void> waiting =
                    InThread.start(
                            () -> {
                                pool.forEach(x -> Gate.pass(name), range(10));
                                return null;
                            });
            gate.awaitTask();
            waiting.interrupt();
            assertInstanceOf(InterruptedException.class, waiting.failure());
        }
    }

    @Test
    void shouldTellItsProgress() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Progress listener = (done, total) -> seen.add(done + "/" + total);

        pool.map(x -> x, range(100), options().chunk(10).progress(listener));

        assertEquals("100/100", seen.get(seen.size() - 1));
    }

    @Test
    void shouldRefuseWhatCannotTravelBeforeAnythingIsSent() throws Exception {
        Object thing = new Object();
        try (Gate gate = new Gate()) {
            String name = gate.name();
            assertThrows(
                    CannotTravelException.class,
                    () ->
                            pool.forEach(
                                    x -> {
                                        Gate.arrive(name);
                                        int unused = thing.hashCode();
                                    },
                                    range(10)));
            assertThrows(CannotTravelException.class, () -> pool.forEach(x -> {}, List.of(thing)));
            assertEquals(0, gate.arrived());
        }
    }

    @Test
    void shouldRefuseATaskThatCapturesThePool() {
        ZooPool captured = pool;

        assertThrows(
                CannotTravelException.class,
                () -> pool.map(x -> captured.map(y -> y, range(3)).length, range(3)));
    }

    @Test
    void shouldServeManyThreadsAtOnce() throws Exception {
        List<InThread<int[]>> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int offset = t * 1000;
            threads.add(
                    InThread.start(
                            () -> pool.map(x -> x + offset, range(2000), options().chunk(3))));
        }
        for (int t = 0; t < 8; t++) {
            int[] expected = range(1000 * t, 1000 * t + 2000).toArray();
            assertArrayEquals(expected, threads.get(t).result());
        }
    }
}
