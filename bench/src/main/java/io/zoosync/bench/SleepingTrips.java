package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.CProgram;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.harness.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Round trips and locks that change hands where whoever waits sleeps, beside the same in C. */
final class SleepingTrips {
    /** Longer than a queue of ours spins before it sleeps. */
    private static final long THINK_NANOS = 400_000;

    /** Code that mostly sleeps takes its time until it is compiled; C has no need of that. */
    private static final int JAVA_WARM_UPS = 2;

    private static final String C_FUTEX = "c-futex";

    /** The same with what a sleep costs whose waker may be killed. */
    private static final String C_BOUNDED = "limit-c-bounded";

    /** As ZooQueue's: a moment before the sleep, and how long it lasts at most. */
    private static final long SETTLE_NANOS = 200;

    private static final long NAP_NANOS = 10_000_000;

    private static final String C_MUTEX = "c-robust-mutex";

    private final Area area;
    private final Path pingPong;
    private final Path handOver;
    private final Map<String, Double> sleeps = new LinkedHashMap<>();

    private SleepingTrips(Area area, Path pingPong, Path handOver) {
        this.area = area;
        this.pingPong = pingPong;
        this.handOver = handOver;
    }

    /** Compiles what is compared with. */
    static SleepingTrips prepare(Area area) throws IOException {
        area.say(
                "blocking-...: 32 bytes to and fro, all written and all read, by blocking put and"
                        + " take; c-futex: FUTEX_WAIT and FUTEX_WAKE on mapped memory, without"
                        + " spinning; limit-c-bounded: the same with a pause of 200 ns before each"
                        + " sleep, and for 10 ms at most, as ZooQueue sleeps so that no death"
                        + " leaves it asleep; ZooQueue spins a little before it sleeps, where there"
                        + " are two cores");
        area.say(
                "sleeping-...: each lets "
                        + THINK_NANOS / 1000
                        + " µs pass before it sends, which are not counted, so that the other"
                        + " sleeps; ...-one-core: without that, both processes on one core, where"
                        + " ZooQueue does not spin");
        area.say(
                "hand-over-...: from before the unlock or the signal of one process to the other's"
                        + " having the lock; the other sleeps; c-robust-mutex: process-shared, with"
                        + " pthread_cond_t");
        Optional<String> compiler = CProgram.compiler();
        if (compiler.isEmpty()) {
            area.say("c-...: skipped, there is no gcc");
            return new SleepingTrips(area, null, null);
        }
        area.say("c-...: " + compiler.get() + ", -O2");
        return new SleepingTrips(
                area,
                CProgram.compile(area.workspace(), "futex_ping_pong", "-O2"),
                CProgram.compile(area.workspace(), "hand_over", "-O2"));
    }

    List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        if (!area.isQuick()) {
            workloads.add(trips("blocking-round-trip", 0, false));
        }
        workloads.add(trips("sleeping-round-trip", THINK_NANOS, false));
        workloads.add(trips("sleeping-round-trip-one-core", 0, true));
        workloads.add(handOvers("hand-over-lock", "lock"));
        workloads.add(handOvers("hand-over-condition", "condition"));
        return workloads;
    }

    private static Plan forJava(Plan plan) {
        return new Plan(plan.rounds(), plan.warmUp().multipliedBy(JAVA_WARM_UPS), plan.measure());
    }

    /** How often the measuring process slept: a line for each workload. */
    List<String> sleeps() {
        Map<String, StringBuilder> lines = new LinkedHashMap<>();
        sleeps.forEach(
                (key, value) -> {
                    String[] words = key.split(" ");
                    lines.computeIfAbsent(
                                    words[0],
                                    name -> new StringBuilder(name + ", sleeps each time:"))
                            .append(String.format(Locale.ROOT, " %s %.2f", words[1], value));
                });
        return lines.values().stream().map(StringBuilder::toString).toList();
    }

    private Workload trips(String name, long thinking, boolean oneCore) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(trips(name, "zoosync", thinking, oneCore));
        if (pingPong != null) {
            contenders.add(trips(name, C_FUTEX, thinking, oneCore));
            contenders.add(trips(name, C_BOUNDED, thinking, oneCore));
        }
        if (!area.isQuick()) {
            contenders.add(trips(name, "java-pipe", thinking, oneCore));
            contenders.add(trips(name, "java-unix-socket", thinking, oneCore));
        }
        return new Workload(name, LatencyBench.percentiles(name), contenders);
    }

    private Contender trips(String name, String kind, long thinking, boolean oneCore) {
        return Contender.fresh(
                kind,
                plan ->
                        isInC(kind)
                                ? trips(plan, name, kind, thinking, oneCore)
                                : trips(forJava(plan), name, kind, thinking, oneCore));
    }

    private double[] trips(Plan plan, String name, String kind, long thinking, boolean oneCore)
            throws IOException {
        try (Children run = new Children(area.workspace(), plan)) {
            if (kind.equals("java-pipe")) {
                run.toEnd("mkfifo", run.directory().resolve("ping"));
                run.toEnd("mkfifo", run.directory().resolve("pong"));
            }
            Child ping = start(run, kind, "ping", thinking, oneCore);
            start(run, kind, "pong", thinking, oneCore);
            Window window = oneCore ? run.goUnbound() : run.go();
            return figures(name, kind, ping.result(window));
        }
    }

    private static boolean isInC(String kind) {
        return kind.equals(C_FUTEX) || kind.equals(C_BOUNDED);
    }

    private Child start(Children run, String kind, String role, long thinking, boolean oneCore)
            throws IOException {
        List<Object> prefix = oneCore ? List.of("taskset", "-c", "0") : List.of();
        if (isInC(kind)) {
            boolean bounded = kind.equals(C_BOUNDED);
            List<Object> command = new ArrayList<>(prefix);
            command.addAll(List.of(pingPong, role, run.directory().resolve("words.bin"), thinking));
            command.addAll(List.of(bounded ? SETTLE_NANOS : 0, bounded ? NAP_NANOS : 0));
            return run.program(command.toArray());
        }
        return run.javaAfter(prefix, SleepTripChild.class, role, kind, run.directory(), thinking);
    }

    private Workload handOvers(String name, String mode) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.fresh("zoosync", plan -> ours(forJava(plan), name, mode)));
        if (handOver != null) {
            contenders.add(Contender.fresh(C_MUTEX, plan -> inC(plan, name, mode)));
        }
        return new Workload(name, LatencyBench.percentiles(name), contenders);
    }

    private double[] ours(Plan plan, String name, String mode) throws IOException {
        try (Children run = new Children(area.workspace(), plan)) {
            Path file = run.directory().resolve("turn.bin");
            Child first = run.java(HandOverChild.class, mode, file, 0);
            run.java(HandOverChild.class, mode, file, 1);
            return figures(name, "zoosync", first.result(run.go()));
        }
    }

    private double[] inC(Plan plan, String name, String mode) throws IOException {
        try (Children run = new Children(area.workspace(), plan)) {
            Path file = run.directory().resolve("mutex.bin");
            run.toEnd(handOver, "init", file);
            Child first = run.program(handOver, mode, file, 0);
            run.program(handOver, mode, file, 1);
            return figures(name, C_MUTEX, first.result(run.go()));
        }
    }

    private double[] figures(String name, String kind, double[] result) {
        sleeps.put(name + " " + kind, result[5]);
        return new double[] {result[2], result[3], result[4]};
    }
}
