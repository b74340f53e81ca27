package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes dearer when there is more of it: processes, names, bytes of an array, bytes and
 * messages of a queue; and, simulated, cores that want the same lock. There is no peer: each size
 * is compared with the smallest.
 */
final class ScaleBench {
    /** A child measures by its own clock; the times only bound how long it may take. */
    private static final Plan QUICK = new Plan(3, Duration.ZERO, Duration.ofSeconds(30));

    private static final Plan FULL = new Plan(7, Duration.ZERO, Duration.ofSeconds(30));

    /** Nothing differs from round to round. */
    private static final Plan SIMULATED = new Plan(1, Duration.ZERO, Duration.ZERO);

    private static final List<String> CORES = List.of("1", "2", "4", "8", "16", "32", "64");

    /** For a cache line to come over: within a cluster of cores, on one chip, from another. */
    private static final List<Integer> TRANSFER_NANOS = List.of(30, 60, 200);

    private final Workspace workspace;

    private ScaleBench(Area area) {
        this.workspace = area.workspace();
    }

    static void run(Area area) throws IOException {
        area.say("each size is compared with the smallest: above 1 is how much dearer it is");
        area.say("processes: slots of the registry, taken by one JVM with a lock for each");
        area.say("names: copies of one lock's file; array: a sparse file; queue: 32 B a message");
        area.say(
                "simulated-lock-...: one lock, wanted by so many cores all the time; a cache line"
                        + " takes so many ns from one core to another");
        new ScaleBench(area).runAll(area);
    }

    private void runAll(Area area) throws IOException {
        List<String> names = new ArrayList<>(List.of("10", "100", "1000", "10000"));
        if (!area.isQuick()) {
            names.add("100000");
        }
        area.run(
                area.isQuick() ? QUICK : FULL,
                List.of(
                        workload("processes", List.of("1", "8", "32", "1000", "4000")),
                        workload("names", names),
                        workload("array-mib", List.of("1", "64", "1024", "4096", "102400")),
                        workload("queue-kib", List.of("64", "1024", "16384", "262144")),
                        workload("queue-messages", List.of("0", "1000", "100000"))));
        area.run(SIMULATED, List.of(simulated()));
    }

    private static Workload simulated() {
        List<Metric> metrics = new ArrayList<>();
        for (int nanos : TRANSFER_NANOS) {
            metrics.add(Metric.rate("simulated-lock-" + nanos + "ns", "M lock+unlock/s"));
        }
        List<Contender> contenders = new ArrayList<>();
        for (String cores : CORES) {
            contenders.add(Contender.fresh(cores, plan -> simulate(Integer.parseInt(cores))));
        }
        return new Workload("simulated-lock", metrics, contenders);
    }

    private static double[] simulate(int cores) {
        return TRANSFER_NANOS.stream()
                .mapToDouble(nanos -> LockSimulation.run(cores, nanos))
                .toArray();
    }

    private Workload workload(String dimension, List<String> sizes) {
        List<Metric> metrics = new ArrayList<>();
        for (String[] figure : ScaleChild.figures(dimension)) {
            metrics.add(Metric.time("scale-" + dimension + "-" + figure[0], figure[1]));
        }
        List<Contender> contenders = new ArrayList<>();
        for (String size : sizes) {
            contenders.add(Contender.fresh(size, plan -> measure(plan, dimension, size)));
        }
        return new Workload("scale-" + dimension, metrics, contenders);
    }

    private double[] measure(Plan plan, String dimension, String size) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Child child = run.java(ScaleChild.class, dimension, size);
            run.go(plan, dimension);
            return child.numbers();
        }
    }
}
