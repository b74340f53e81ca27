package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same work done by several contenders, which take turns; the first is ours and is compared
 * with each of the others.
 */
public final class Workload {
    /** For each one that is wanted. */
    private static final int MOST_ROUNDS = 2;

    private final String title;
    private final List<Metric> metrics;
    private final List<Contender> contenders;
    private boolean onOneCore;
    private Figures figures;

    /** Describes the work; {@code contenders} begins with ours. */
    public Workload(String title, List<Metric> metrics, List<Contender> contenders) {
        this.title = title;
        this.metrics = List.copyOf(metrics);
        this.contenders = List.copyOf(contenders);
    }

    /** Says that no contender needs two cores: how far apart they are does not matter. */
    public Workload onOneCore() {
        onOneCore = true;
        return this;
    }

    String title() {
        return title;
    }

    /**
     * Runs all workloads round by round, so that a slow moment of the machine meets all alike.
     * Where the cores were moved meanwhile, there are more rounds for those who lack figures; not
     * for ever. A turn for which the machine never had time is left out.
     *
     * @throws IOException if a contender did not get to run at all, or failed
     */
    static void runAll(List<Workload> workloads, Plan plan) throws IOException {
        workloads.forEach(w -> w.figures = new Figures(w.contenders.size(), plan.rounds()));
        for (int round = 1; round <= MOST_ROUNDS * plan.rounds(); round++) {
            for (Workload workload : workloads) {
                if (!workload.figures.isComplete()) {
                    System.out.printf("round %d/%d  %s%n", round, plan.rounds(), workload.title);
                    workload.runOnce(plan, round);
                }
            }
        }
        for (Workload workload : workloads) {
            workload.checkAllRan();
        }
        System.out.println();
    }

    private void checkAllRan() throws IOException {
        for (int c = 0; c < contenders.size(); c++) {
            if (figures.of(c).isEmpty()) {
                throw new IOException(
                        "no turn of "
                                + contenders.get(c).name()
                                + " in "
                                + title
                                + " has a figure: the machine was too busy each time");
            }
        }
    }

    private void runOnce(Plan plan, int round) throws IOException {
        List<Integer> who = new ArrayList<>();
        for (int c = 0; c < contenders.size(); c++) {
            if (round <= plan.rounds() || figures.lacks(c)) {
                who.add(c);
            }
        }
        Map<Integer, Running> running = new LinkedHashMap<>();
        try {
            for (int c : who) {
                running.put(c, contenders.get(c).start().start(plan));
            }
            takeTurns(plan, round, who, running);
        } finally {
            running.values().forEach(Running::close);
        }
    }

    /** Every other time they go backwards: nobody always runs after the same neighbour. */
    private void takeTurns(Plan plan, int round, List<Integer> who, Map<Integer, Running> running)
            throws IOException {
        Round figuresOfRound = new Round(figures);
        for (int turn = 0; turn < plan.turns(); turn++) {
            List<Integer> order = new ArrayList<>(who);
            if ((round + turn) % 2 == 0) {
                Collections.reverse(order);
            }
            for (int c : order) {
                takeTurn(figuresOfRound, c, running.get(c));
            }
        }
        for (Running each : running.values()) {
            each.finish();
        }
        figuresOfRound.end();
    }

    private void takeTurn(Round figuresOfRound, int contender, Running running) throws IOException {
        double before = onOneCore ? Double.NaN : CoreDistance.beginTurn();
        double[] result;
        try {
            result = Attempts.of(running::turn);
        } catch (MissedWindowException e) {
            System.out.println("this turn has no figure: " + e.getMessage());
            return;
        }
        double after = onOneCore ? Double.NaN : CoreDistance.endTurn();
        if (CoreDistance.isAlike(before, after)) {
            figuresOfRound.add(contender, after, result);
        } else {
            figuresOfRound.addMoved(contender, result);
            System.out.printf(
                    Locale.ROOT,
                    "the cores were moved: a line to and fro took %.0f ns, it takes %.0f%n",
                    before,
                    after);
        }
    }

    /** Adds one row for each metric and contender. */
    public void addTo(Table table) {
        for (int m = 0; m < metrics.size(); m++) {
            Metric metric = metrics.get(m);
            Series ours = series(0, m);
            for (int c = 0; c < contenders.size(); c++) {
                Series s = series(c, m);
                table.row(
                        metric.name(),
                        contenders.get(c).name(),
                        Table.figure(s.median()),
                        Table.figure(s.min()) + " .. " + Table.figure(s.max()),
                        metric.unit(),
                        c == 0 ? "" : Table.figure(metric.advantage(ours, s)));
            }
        }
    }

    /** Prints the line {@code ratio WORKLOAD PEER X} for each metric and peer. */
    public void printRatios() {
        printRatios(0, "");
    }

    /**
     * Prints the ratios of one contender to those after it.
     *
     * @param ours which one
     * @param suffix of the metrics' names
     */
    public void printRatios(int ours, String suffix) {
        for (int m = 0; m < metrics.size() && wasRun(); m++) {
            for (int c = ours + 1; c < contenders.size(); c++) {
                double x = metrics.get(m).advantage(series(ours, m), series(c, m));
                System.out.printf(
                        Locale.ROOT,
                        "ratio %s%s %s %.2f%n",
                        metrics.get(m).name(),
                        suffix,
                        contenders.get(c).name(),
                        x);
            }
        }
    }

    /** How far apart the cores were while all was measured that counts, or NaN. */
    double coreDistance() {
        return figures.nanos();
    }

    /** Whether what is compared was measured with the cores at different distances. */
    boolean isMixed() {
        return figures.isMixed();
    }

    private boolean wasRun() {
        return figures != null;
    }

    /** All figures: of each metric those of all contenders, ours first. */
    List<Area.Row> rows() {
        List<Area.Row> rows = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            Metric metric = metrics.get(m);
            for (int c = 0; c < contenders.size(); c++) {
                int of = m;
                rows.add(
                        new Area.Row(
                                metric.name(),
                                contenders.get(c).name(),
                                metric.unit(),
                                metric.moreIsBetter(),
                                figures.of(c).stream().map(round -> round[of]).toList()));
            }
        }
        return rows;
    }

    private Series series(int contender, int metric) {
        return new Series(figures.of(contender).stream().mapToDouble(f -> f[metric]).toArray());
    }
}
