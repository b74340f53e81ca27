package io.zoosync.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The turns of one round. The figure of a contender for the round is the median of its turns, of
 * those in which the cores were where they were (see {@link CoreDistance}); a round in which the
 * cores were moved from turn to turn yields one for each place.
 */
final class Round {
    private final Figures figures;
    private final Map<Integer, List<Turn>> turns = new LinkedHashMap<>();

    private record Turn(double nanos, List<Double> figures) {}

    /** The round's figures go to {@code figures} at its {@link #end}. */
    Round(Figures figures) {
        this.figures = figures;
    }

    /** Takes the figures of one contender's turn, and the distance of the cores. */
    void add(int contender, double nanos, double[] turn) {
        turns.computeIfAbsent(contender, c -> new ArrayList<>())
                .add(new Turn(nanos, DoubleStream.of(turn).boxed().toList()));
    }

    /** Takes the figures of a turn in which the cores were moved. */
    void addMoved(int contender, double[] turn) {
        figures.addMoved(contender, turn);
    }

    /** Hands the medians over. */
    void end() {
        turns.forEach(this::hand);
    }

    private void hand(int contender, List<Turn> all) {
        List<Turn> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            double nanos = left.get(0).nanos();
            List<Turn> alike =
                    left.stream().filter(t -> CoreDistance.isAlike(nanos, t.nanos())).toList();
            left.removeAll(alike);
            figures.add(contender, nanos, medians(alike));
        }
    }

    private static double[] medians(List<Turn> turns) {
        double[] medians = new double[turns.get(0).figures().size()];
        for (int m = 0; m < medians.length; m++) {
            int of = m;
            medians[m] =
                    new Series(turns.stream().mapToDouble(t -> t.figures().get(of)).toArray())
                            .median();
        }
        return medians;
    }
}
