package io.zoosync.examples.demo;

import static io.zoosync.pool.ZooPool.range;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.pool.MapOptions;
import io.zoosync.pool.ZooPool;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BaseIntVector;

/** A map over the table's columns with worker processes, one of which is killed in the middle. */
public final class MapPart {
    private static final int TABLES = 400;
    private static final int CHUNK = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private MapPart() {}

    /** Runs the part. */
    public static void play(Workspace workspace, Screen screen)
            throws IOException, InterruptedException {
        screen.title("4. A map over the table's columns, with a worker killed in the middle");
        try (ZooArray delays = column("delay");
                ZooArray miles = column("distance")) {
            double[] expected = new double[TABLES];
            long started = System.nanoTime();
            for (int seed = 0; seed < TABLES; seed++) {
                expected[seed] = Resampling.difference(delays, miles, seed);
                screen.progress((double) seed / TABLES, "one process");
            }
            double alone = (System.nanoTime() - started) / 1e9;
            int workers = Runtime.getRuntime().availableProcessors();
            started = System.nanoTime();
            try (ZooPool pool = ZooPool.create(workers)) {
                double[] differences = map(pool, delays, miles, screen);
                double together = (System.nanoTime() - started) / 1e9;
                screen.check(
                        Arrays.equals(expected, differences),
                        "%d resampled tables by %d worker processes give what one process gives",
                        TABLES,
                        workers);
                screen.line(
                        "  %.1f s alone, %.1f s in the pool, its start included", alone, together);
                interval(screen, differences);
                screen.check(
                        pool.map(x -> x * x, range(100))[99] == 9801, "the pool goes on after it");
            }
        } finally {
            ZooArray.unlink("delay");
            ZooArray.unlink("distance");
        }
    }

    private static double[] map(ZooPool pool, ZooArray delays, ZooArray miles, Screen screen)
            throws InterruptedException {
        AtomicReference<ProcessHandle> victim = new AtomicReference<>();
        double[] differences =
                pool.mapToDouble(
                        seed -> Resampling.difference(delays, miles, seed),
                        range(TABLES),
                        MapOptions.options()
                                .chunk(CHUNK)
                                .retries(1)
                                .progress(
                                        (done, total) -> {
                                            screen.progress((double) done / total, "the pool");
                                            if (done > 0 && victim.get() == null) {
                                                victim.set(pool.workers().get(0));
                                                victim.get().destroyForcibly();
                                            }
                                        }));
        ProcessHandle killed = victim.get();
        screen.check(
                killed != null && killed.onExit().join() != null && isGone(killed, pool),
                "worker process %d was killed (kill -9) in the middle, another took its place",
                killed == null ? 0 : killed.pid());
        return differences;
    }

    /**
     * Whether a pool no longer has a worker that has ended, of which it may be told a bit later.
     */
    private static boolean isGone(ProcessHandle worker, ZooPool pool) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (pool.workers().contains(worker) && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        return !pool.workers().contains(worker);
    }

    /** A column of the table as an array that other processes can attach to by its name. */
    private static ZooArray column(String name) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                Flights flights = Flights.load(allocator)) {
            BaseIntVector vector = (BaseIntVector) flights.table().getVector(name);
            ZooArray array = ZooArray.create(name, DType.INT16, vector.getValueCount());
            for (int row = 0; row < vector.getValueCount(); row++) {
                array.setLong(row, vector.getValueAsLong(row));
            }
            return array;
        }
    }

    private static void interval(Screen screen, double[] differences) {
        double[] sorted = differences.clone();
        Arrays.sort(sorted);
        screen.line(
                "  flights of 1000 miles and more are %.2f minutes later on average than shorter"
                        + " ones (95 %% of the tables: %.2f to %.2f)",
                Arrays.stream(sorted).average().orElseThrow(),
                sorted[(int) (0.025 * TABLES)],
                sorted[(int) (0.975 * TABLES)]);
    }
}
