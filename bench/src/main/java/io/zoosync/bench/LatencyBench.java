package io.zoosync.bench;

import io.aeron.AeronVersion;
import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.CProgram;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.ProcessTime;
import io.zoosync.bench.harness.Running;
import io.zoosync.bench.harness.Staying;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long it takes: a message, a round trip, a lock from hand to hand; and what waiting costs. */
final class LatencyBench {
    private static final Plan QUICK =
            new Plan(3, 3, Duration.ofMillis(2000), Duration.ofMillis(300));
    private static final Plan FULL =
            new Plan(3, 5, Duration.ofMillis(2000), Duration.ofMillis(300));
    private static final Plan QUICK_SLEEPING =
            new Plan(3, Duration.ofMillis(2000), Duration.ofMillis(500));
    private static final Plan FULL_SLEEPING =
            new Plan(5, Duration.ofMillis(2000), Duration.ofMillis(1500));
    private static final Plan QUICK_IDLE =
            new Plan(1, Duration.ofSeconds(15), Duration.ofSeconds(10));
    private static final Plan FULL_IDLE =
            new Plan(3, Duration.ofSeconds(15), Duration.ofSeconds(20));

    private static final int CAPACITY = 1 << 20;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private static final List<String> EXCLUSIVE =
            List.of(
                    "zoosync-exclusive",
                    "aeron-exclusive",
                    "aeron-exclusive" + Streams.INVOKER,
                    "aeron-exclusive" + Streams.DEDICATED,
                    "agrona-one-to-one");
    private static final List<String> SHARED =
            List.of(
                    "zoosync-many-to-one",
                    "zoosync-shared",
                    "aeron-concurrent",
                    "aeron-concurrent" + Streams.INVOKER,
                    "aeron-concurrent" + Streams.DEDICATED,
                    "agrona-many-to-one");

    private final Area area;
    private final Workspace workspace;
    private final Lateness lateness = new Lateness();

    private final Path linePingPong;

    private LatencyBench(Area area) throws IOException {
        this.area = area;
        this.workspace = area.workspace();
        this.linePingPong =
                CProgram.compiler().isPresent()
                        ? CProgram.compile(workspace, "line_ping_pong", "-O2")
                        : null;
    }

    static void run(Area area) throws IOException {
        new LatencyBench(area).run();
    }

    private void run() throws IOException {
        describe();
        checkClocks();
        boolean quick = area.isQuick();
        List<Workload> workloads = new ArrayList<>();
        for (int rate : quick ? new int[] {100_000} : new int[] {10_000, 100_000, 1_000_000}) {
            String name = "latency-" + rate / 1000 + "k";
            workloads.add(atRate(name + "-exclusive", rate, withLimit(kinds(EXCLUSIVE))));
            workloads.add(atRate(name + "-shared", rate, kinds(SHARED)));
        }
        workloads.add(roundTrip("round-trip-exclusive", kinds(EXCLUSIVE)));
        if (!quick) {
            workloads.add(roundTrip("round-trip-shared", SHARED));
        }
        area.run(quick ? QUICK : FULL, workloads);
        lateness.lines().forEach(area::say);
        SleepingTrips sleeping = SleepingTrips.prepare(area);
        area.run(quick ? QUICK_SLEEPING : FULL_SLEEPING, sleeping.workloads());
        sleeping.sleeps().forEach(area::say);
        idle(quick ? QUICK_IDLE : FULL_IDLE);
    }

    /** The quick run has Aeron's driver only as Aeron sets it up by default. */
    private List<String> kinds(List<String> all) {
        return all.stream().filter(k -> !area.isQuick() || !Streams.hasOtherDriver(k)).toList();
    }

    private static List<String> withLimit(List<String> kinds) {
        List<String> all = new ArrayList<>(kinds);
        all.add("limit-java-record");
        return all;
    }

    private void describe() {
        area.say(
                "latency-...: 32 bytes, all written and all checked, sent at a fixed rate; counted"
                        + " from when a message was due to be sent, so that what waits behind a"
                        + " late one counts as late too (no coordinated omission), to its receipt;"
                        + " both ends spin");
        area.say(
                "round-trip-...: 32 bytes to and fro, all written and all checked; both ends spin;"
                        + " ...-sleeping: by calls that wait, spinning for a moment and then in the"
                        + " system, where they do not come to in a round trip");
        area.say(
                "limit-c-record: in C, whoever receives looks at the record itself, as ZooQueue and"
                        + " Aeron do; limit-c-tail: at how far the ring is written and then at the"
                        + " record; both without checks, counts and room for more;"
                        + " limit-java-record: ZooQueue's loads, stores and fences in one plain"
                        + " Java loop at each end");
        area.say(
                "aeron-...: Aeron "
                        + AeronVersion.VERSION
                        + ", no bounds checks; media driver in the receiving process, one thread"
                        + " that backs off (SHARED); ...-invoker: run by the receiver between"
                        + " polls (INVOKER); ...-dedicated: three threads that back off"
                        + " (DEDICATED)");
        area.say("queues, rings and Aeron's terms: " + (CAPACITY >> 10) + " KiB");
    }

