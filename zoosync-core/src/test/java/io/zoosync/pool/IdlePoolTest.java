package io.zoosync.pool;

import io.zoosync.internal.os.Os;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.Wakes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class IdlePoolTest {
    /** For each process in a second; the portable binding polls. */
    private static final int MOST_WAKES = Os.current().name().equals("portable") ? 2500 : 25;

    @Test
    void shouldUseNoProcessorWhileThereIsNothingToDo() throws Exception {
        Wakes.assumeCounted();
        try (ChildJvm parent = ChildJvm.start(PoolParent.class, "idle")) {
            List<Long> pids = new ArrayList<>(List.of(parent.pid()));
            for (String worker : parent.expectLine("workers").split(" ")) {
                pids.add(Long.parseLong(worker));
            }
            Thread.sleep(500); // the last results are on their way
            Wakes before = Wakes.of(pids);
            Thread.sleep(2000); // what is measured
            Wakes.assertFew(pids, before, MOST_WAKES);
            parent.endInput();
            parent.expectExit(0);
        }
    }
}
