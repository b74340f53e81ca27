package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers are killed at random while maps run, and every result is right. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomKillsTest {
    private static final int KILLS = 50;
    private static final int MOST_PAUSE_MILLIS = 60;

    @Test
    void shouldGiveEveryResultRightWhileWorkersAreKilled() throws Exception {
        long seed = System.nanoTime();
        AtomicInteger kills = new AtomicInteger();
        try (ZooPool pool = PoolTestCase.light().retries(1000).start()) {
            InThread<Void> killer = InThread.start(() -> kill(pool, new Random(seed), kills));
            int chunk = 1;
            int maps = 0;
            while (kills.get() < KILLS || maps == 0) {
                int offset = maps++;
                chunk = chunk % 50 + 7;
                MapOptions options = MapOptions.options().chunk(chunk);
                int[] results = pool.map(x -> work(x) + offset, ZooPool.range(2000), options);
                for (int i = 0; i < results.length; i++) {
                    int index = i;
                    assertEquals(
                            work(i) + offset,
                            results[i],
                            () -> "seed " + seed + ", map " + offset + ", element " + index);
                }
            }
            killer.result();
            PoolTestCase.checkWorks(pool);
        }
    }

    /** Takes some microseconds. */
    private static int work(int x) {
        int value = x;
        for (int i = 0; i < 1000; i++) {
            value = value * 31 + i;
        }
        return value;
    }

    private static Void kill(ZooPool pool, Random random, AtomicInteger kills)
            throws InterruptedException {
        while (kills.get() < KILLS) {
            // Not for anything to happen meanwhile: to strike at different moments.
            Thread.sleep(random.nextInt(MOST_PAUSE_MILLIS));
            List<ProcessHandle> workers = pool.workers();
            if (!workers.isEmpty()) {
                workers.get(random.nextInt(workers.size())).destroyForcibly();
                kills.incrementAndGet();
            }
        }
        return null;
    }
}
