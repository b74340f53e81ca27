package io.zoosync.pool;

import static io.zoosync.pool.MapOptions.options;
import static io.zoosync.pool.ZooPool.range;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.crash.Place;
import io.zoosync.crash.Scenario;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Pools of two workers, which work until they are closed or die. */
public enum PoolScenario implements Scenario {
    /** The process that has the pool dies: its workers end, and leave nothing. */
    PARENT {
        @Override
        public void run(Place place) throws Exception {
            try (ZooPool pool = builder().start()) {
                work(pool);
                String begun = place.directory().resolve("begun").toString();
                PoolFuture<Void> unwanted =
                        pool.submit(
                                () -> {
                                    Files.createFile(Path.of(begun));
                                    Thread.sleep(1_000_000);
                                });
                while (!Files.exists(Path.of(begun))) {
                    Thread.onSpinWait();
                }
                unwanted.cancel(true);
                work(pool);
            }
        }

        @Override
        public boolean diesIndirectly() {
            return false;
        }

        @Override
        public Map<String, Long> goOn(Place place, CountDownLatch ended) throws Exception {
            runAnother(place); // which removes what no worker has removed
            expectNothingLeft(place);
            return Map.of("pools that left nothing", 1L);
        }
    },
    /** A worker dies: the pool gives all results, and starts another. */
    WORKER {
        @Override
        public void run(Place place) throws Exception {
            workUntil(
                    isTrial() ? 1 : 2,
                    isTrial() ? 1 : 3,
                    starts -> starts == 0 ? dying() : List.of());
        }
    },
    /** A worker dies while it hands back a message that another had when it died. */
    WORKER_HANDING_BACK {
        @Override
        public void run(Place place) throws Exception {
            String first = "-Dzoosync.crashpoint=" + CrashPoint.QUEUE_CURSOR_ADVANCED + ":2";
            workUntil(2, isTrial() ? 3 : 4, starts -> handingBack(first, starts));
        }

        @Override
        public boolean covers(CrashPoint point) {
            return point == CrashPoint.POOL_TASK_RETURNED;
        }
    };

    private static final String PROPERTY = "zoosync.worker.crashpoint";
    private static final int BUFFER = 1 << 16;
    private static final int TASKS = 30;

    /** At lesser depths the points of queues and locks are left to their own scenarios. */
    private static final int DEEP = 3;

    private static PoolBuilder builder() {
        return PoolTestCase.light().workers(2).bufferBytes(BUFFER);
    }

    /** The flags that this process has for its worker. */
    private static List<String> dying() {
        for (String suffix : List.of("", ".counts")) {
            String value = System.getProperty(PROPERTY + suffix);
            if (value != null) {
                return List.of("-Dzoosync.crashpoint" + suffix + "=" + value);
            }
        }
        return List.of();
    }

    private static List<String> handingBack(String first, int starts) {
        return starts == 0 ? List.of(first) : starts < 3 ? dying() : List.of();
    }

    private static boolean isTrial() {
        return System.getProperty(PROPERTY) == null;
    }

    /** Works until so many workers have been started; ends as the last one to die has ended. */
    private static void workUntil(int workers, int starts, IntFunction<List<String>> flags)
            throws Exception {
        try (ZooPool pool = builder().workers(workers).extraFlags(flags).start()) {
            while (pool.starts() < starts) {
                work(pool);
            }
            work(pool);
        }
        System.exit(isTrial() ? 0 : ChildJvm.KILLED);
    }

    private static void work(ZooPool pool) throws InterruptedException {
        MapOptions options = options().chunk(1).retries(2);
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

    @Override
    public void prepare(Place place) {}

    @Override
    public boolean hasPairs() {
        return false; // the parent is never replaced, and workers repair in the queue only
    }

    @Override
    public boolean hasOwnDirectory() {
        return true;
    }

    @Override
    public boolean diesIndirectly() {
        return true;
    }

    @Override
    public boolean covers(CrashPoint point) {
        boolean deep = Integer.getInteger("zoosync.crash.depth", 0) >= DEEP;
        return point.name().startsWith("POOL_") || deep && !point.name().startsWith("REGISTRY_");
    }

    @Override
    public Map<String, Long> goOn(Place place, CountDownLatch ended) throws Exception {
        expectNothingLeft(place);
        return Map.of("pools that gave all results", 1L);
    }

    private static void runAnother(Place place) throws IOException {
        try (ChildJvm next =
                ChildJvm.of(PoolParent.class, "close").directory(place.sharedDirectory()).start()) {
            next.expectExit(0);
        }
    }

    /** Workers that lose their parent end by themselves: that takes a moment. */
    private static void expectNothingLeft(Place place) {
        Path directory = place.sharedDirectory();
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!ZooDirectory.segments(directory).isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(Set.of(), ZooDirectory.segments(directory));
    }
}
