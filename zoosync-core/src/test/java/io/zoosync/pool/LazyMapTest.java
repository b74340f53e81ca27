package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LazyMapTest extends PoolTestCase {
    private static final int AHEAD = 64 + 4 * WORKERS;

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void shouldGiveAllResultsInOrder(int chunk) {
        List<Integer> results = new ArrayList<>();
        MapOptions options = MapOptions.options().chunk(chunk);
        try (PoolResults<Integer> lazy = pool.imap(x -> x + 1, numbers(500), options)) {
            lazy.forEachRemaining(results::add);
        }
        assertEquals(numbers(501).subList(1, 501), results);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void shouldGiveAllResultsInAnyOrder(int chunk) {
        Set<Integer> results = new HashSet<>();
        MapOptions options = MapOptions.options().chunk(chunk);
        try (PoolResults<Integer> lazy = pool.imapUnordered(x -> x, numbers(500), options)) {
            lazy.forEachRemaining(results::add);
        }
        assertEquals(new HashSet<>(numbers(500)), results);
    }

    @Test
    void shouldReadAheadByAWindowOnly() {
        AtomicInteger read = new AtomicInteger();
        Stream<Integer> endless = Stream.generate(read::incrementAndGet);
        try (PoolResults<Integer> lazy = pool.imap(x -> 2 * x, endless)) {
            assertEquals(0, read.get());
            for (int i = 1; i <= 300; i++) {
                assertEquals(2 * i, lazy.next());
                assertTrue(read.get() <= i + AHEAD, read::toString);
            }
        }
    }

    @Test
    void shouldGiveWhatIsReadyFirst() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFunction<Integer, Integer> slowZero =
                    x -> {
                        if (x == 0) {
                            Gate.pass(name);
                        }
                        return x;
                    };
            try (PoolResults<Integer> lazy = pool.imapUnordered(slowZero, numbers(10))) {
                for (int i = 0; i < 9; i++) {
                    assertTrue(lazy.next() > 0);
                }
                gate.open(1);
                assertEquals(0, lazy.next());
                assertFalse(lazy.hasNext());
                assertThrows(NoSuchElementException.class, lazy::next);
            }
        }
    }

    @Test
    void shouldThrowInThePlaceOfTheElement() {
        try (PoolResults<Integer> lazy = pool.imap(x -> 10 / (x - 2), numbers(100))) {
            assertEquals(-5, lazy.next());
            assertEquals(-10, lazy.next());
            TaskException failure = assertThrows(TaskException.class, lazy::next);
            assertEquals(2, failure.index());
            assertThrows(CancellationException.class, lazy::next);
        }
    }

    @Test
    void shouldCancelWhatIsUnderWayWhenItIsClosed() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            PoolFunction<Integer, Integer> waiting =
                    x -> {
                        if (x > 0) {
                            Gate.pass(name);
                        }
                        return x;
                    };
            try (PoolResults<Integer> lazy = pool.imap(waiting, numbers(1000))) {
                assertEquals(0, lazy.next());
                gate.awaitTask();
            }
            checkWorks(pool);
        }
    }

    @Test
    void shouldBeAStream() {
        try (Stream<Integer> stream = pool.imap(x -> x * x, numbers(100)).stream()) {
            assertEquals(List.of(0, 4, 16), stream.filter(x -> x % 2 == 0).limit(3).toList());
        }
    }

    @Test
    void shouldBeGoneThroughByAForLoop() {
        int sum = 0;
        for (int x : pool.imap(x -> x + 1, numbers(10))) {
            sum += x;
        }
        assertEquals(55, sum);
    }

    @Test
    void shouldMapNothing() {
        try (PoolResults<Integer> lazy = pool.imap(x -> x, List.<Integer>of())) {
            assertFalse(lazy.hasNext());
        }
    }

    @Test
    void shouldBeCancelledByAnInterrupt() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            InThread<Object> waiting =
                    InThread.start(
                            () -> {
                                try (PoolResults<Object> lazy =
                                        pool.imap(
                                                x -> {
                                                    Gate.pass(name);
                                                    return x;
                                                },
                                                numbers(5))) {
                                    return lazy.next();
                                } finally {
                                    assertTrue(Thread.currentThread().isInterrupted());
                                }
                            });
            gate.awaitTask();
            waiting.interrupt();
            assertEquals(CancellationException.class, waiting.failure().getClass());
        }
    }
}
