package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A counter that nothing else protects, raised by four threads of each of four processes. */
class MutualExclusionTest extends OneLockTest {
    private static final int PROCESSES = 4;
    private static final int THREADS = 4;
    private static final int ROUNDS = 20_000;
    private static final int STOPS = 40;
    private static final long SEED = 20_240_229;

    @TempDir private Path directory;

    @Test
    void shouldCountExactly() throws Exception {
        count(processes -> {});
    }

    @Test
    void shouldCountExactlyWhenProcessesAreStoppedAndGoOn() throws Exception {
        Random random = new Random(SEED);
        count(
                processes -> {
                    for (int i = 0; i < STOPS; i++) {
                        ChildJvm process = processes.get(random.nextInt(PROCESSES));
                        process.stop();
                        process.resume();
                    }
                });
    }

    private void count(Disturbance disturbance) throws IOException {
        Path file = directory.resolve("counter");
        CountingProcess.map(file);
        List<ChildJvm> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(ChildJvm.start(CountingProcess.class, name, file, THREADS, ROUNDS));
            }
            processes.forEach(process -> process.expectLine("ready"));
            processes.forEach(process -> process.send("go"));
            disturbance.of(processes);
            processes.forEach(process -> process.expectLine("done"));
        } finally {
            processes.forEach(ChildJvm::close);
        }
        long expected = (long) PROCESSES * THREADS * ROUNDS;
        assertEquals(expected, CountingProcess.map(file).getLong(CountingProcess.COUNTER));
        try (Guard guard = lock.acquire()) {
            assertTrue(guard.token() > expected, "each holding had a token");
        }
    }

    private interface Disturbance {
        void of(List<ChildJvm> processes);
    }
}
