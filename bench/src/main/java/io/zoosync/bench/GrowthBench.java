package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What things cost as they grow: one workload for each step, which the table shows in a row. */
final class GrowthBench {
    private static final Plan QUICK = new Plan(3, 3, Streams.WARM_UP, Duration.ofMillis(300));
    private static final Plan FULL = new Plan(3, 4, Streams.WARM_UP, Duration.ofMillis(300));

    private static final int KIB = 1 << 10;
    private static final int MIB = 1 << 20;

    private static final List<Integer> LENGTHS =
            List.of(8, 32, 256, 4 * KIB, 64 * KIB, MIB, 16 * MIB);

    /** A queue holds two of its longest messages. */
    private static final List<Integer> RINGS =
            List.of(2 * MIB, 4 * MIB, 16 * MIB, 64 * MIB, 256 * MIB);

    private final Area area;
    private final Streams streams;

    private GrowthBench(Area area) throws IOException {
        this.area = area;
        this.streams = new Streams(area.workspace());
    }

    static void run(Area area) throws IOException {
        GrowthBench bench = new GrowthBench(area);
        bench.streams.describe(area);
        area.say(
                "growth-message-...: messages of so many bytes, every byte copied in and read,"
                        + " from one process to another; rings of 64 MiB");
        area.say("growth-ring-...: messages of 1 MiB, likewise; rings of so many bytes");
        area.run(area.isQuick() ? QUICK : FULL, bench.workloads());
        new GrowthTable(area.rows()).print();
    }

    private List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        workloads.addAll(messages());
        workloads.addAll(rings());
        return workloads;
    }

    private List<Workload> messages() {
        List<String> kinds = List.of("zoosync-exclusive", Streams.MUTEX_QUEUE, "aeron-exclusive");
        List<Workload> workloads = new ArrayList<>();
        for (int length : steps(LENGTHS)) {
            String name = "growth-message-" + size(length);
            workloads.add(cost(name, kinds, Streams.CAPACITY, length));
        }
        return workloads;
    }

    private List<Workload> rings() {
        List<String> kinds = List.of("zoosync-exclusive", Streams.MUTEX_QUEUE);
        List<Workload> workloads = new ArrayList<>();
        for (int ring : steps(RINGS)) {
            workloads.add(cost("growth-ring-" + size(ring), kinds, ring, MIB));
        }
        return workloads;
    }

    private Workload cost(String name, List<String> kinds, int ring, int length) {
        return new Workload(
                name, List.of(Metric.time(name, "ns/message")), streams.cost(kinds, ring, length));
    }

    /** All steps, or every other one for a first impression. */
    private List<Integer> steps(List<Integer> all) {
        List<Integer> steps = new ArrayList<>(all);
        if (area.isQuick()) {
            steps.removeIf(step -> all.indexOf(step) % 2 == 1);
        }
        return steps;
    }

    /** As people say it: {@code 256B}, {@code 4KiB}. */
    static String size(int bytes) {
        return bytes >= MIB
                ? bytes / MIB + "MiB"
                : bytes >= KIB ? bytes / KIB + "KiB" : bytes + "B";
    }
}
