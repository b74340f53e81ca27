package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.internal.os.Os;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class IdlePoolTest {
    /** In two seconds; the portable binding polls. */
    private static final int MOST_TICKS = Os.current().name().equals("portable") ? 20 : 5;

    @Test
    void shouldUseNoProcessorWhileThereIsNothingToDo() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no /proc/PID/stat here");
        try (ChildJvm parent = ChildJvm.start(PoolParent.class, "idle")) {
            String[] workers = parent.expectLine("workers").split(" ");
            Thread.sleep(500); // the JVMs' own threads come to rest
            long before = ticks(parent.pid());
            long workersBefore = ticks(workers);
            Thread.sleep(2000); // what is measured
            long used = ticks(parent.pid()) - before;
            long usedByWorkers = ticks(workers) - workersBefore;
            assertTrue(used <= MOST_TICKS, "clock ticks of the parent in 2 s: " + used);
            assertTrue(
                    usedByWorkers <= (long) workers.length * MOST_TICKS,
                    "clock ticks of the workers in 2 s: " + usedByWorkers);
            parent.endInput();
            parent.expectExit(0);
        }
    }

    private static long ticks(String[] pids) throws IOException {
        long sum = 0;
        for (String pid : pids) {
            sum += ticks(Long.parseLong(pid));
        }
        return sum;
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
