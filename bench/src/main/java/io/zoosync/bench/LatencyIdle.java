package io.zoosync.bench;

import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.ProcessTime;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The processor time of processes that wait, all of them in the same seconds. */
final class LatencyIdle {
    static final String RECEIVER = "zoosync-take";
    static final String LOCKER = "zoosync-lock";
    static final String POOL = "zoosync-pool-of-4";
    static final String BASE = "jvm-in-sleep";
    static final String HOLDER = "zoosync-lock-holder";
    static final String AERON_RECEIVER = "aeron-receiver";
    static final String AERON_DRIVER = "aeron-driver";

    private static final List<String> MEASURED =
            List.of(RECEIVER, LOCKER, POOL, BASE, AERON_RECEIVER, AERON_DRIVER);

    /** In this order: a lock is held before another one waits for it. */
    private static final List<String> STARTED =
            List.of(HOLDER, AERON_DRIVER, BASE, RECEIVER, LOCKER, POOL, AERON_RECEIVER);

    private final Workspace workspace;
    private final Plan plan;
    private final Map<String, Double> figures = new HashMap<>();

    /**
     * @param plan its warm-up lets the processes come to rest
     */
    LatencyIdle(Workspace workspace, Plan plan) {
        this.workspace = workspace;
        this.plan = plan;
    }

    Workload workload() {
        return new Workload(
                "idle-cpu",
                List.of(Metric.time("idle-cpu", "% of a core")),
                MEASURED.stream()
                        .map(name -> Contender.fresh(name, ignored -> new double[] {figure(name)}))
                        .toList());
    }

    /** Measures all if this one's figure was given out already. */
    private double figure(String name) throws IOException {
        if (!figures.containsKey(name)) {
            measure();
        }
        return figures.remove(name);
    }

    private void measure() throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Map<String, Child> children = new LinkedHashMap<>();
            for (String name : STARTED) {
                List<String> flags = Streams.flags(name);
                Child child = run.java(flags, IdleChild.class, name, run.directory());
                child.awaitReady();
                children.put(name, child);
            }
            sleep(plan.warmUp().toNanos());
            Map<String, ProcessTime> before = new HashMap<>();
            long began = System.nanoTime();
            for (String name : MEASURED) {
                before.put(name, ProcessTime.of(children.get(name).id()));
            }
            sleep(plan.measure().toNanos());
            for (String name : MEASURED) {
                long used = ProcessTime.of(children.get(name).id()).since(before.get(name));
                figures.put(name, 100.0 * used / (System.nanoTime() - began));
            }
        }
    }

    private static void sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left; (left = end - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }
}
