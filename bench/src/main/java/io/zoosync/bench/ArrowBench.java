package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.MissedWindowException;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.bench.peer.Flights;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Record batches through a queue, made in its slots or copied into them, beside Arrow's IPC stream
 * over a Unix domain socket and a pipe and beside Arrow Flight over the loopback interface.
 */
final class ArrowBench {
    private static final Plan QUICK = new Plan(2, Duration.ofMillis(1000), Duration.ofMillis(300));
    private static final Plan FULL = new Plan(7, Duration.ofMillis(500), Duration.ofMillis(1000));

    /** What each pair of processes does before anything is measured. */
    private static final Plan WARM_UP =
            new Plan(1, Duration.ofMillis(3000), Duration.ofMillis(200));

    private static final Plan PROBE = new Plan(1, Duration.ofMillis(300), Duration.ofMillis(300));

    /** Arrow's reading of files and streams needs it, ZooSync does not. */
    private static final List<String> ARROW_FLAGS =
            List.of("--add-opens=java.base/java.nio=ALL-UNNAMED");

    private static final int FIGURES = Size.values().length + 4; // and what two of them allocate

    private static final String PIPE = "arrow-pipe";
    private static final String FLIGHT = "arrow-flight";

    /** What is measured of one length of batches: all but one row for its rate. */
    private enum Size {
        KIB_64("arrow-64KiB", (64 << 10) / Flights.ROW_BYTES),
        MIB_1("arrow-1MiB", (1 << 20) / Flights.ROW_BYTES),
        MIB_16("arrow-16MiB", ArrowChild.MOST_ROWS),
        ROW("arrow-1-row", 1);

        final String title;
        final int rows;

        Size(String title, int rows) {
            this.title = title;
            this.rows = rows;
        }

        Metric metric() {
            return this == ROW ? Metric.time(title, "ns/batch") : Metric.rate(title, "GB/s");
        }

        double figure(double batches, double nanos) {
            return this == ROW ? nanos / batches : batches * rows * Flights.ROW_BYTES / nanos;
        }

        /** Bytes on the heap, which depend on the length little or not. */
        List<Metric> allocations() {
            return List.of(
                    Metric.time(title + "-sender-heap", "B/batch"),
                    Metric.time(title + "-receiver-heap", "B/batch"));
        }
    }

    private final Area area;
    private final Workspace workspace;

    private ArrowBench(Area area) {
        this.area = area;
        this.workspace = area.workspace();
    }

    static void run(Area area) throws IOException {
        area.say(
                Flights.describe()
                        + ", repeated; each batch is made anew, and every value read and checked");
        area.say("zoosync: made in the slot; zoosync-copying: made elsewhere and sent");
        area.say("arrow-...: made elsewhere; system's buffer sizes");
        new ArrowBench(area).run(area.isQuick() ? QUICK : FULL);
    }

    private void run(Plan plan) throws IOException {
        List<Contender> contenders = new ArrayList<>();
        for (String kind :
                List.of("zoosync", "zoosync-copying", "arrow-unix-socket", PIPE, FLIGHT)) {
            if (!kind.equals(FLIGHT) || canRunFlight()) {
                contenders.add(Contender.fresh(kind, each -> orNone(each, kind)));
            }
        }
        List<Metric> metrics = new ArrayList<>();
        for (Size size : Size.values()) {
            metrics.add(size.metric());
        }
        metrics.addAll(Size.MIB_1.allocations());
        metrics.addAll(Size.ROW.allocations());
        Workload workload = new Workload("arrow", metrics, contenders);
        area.run(plan, List.of(workload));
        workload.printRatios(1, "-copying");
    }

    private boolean canRunFlight() {
        try (Run run = new Run(PROBE, FLIGHT)) {
            run.warmUp(PROBE);
        } catch (IOException e) {
            area.say(FLIGHT + ": skipped, " + e.getMessage().lines().toList());
            return false;
        }
        return true;
    }

    /** Flight stalls now and then for longer than it is measured: that is no reason to end. */
    private double[] orNone(Plan plan, String kind) throws IOException {
        try {
            return figures(plan, kind);
        } catch (MissedWindowException e) {
            if (!kind.equals(FLIGHT)) {
                throw e;
            }
            area.say(FLIGHT + ": no figures in this round, " + e.getMessage());
            double[] none = new double[FIGURES];
            Arrays.fill(none, Double.NaN);
            return none;
        }
    }

    private double[] figures(Plan plan, String kind) throws IOException {
        List<Double> rates = new ArrayList<>();
        List<Double> allocations = new ArrayList<>();
        try (Run run = new Run(plan, kind)) {
            run.warmUp(WARM_UP);
            for (Size size : Size.values()) {
                Result result = run.measure(plan, size);
                rates.add(size.figure(result.received[0], result.received[1]));
                if (size == Size.MIB_1 || size == Size.ROW) {
                    allocations.add(result.sent[2] / result.sent[0]);
                    allocations.add(result.received[2] / result.received[0]);
                }
            }
        }
        rates.addAll(allocations);
        return rates.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** What both ends say: batches, nanoseconds, bytes on the heap. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Result(double[] sent, double[] received) {}

    /** Two processes that do one task after another. */
    private final class Run implements AutoCloseable {
        private final Children children;
        private final Child receiver;
        private final Child sender;

        Run(Plan plan, String kind) throws IOException {
            children = new Children(workspace, plan.times(2 * Size.values().length));
            if (kind.equals(PIPE)) {
                children.toEnd("mkfifo", children.directory().resolve("pipe"));
            }
            receiver = start("receive", kind);
            sender = start("send", kind);
        }

        private Child start(String role, String kind) throws IOException {
            return children.java(ARROW_FLAGS, ArrowChild.class, role, kind, children.directory());
        }

        Result measure(Plan plan, Size size) throws IOException {
            Window window = children.go(plan, Integer.toString(size.rows));
            double[] received = receiver.result(window);
            return new Result(sender.result(window), received);
        }

        /** Until both ends have run for a while, it may take long. */
        void warmUp(Plan plan) throws IOException {
            Window window = children.go(plan, Integer.toString(Size.KIB_64.rows));
            for (Child child : List.of(receiver, sender)) {
                try {
                    child.result(window);
                } catch (MissedWindowException e) {
                    // It runs all the same.
                }
            }
        }

        @Override
        public void close() {
            children.close();
        }
    }
}
