package io.zoosync.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the contenders of a workload reached, kept apart by how far apart the cores were meanwhile
 * (see {@link CoreDistance}): only what was measured with the cores where they were for all
 * contenders is compared.
 */
final class Figures {
    private final int contenders;
    private final int rounds;
    private final List<Placing> placings = new ArrayList<>();

    /** Of turns in which the cores were moved: better than nothing, and for that only. */
    private final List<List<double[]>> moved;

    /** Where the cores were, and what each contender reached there. */
    private record Placing(double nanos, List<List<double[]>> figures) {
        int wanted(int rounds) {
            return figures.stream().mapToInt(f -> Math.min(f.size(), rounds)).sum();
        }
    }

    /**
     * @param rounds how many figures are wanted of each contender
     */
    Figures(int contenders, int rounds) {
        this.contenders = contenders;
        this.rounds = rounds;
        this.moved = lists(contenders);
    }

    private static List<List<double[]>> lists(int contenders) {
        return IntStream.range(0, contenders)
                .<List<double[]>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    /** Takes the figures of one contender's turn, and the distance of the cores. */
    void add(int contender, double nanos, double[] turn) {
        placing(nanos).figures.get(contender).add(turn);
    }

    /** Takes the figures of a turn in which the cores were moved. */
    void addMoved(int contender, double[] turn) {
        moved.get(contender).add(turn);
    }

    private Placing placing(double nanos) {
        for (Placing placing : placings) {
            if (CoreDistance.isAlike(placing.nanos, nanos)) {
                return placing;
            }
        }
        Placing placing = new Placing(nanos, lists(contenders));
        placings.add(placing);
        return placing;
    }

    /** Whether a contender has fewer figures than wanted, where the cores were most of the time. */
    boolean lacks(int contender) {
        return placings.isEmpty() || usual().figures.get(contender).size() < rounds;
    }

    /** Whether each contender has as many figures as wanted, all with the cores where they were. */
    boolean isComplete() {
        return !placings.isEmpty() && usual().wanted(rounds) == contenders * rounds;
    }

    /** The placing with the most of what is wanted; of those with as much, the nearest. */
    private Placing usual() {
        Placing best = placings.get(0);
        for (Placing placing : placings) {
            int more = placing.wanted(rounds) - best.wanted(rounds);
            if (more > 0 || more == 0 && placing.nanos < best.nanos) {
                best = placing;
            }
        }
        return best;
    }

    /** How far apart the cores were; NaN if that is not known, or was not the same for all. */
    double nanos() {
        return isMixed() ? Double.NaN : usual().nanos;
    }

    /**
     * The turns of a contender with the cores where they usually were; all if they never stayed for
     * as long as all contenders need, even those in which they were moved if there are no others.
     */
    List<double[]> of(int contender) {
        if (!isMixed()) {
            return List.copyOf(usual().figures.get(contender));
        }
        List<double[]> all = new ArrayList<>();
        placings.forEach(placing -> all.addAll(placing.figures.get(contender)));
        return all.isEmpty() ? List.copyOf(moved.get(contender)) : all;
    }

    /** Whether the cores never stayed for as long as all contenders need. */
    boolean isMixed() {
        return placings.isEmpty() || usual().figures.stream().anyMatch(List::isEmpty);
    }
}
