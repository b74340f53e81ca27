package io.zoosync.bench;

import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Table;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.bench.peer.Flights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Record batches through a queue beside Arrow's IPC stream over a Unix domain socket and a pipe.
 */
final class ArrowBench {
    private static final Plan QUICK = new Plan(3, Duration.ofMillis(1500), Duration.ofMillis(800));
    private static final Plan FULL = new Plan(7, Duration.ofMillis(2500), Duration.ofMillis(2500));

    /** The Arrow IPC stream needs it; ZooSync does not, but the file is read by Arrow's reader. */
    private static final List<String> ARROW_FLAGS =
            List.of("--add-opens=java.base/java.nio=ALL-UNNAMED");

    private static final int CAPACITY_BYTES = 4 << 20;
    private static final String NAME = "arrow-batches";

    private final Workspace workspace;

    private ArrowBench(Workspace workspace) {
        this.workspace = workspace;
    }

    static void run(Workspace workspace, boolean quick) throws IOException {
        System.out.println(Flights.describe() + "; every value is read and checked");
        System.out.println("arrow-...: Arrow's IPC stream, system's buffer sizes");
        new ArrowBench(workspace).run(quick ? QUICK : FULL);
    }

    private void run(Plan plan) throws IOException {
        List<Workload> workloads =
                List.of(
                        new Workload(
                                NAME,
                                List.of(Metric.rate(NAME, "M rows/s")),
                                List.of(
                                        contender("zoosync"),
                                        contender("arrow-unix-socket"),
                                        contender("arrow-pipe"))));
        Workload.runAll(workloads, plan);
        Table.print(workloads);
    }

    private Contender contender(String kind) {
        return new Contender(kind, plan -> rows(plan, kind));
    }

    private double[] rows(Plan plan, String kind) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Path path = run.directory().resolve("channel");
            if (kind.equals("arrow-pipe")) {
                run.toEnd("mkfifo", path);
            }
            Child receiver = start(run, "receive", kind, path);
            start(run, "send", kind, path);
            return new double[] {receiver.rate(run.go()) * 1e3};
        }
    }

    private static Child start(Children run, String role, String kind, Path path)
            throws IOException {
        return run.java(ARROW_FLAGS, ArrowChild.class, role, kind, path, CAPACITY_BYTES);
    }
}