    /** The clocks of two JVMs are one, CLOCK_MONOTONIC, or the figures would mean nothing. */
    private void checkClocks() throws IOException {
        Plan plan = new Plan(1, Duration.ZERO, Duration.ofMillis(50));
        try (Children run = new Children(workspace, plan)) {
            Child child = run.java(ClockChild.class);
            Window window = run.go();
            long before = System.nanoTime();
            double reading = child.result(window)[2];
            long after = System.nanoTime();
            if (reading < before || reading > after) {
                throw new IOException(
                        "clocks of JVMs differ: here %d .. %d, there %.0f"
                                .formatted(before, after, reading));
            }
            area.say(
                    "System.nanoTime() of another JVM lay between two readings here, %,d µs apart"
                            .formatted((after - before) / 1000));
        }
    }

    private Workload atRate(String name, int rate, List<String> kinds) {
        List<Contender> contenders =
                kinds.stream()
                        .map(kind -> new Contender(kind, plan -> atRate(plan, name, kind, rate)))
                        .toList();
        List<Metric> metrics = new ArrayList<>(percentiles(name));
        metrics.add(Metric.time(name + "-max", "ns"));
        return new Workload(name, metrics, contenders);
    }

    static List<Metric> percentiles(String name) {
        return List.of(
                Metric.time(name + "-p50", "ns"),
                Metric.time(name + "-p99", "ns"),
                Metric.time(name + "-p99.9", "ns"));
    }

    private Running atRate(Plan plan, String name, String kind, int rate) throws IOException {
        List<String> flags = Streams.flags(kind);
        Children run = new Children(workspace, plan);
        Object[] rest = {
            kind, run.directory(), CAPACITY, plan.warmUp().toNanos(), NANOS_PER_SECOND / rate
        };
        Child receiver = run.java(flags, LatencyChild.class, with("receive", rest));
        Child sender = run.java(flags, LatencyChild.class, with("send", rest));
        return Staying.warmedUp(
                run,
                plan,
                window -> {
                    double[] sent = sender.numbers();
                    double[] received = receiver.result(window);
                    lateness.add(name, kind, sent[0], sent[2]);
                    return new double[] {received[2], received[3], received[4], received[5]};
                });
    }

    private static Object[] with(String first, Object... rest) {
        List<Object> all = new ArrayList<>(List.of(rest));
        all.add(0, first);
        return all.toArray();
    }

    private Workload roundTrip(String name, List<String> kinds) {
        List<Contender> contenders = new ArrayList<>();
        List<String> all = withLimit(kinds);
        all.add(1, kinds.get(0) + Streams.SLEEPING);
        for (String kind : all) {
            contenders.add(new Contender(kind, plan -> trips(plan, kind)));
        }
        if (linePingPong != null) {
            for (String mode : List.of("record", "tail")) {
                contenders.add(Contender.fresh("limit-c-" + mode, plan -> tripsInC(plan, mode)));
            }
        }
        return new Workload(name, percentiles(name), contenders);
    }

    private double[] tripsInC(Plan plan, String mode) throws IOException {
        try (Children run = new Children(workspace, plan.warmingUpFor(Streams.NATIVE_WARM_UP))) {
            Path file = run.directory().resolve("lines.bin");
            Child ping = run.program(linePingPong, "ping", file, mode);
            run.program(linePingPong, "pong", file, mode);
            return figures(ping.result(run.go()));
        }
    }

    private Running trips(Plan plan, String kind) throws IOException {
        List<String> flags = Streams.flags(kind);
        Children run = new Children(workspace, plan);
        Object[] rest = {kind, run.directory(), CAPACITY};
        Child ping = run.java(flags, RoundTripChild.class, with("ping", rest));
        run.java(flags, RoundTripChild.class, with("pong", rest));
        return Staying.warmedUp(run, plan, window -> figures(ping.result(window)));
    }

    private static double[] figures(double[] result) {
        return new double[] {result[2], result[3], result[4]};
    }

    private void idle(Plan plan) throws IOException {
        if (!ProcessTime.isKnown()) {
            area.say("idle-cpu: skipped, the system does not tell the processor time of threads");
            return;
        }
        area.say(
                "idle-cpu: processor time of whole processes over "
                        + plan.measure().toSeconds()
                        + " s in which nothing comes, as in the "
                        + plan.warmUp().toSeconds()
                        + " s before; the pool is five JVMs, its own and four"
                        + " workers; jvm-in-sleep, in Thread.sleep, is what a JVM costs that does"
                        + " nothing; aeron-receiver: BackoffIdleStrategy as it is by default;"
                        + " aeron-driver: SHARED, which it needs beside it");
        area.run(plan, List.of(new LatencyIdle(workspace, plan).workload()));
    }
}
