package io.zoosync.pool;

import static io.zoosync.pool.MapOptions.options;
import static io.zoosync.pool.ZooPool.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.CrashPoint;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Has a worker die at each point at which it has stored something that others depend on, at the
 * first and at later passings.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class PoolCrashPointTest {
    private static final int BUFFER = 1 << 16;
    private static final int TASKS = 30;

    private static Stream<Arguments> cases() {
        Stream<CrashPoint> once =
                Stream.of(CrashPoint.POOL_WORKER_REGISTERED, CrashPoint.POOL_WORKER_READY);
        Stream<CrashPoint> often =
                Stream.of(
                        CrashPoint.POOL_TASK_NOTED,
                        CrashPoint.POOL_TASK_TAKEN,
                        CrashPoint.POOL_RESULT_SPILLED,
                        CrashPoint.POOL_RESULT_SENT,
                        CrashPoint.POOL_TASK_ENDED,
                        CrashPoint.QUEUE_VIEW_NOTED,
                        CrashPoint.QUEUE_CURSOR_ADVANCED,
                        CrashPoint.QUEUE_VIEW_FREED,
                        CrashPoint.QUEUE_CLAIMED,
                        CrashPoint.QUEUE_TAIL_PUBLISHED,
                        CrashPoint.QUEUE_COMMITTED);
        return Stream.concat(
                once.map(point -> Arguments.of(point, 1)),
                often.flatMap(point -> IntStream.of(1, 3).mapToObj(n -> Arguments.of(point, n))));
    }

    /** Flags for the first worker alone. */
    private static List<String> crash(int starts, CrashPoint point, int passing) {
        return starts == 0 ? List.of("-Dzoosync.crashpoint=" + point + ":" + passing) : List.of();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldGiveAllResultsWhenAWorkerDies(CrashPoint point, int passing) throws Exception {
        try (ZooPool pool =
                PoolTestCase.light()
                        .workers(2)
                        .bufferBytes(BUFFER)
                        .extraFlags(starts -> crash(starts, point, passing))
                        .start()) {
            while (pool.starts() < 3) { // until it has died and another took its place
                checkResults(pool);
            }
            checkResults(pool);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void shouldEndEveryFutureWhenAWorkerDies(CrashPoint point, int passing) throws Exception {
        try (ZooPool pool =
                PoolTestCase.light()
                        .workers(2)
                        .bufferBytes(BUFFER)
                        .extraFlags(starts -> crash(starts, point, passing))
                        .start()) {
            int deaths = 0;
            while (pool.starts() < 3) {
                deaths += submitted(pool);
            }
            deaths += submitted(pool);
            int told = deaths;
            assertTrue(deaths <= 1, () -> told + " tasks are said to have lost their worker");
            checkResults(pool);
        }
    }

    /** Submits tasks; all end, with their result or their worker's death. Counts the deaths. */
    private static int submitted(ZooPool pool) throws InterruptedException {
        int deaths = 0;
        List<PoolFuture<byte[]>> futures =
                IntStream.range(0, TASKS).mapToObj(i -> pool.submit(() -> large(i))).toList();
        for (int i = 0; i < TASKS; i++) {
            try {
                assertArrayEquals(large(i), futures.get(i).get());
            } catch (ExecutionException e) {
                assertTrue(e.getCause() instanceof WorkerDiedException, e::toString);
                deaths++;
            }
        }
        return deaths;
    }

    private static void checkResults(ZooPool pool) throws InterruptedException {
        MapOptions options = options().chunk(1).retries(1);
        assertArrayEquals(range(TASKS).toArray(), pool.map(x -> x, range(TASKS), options));
        List<byte[]> arrays = pool.mapToObj(x -> large(x), range(5), options);
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(large(i), arrays.get(i));
        }
    }

    /** Some of these are too large for the queue. */
    private static byte[] large(int number) {
        byte[] bytes = new byte[number % 2 == 0 ? BUFFER / 2 : 10];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    @Test
    void shouldBearThatTheWorkerDiesWhoHandsAMessageBack() throws Exception {
        // The first dies with a message received; one of the others while it returns that.
        String returning = "-Dzoosync.crashpoint=" + CrashPoint.POOL_TASK_RETURNED + ":1";
        try (ZooPool pool =
                PoolTestCase.light()
                        .workers(2)
                        .bufferBytes(BUFFER)
                        .extraFlags(
                                starts ->
                                        starts == 0
                                                ? crash(starts, CrashPoint.QUEUE_CURSOR_ADVANCED, 2)
                                                : starts < 3 ? List.of(returning) : List.of())
                        .start()) {
            while (pool.starts() < 4) {
                checkResults(pool);
            }
            checkResults(pool);
        }
    }
}
