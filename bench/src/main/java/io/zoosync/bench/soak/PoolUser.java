package io.zoosync.bench.soak;

import static io.zoosync.pool.ZooPool.range;

import io.zoosync.pool.WorkerDiedException;
import io.zoosync.pool.ZooPool;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** One map after another by a pool whose workers are killed; every result is checked. */
final class PoolUser implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final int MOST_TASKS = 20_000;
    private static final long PATIENCE_SECONDS = 60;

    private final ZooPool pool;
    private final Random random;
    private final Thread thread;
    private final AtomicLong maps = new AtomicLong();
    private final AtomicLong died = new AtomicLong();
    private final AtomicReference<String> broken = new AtomicReference<>();
    private volatile long lastEnd = System.nanoTime();
    private volatile boolean closing;
    private long endedAtKill;

    PoolUser(long seed) throws IOException {
        random = new Random(seed);
        pool = ZooPool.builder().workers(WORKERS).heap("64m").start();
        thread = new Thread(this::work, "pool-user");
        thread.setDaemon(true);
        thread.start();
    }

    private void work() {
        while (!closing && broken.get() == null) {
            try {
                mapOnce(1 + random.nextInt(MOST_TASKS), random.nextInt());
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                broken.set("a map failed: " + e);
            }
            lastEnd = System.nanoTime();
        }
    }

    private void mapOnce(int tasks, int summand) throws InterruptedException {
        try {
            int[] results = pool.map(x -> 31 * x + summand, range(tasks));
            for (int i = 0; i < tasks; i++) {
                if (results[i] != 31 * i + summand) {
                    broken.set("result " + i + " of " + tasks + " is " + results[i]);
                }
            }
            maps.incrementAndGet();
        } catch (WorkerDiedException e) {
            died.incrementAndGet();
        }
    }

    /** Kills a worker, at times; one that never gets to start would rightly break the pool. */
    void disturb(Random chance, Totals totals) {
        List<ProcessHandle> workers = pool.workers();
        long ended = maps.get() + died.get();
        if (!workers.isEmpty() && ended > endedAtKill && chance.nextInt(2) == 0) {
            workers.get(chance.nextInt(workers.size())).destroyForcibly();
            endedAtKill = ended;
            totals.kills++;
        }
    }

    /** Adds up what has been done, and fails if a result was wrong or a map hangs. */
    void account(Totals totals) throws BrokenPromiseException {
        if (broken.get() != null) {
            throw new BrokenPromiseException("the pool: " + broken.get());
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - lastEnd);
        if (seconds > PATIENCE_SECONDS) {
            throw new BrokenPromiseException("a map has not ended for " + seconds + " s");
        }
        totals.maps = maps.get() + died.get();
        totals.mapsDied = died.get();
    }

    /** Ends the pool; after it there is neither a worker of it nor a file. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        pool.shutdownNow();
        pool.close();
    }
}
