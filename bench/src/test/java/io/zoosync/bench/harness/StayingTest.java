package io.zoosync.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StayingTest {
    private static final Plan PLAN = new Plan(1, 2, Duration.ofMillis(50), Duration.ofMillis(50));

    /** Counts, turn by turn; at the end it says how many turns there were. */
    static final class Counter {
        private Counter() {}

        public static void main(String[] args) throws IOException {
            Parent parent = new Parent();
            parent.awaitGo();
            int turns = 0;
            while (!parent.isLast()) {
                while (!parent.hasBegun()) {
                    Thread.onSpinWait();
                }
                long count = 0;
                long began = System.nanoTime();
                do {
                    count++;
                } while (!parent.hasEnded());
                if (!parent.isLast()) {
                    turns++;
                    parent.result(count, System.nanoTime() - began);
                }
            }
            parent.result(turns, 0);
        }
    }

    @Test
    void isMeasuredTurnByTurnByTheSameProcess() throws Exception {
        AtomicLong turns = new AtomicLong();
        try (Workspace workspace = Workspace.create()) {
            Children children = new Children(workspace, PLAN);
            Child child = children.java(Counter.class);
            try (Running running =
                    Staying.warmedUp(
                            children,
                            PLAN,
                            window -> new double[] {child.numbers()[0], child.id()},
                            window -> turns.set((long) child.numbers()[0]))) {
                double[] first = running.turn();
                double[] second = running.turn();
                assertTrue(first[0] > 0 && second[0] > 0);
                assertEquals(first[1], second[1]);
                running.finish();
            }
        }
        assertEquals(3, turns.get(), "two turns and the warm-up");
    }

    @Test
    void saysThatAChildDied() throws Exception {
        try (Workspace workspace = Workspace.create()) {
            Children children = new Children(workspace, PLAN);
            Child child = children.java(Counter.class);
            try (Running running = Staying.warmedUp(children, PLAN, window -> child.numbers())) {
                ProcessHandle.of(child.id()).orElseThrow().destroyForcibly();
                assertThrows(IOException.class, running::turn);
            }
        }
    }
}
