package io.zoosync.pool;

import static io.zoosync.pool.MapOptions.options;
import static io.zoosync.pool.ZooPool.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import io.zoosync.RemoteFailureException;
import io.zoosync.shm.ZooShm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is large, much, or unfit to travel. */
class PoolLimitsTest extends PoolTestCase {
    private static final int BUFFER = 1 << 16;

    @Override
    PoolBuilder settings() {
        return light().bufferBytes(BUFFER);
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8));
        }
        return bytes;
    }

    private static void assertNoMessageFiles() throws Exception {
        try (Stream<Path> files = Files.walk(ZooShm.directory())) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            assertTrue(
                    names.stream()
                            .noneMatch(
                                    name -> name.startsWith("task-") || name.startsWith("result-")),
                    names::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, BUFFER / 4 - 100, BUFFER / 4, BUFFER / 2, BUFFER, 50 * BUFFER})
    void shouldMoveResultsAndArgumentsOfAnySize(int length) throws Exception {
        byte[] bytes = pattern(length);

        List<byte[]> back = pool.map(x -> x, List.of(bytes, bytes), options().chunk(1));

        assertArrayEquals(bytes, back.get(0));
        assertArrayEquals(bytes, back.get(1));
        assertArrayEquals(bytes, pool.submit(() -> pattern(length)).get());
        assertNoMessageFiles();
    }

    @Test
    void shouldMoveChunksLargerThanTheBuffer() throws Exception {
        int[] numbers = range(100_000).toArray();

        assertArrayEquals(numbers, pool.map(x -> x, numbers, options().chunk(60_000)));
        List<String> texts = Arrays.stream(numbers).mapToObj(i -> "text " + i).toList();
        assertEquals(texts, pool.map(text -> text, texts, options().chunk(60_000)));
        assertNoMessageFiles();
    }

    @Test
    void shouldFailATaskWhoseResultCannotTravel() {
        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> pool.submit(() -> new Object()).get());
        assertInstanceOf(CannotTravelException.class, failure.getCause());

        TaskException ofMap =
                assertThrows(TaskException.class, () -> pool.mapToObj(x -> new Thread(), range(3)));
        assertInstanceOf(CannotTravelException.class, ofMap.getCause());
    }

    @Test
    void shouldGiveAStandInForAnExceptionThatCannotTravel() {
        ExecutionException failure =
                assertThrows(
                        ExecutionException.class,
                        () -> pool.submit((PoolFunction.Run) PoolLimitsTest::throwUnfit).get());
        RemoteFailureException standIn =
                assertInstanceOf(RemoteFailureException.class, failure.getCause());
        assertTrue(standIn.getMessage().contains("unfit"), standIn::getMessage);
    }

    private static void throwUnfit() {
        throw new UnfitException();
    }

    private static final class UnfitException extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings({"unused", "serial"})
        private final Object thing = new Object();

        UnfitException() {
            super("unfit");
        }
    }

    @Test
    void shouldPassOnWhatTasksPrint() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (ZooPool own = light().workers(1).start()) {
            String line = "x".repeat(99);
            int[] results =
                    own.map(
                            x -> {
                                System.out.println(line);
                                return x;
                            },
                            range(10_000));
            assertEquals(10_000, results.length);
        } finally {
            System.setOut(before);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(10_000, lines.size());
        assertEquals(1, lines.stream().distinct().count());
    }

    @Test
    void shouldNotLetATaskReadTheParentsHold() throws Exception {
        assertEquals(-1, pool.submit(() -> System.in.read()).get());
    }

    @Test
    void shouldTakeFarMoreTasksThanTheBufferHolds() throws Exception {
        int count = 3 * ControlLayout.SLOTS;
        List<PoolFuture<Integer>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            futures.add(pool.submit(() -> number));
        }
        for (int i = 0; i < count; i++) {
            assertEquals(i, futures.get(i).get());
        }
    }

    @Test
    void shouldHoldBackThoseWhoSubmitWhileNoTaskEnds() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            for (int i = 0; i < WORKERS; i++) {
                var unused = pool.submit(() -> Gate.pass(name));
                gate.awaitTask();
            }
            byte[] large = new byte[BUFFER / 8];
            InThread<Integer> submitting =
                    InThread.start(
                            () -> {
                                int length = 0;
                                for (int i = 0; i < 100; i++) {
                                    length += pool.submit(() -> large.length).get();
                                }
                                return length;
                            });
            InThread<Integer> flooding =
                    InThread.start(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    var unused = pool.submit(() -> large.length);
                                }
                                return 100;
                            });
            gate.open(WORKERS);
            assertEquals(100 * large.length, submitting.result());
            assertEquals(100, flooding.result());
        }
    }

    @Test
    void shouldRefuseToSubmitWhenInterruptedWhileItWaitsForSpace() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            for (int i = 0; i < WORKERS; i++) {
                var unused = pool.submit(() -> Gate.pass(name));
                gate.awaitTask();
            }
            byte[] large = new byte[BUFFER / 8];
            InThread<Integer> flooding =
                    InThread.start(
                            () -> {
                                for (int i = 0; i < 1000; i++) {
                                    var unused = pool.submit(() -> large.length);
                                }
                                return 1000;
                            });
            flooding.interrupt();
            assertInstanceOf(RejectedExecutionException.class, flooding.failure());
            gate.open(WORKERS);
        }
    }

    @Test
    void shouldCancelHalfSentMaps() throws Exception {
        try (Gate gate = new Gate()) {
            String name = gate.name();
            InThread<int[]> map =
                    InThread.start(
                            () ->
                                    pool.map(
                                            x -> {
                                                Gate.pass(name);
                                                return x;
                                            },
                                            range(100_000),
                                            options().chunk(1)));
            for (int i = 0; i < WORKERS; i++) {
                gate.awaitTask();
            }
            map.interrupt();
            assertInstanceOf(InterruptedException.class, map.failure());
        }
    }
}
