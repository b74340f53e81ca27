package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.Locale;

/**
 * Measures again what the machine spoilt: by having been too busy, or by having moved its cores
 * nearer to each other or further apart.
 */
final class Attempts {
    private static final int LIMIT = 5;

    /** The cores that were found moved so often, one time after the other, stay where they are. */
    private static final int MOVED_FOR_GOOD = 3;

    private CoreDistance cores;
    private int moved;

    Attempts(CoreDistance cores) {
        this.cores = cores;
    }

    /** Something that measures. */
    @FunctionalInterface
    interface Measurement {
        double[] measure() throws IOException;
    }

    /** The figures of the first attempt that went well. */
    double[] of(Measurement measurement) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                double[] figures = measurement.measure();
                double nanos = cores.nanos();
                if (isAsUsual(nanos)) {
                    return figures;
                }
            } catch (MissedWindowException e) {
                if (attempt == LIMIT) {
                    throw e;
                }
                System.out.println("the machine is too busy, once more: " + e.getMessage());
            }
        }
    }

    private boolean isAsUsual(double nanos) {
        if (cores.isUsual(nanos)) {
            moved = 0;
            return true;
        }
        moved++;
        boolean forGood = moved == MOVED_FOR_GOOD;
        System.out.printf(
                Locale.ROOT,
                "the cores were moved (a line to and fro takes %.0f ns), %s%n",
                nanos,
                forGood ? "and stay there" : "once more");
        if (forGood) {
            cores = cores.movedTo(nanos);
            moved = 0;
        }
        return forGood;
    }
}
