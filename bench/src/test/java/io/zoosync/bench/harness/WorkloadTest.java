package io.zoosync.bench.harness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Plan PLAN = new Plan(3, Duration.ZERO, Duration.ofMillis(1));
    private static final int ATTEMPTS = 5;

    private final PrintStream console = System.out;
    private int calls;

    @BeforeEach
    void silence() {
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(console);
    }

    private Workload workload(int failures) {
        Contender ours = Contender.fresh("ours", plan -> new double[] {1});
        Contender busy =
                Contender.fresh(
                        "busy",
                        plan -> {
                            if (calls++ < failures) {
                                throw new MissedWindowException("busy", 0, Window.after(plan));
                            }
                            return new double[] {2};
                        });
        return new Workload("work", List.of(Metric.rate("work", "/s")), List.of(ours, busy))
                .onOneCore();
    }

    @Test
    void aTurnForWhichTheMachineNeverHadTimeIsMadeUpForInALaterRound() throws Exception {
        Workload workload = workload(ATTEMPTS);
        Workload.runAll(List.of(workload), PLAN);
        assertEquals(List.of(2.0, 2.0, 2.0), workload.rows().get(1).figures());
        assertEquals(ATTEMPTS + 3, calls);
    }

    @Test
    void aContenderThatNeverGetsToRunIsNamed() {
        Workload workload = workload(Integer.MAX_VALUE);
        IOException e =
                assertThrows(IOException.class, () -> Workload.runAll(List.of(workload), PLAN));
        assertTrue(e.getMessage().contains("busy in work"), e.getMessage());
    }
}
