package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Has a pool of three workers, which must work on after each test. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PoolTestCase {
    static final int WORKERS = 3;

    ZooPool pool;

    /** A builder whose workers start quickly. */
    static PoolBuilder light() {
        return ZooPool.builder()
                .workers(WORKERS)
                .bufferBytes(1 << 20)
                .jvmFlags("-XX:TieredStopAtLevel=1", "-Xmx64m");
    }

    PoolBuilder settings() {
        return light();
    }

    @BeforeAll
    void startPool() throws IOException {
        pool = settings().start();
    }

    @AfterEach
    void shouldStillWork() throws InterruptedException {
        checkWorks(pool);
    }

    @AfterAll
    void closePool() {
        pool.close();
    }

    static void checkWorks(ZooPool pool) throws InterruptedException {
        int[] results = pool.map(x -> x + 1, ZooPool.range(200));
        for (int i = 0; i < results.length; i++) {
            assertEquals(i + 1, results[i]);
        }
    }
}
