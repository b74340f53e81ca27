package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures again what the machine spoilt: by having been too busy, or by having moved its cores
 * nearer to each other or further apart between two that are compared.
 */
final class Attempts {
    /** Of one turn, the machine being too busy. */
    private static final int BUSY_LIMIT = 5;

    /** Of one turn, the cores being nearer or further apart than in the round's first one. */
    private static final int TURN_LIMIT = 3;

    private static final int ROUND_LIMIT = 3;

    private Attempts() {}

    /** Something that measures. */
    @FunctionalInterface
    interface Measurement {
        double[] measure() throws IOException;
    }

    /** The figures of the first attempt for which the machine had time. */
    static double[] of(Measurement measurement) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return measurement.measure();
            } catch (MissedWindowException e) {
                if (attempt == BUSY_LIMIT) {
                    throw e;
                }
                System.out.println("the machine is too busy, once more: " + e.getMessage());
            }
        }
    }

    /**
     * The figures of a round, in the order of its turns: all of them with the cores as far apart,
     * unless the machine goes on moving them.
     */
    static List<double[]> ofRound(List<Measurement> turns) throws IOException {
        for (int attempt = 1; attempt < ROUND_LIMIT; attempt++) {
            List<double[]> figures = alike(turns);
            if (figures.size() == turns.size()) {
                return figures;
            }
            System.out.println("the cores stay where they are: the round once more");
        }
        List<double[]> figures = new ArrayList<>();
        for (Measurement turn : turns) {
            figures.add(of(turn));
        }
        return figures;
    }

    /** Fewer figures than turns if the cores were moved for good. */
    private static List<double[]> alike(List<Measurement> turns) throws IOException {
        List<double[]> figures = new ArrayList<>();
        double usual = Double.NaN;
        int moved = 0;
        while (figures.size() < turns.size() && moved < TURN_LIMIT) {
            double[] result = of(turns.get(figures.size()));
            double nanos = CoreDistance.nanos();
            usual = figures.isEmpty() ? nanos : usual;
            if (CoreDistance.isAlike(usual, nanos)) {
                figures.add(result);
                moved = 0;
            } else {
                moved++;
                System.out.printf(
                        Locale.ROOT,
                        "the cores were moved: a line to and fro takes %.0f ns, it took %.0f%n",
                        nanos,
                        usual);
            }
        }
        return figures;
    }
}
