package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A run of one benchmark. What it says of itself and what it measures is printed, and kept for a
 * report.
 */
public final class Area {
    private final String name;
    private final Workspace workspace;
    private final boolean quick;
    private final String only;
    private final List<String> settings = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /**
     * The figures of one contender in one metric.
     *
     * @param metric its name
     * @param contender its name; the first of a metric's contenders is ours
     * @param unit for people
     * @param moreIsBetter true for a rate, false for a time
     * @param figures one of each round, in their order; NaN where there is none
     */
    public record Row(
            String metric,
            String contender,
            String unit,
            boolean moreIsBetter,
            List<Double> figures) {
        /** The figures without their order. */
        public Series series() {
            return new Series(figures.stream().mapToDouble(Double::doubleValue).toArray());
        }

        /** How many times as good as another's are these figures. */
        public double advantage(Row other) {
            return new Metric(metric, unit, moreIsBetter).advantage(series(), other.series());
        }
    }

    /**
     * The area called {@code name}.
     *
     * @param quick whether to get a first impression only
     * @param only what the names of the workloads contain that are to be run
     */
    public Area(String name, Workspace workspace, boolean quick, String only) {
        this.name = name;
        this.workspace = workspace;
        this.quick = quick;
        this.only = only;
    }

    public String name() {
        return name;
    }

    public Workspace workspace() {
        return workspace;
    }

    /** Whether little time is to be spent. */
    public boolean isQuick() {
        return quick;
    }

    /** Prints a line or several about what is measured and with which settings. */
    public void say(String text) {
        System.out.println(text);
        text.lines().filter(line -> !line.isBlank()).forEach(settings::add);
    }

    /** Runs those of the workloads that are wanted, prints their table and their ratios. */
    public void run(Plan plan, List<Workload> workloads) throws IOException {
        List<Workload> wanted = workloads.stream().filter(w -> w.title().contains(only)).toList();
        if (wanted.isEmpty()) {
            return;
        }
        Workload.runAll(wanted, plan);
        Table.print(wanted);
        wanted.forEach(this::sayDistance);
        wanted.forEach(workload -> rows.addAll(workload.rows()));
    }

    private void sayDistance(Workload workload) {
        if (workload.isMixed()) {
            say(
                    workload.title()
                            + ": the cores were moved again and again, and were not as far apart for"
                            + " all: compare with care");
        } else if (!Double.isNaN(workload.coreDistance())) {
            say(
                    String.format(
                            Locale.ROOT,
                            "%s: a cache line took %.0f ns from one core to the other and back",
                            workload.title(),
                            workload.coreDistance()));
        }
    }

    /** What was said. */
    public List<String> settings() {
        return List.copyOf(settings);
    }

    /** What was measured. */
    public List<Row> rows() {
        return List.copyOf(rows);
    }
}
