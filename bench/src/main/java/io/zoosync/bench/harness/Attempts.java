package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.Locale;

/**
 * Measures again what the machine spoilt: by having been too busy, or by having moved its cores
 * nearer to each other or further apart.
 */
final class Attempts {
    private static final int LIMIT = 5;

    private final CoreDistance cores;

    Attempts(CoreDistance cores) {
        this.cores = cores;
    }

    /** Something that measures. */
    @FunctionalInterface
    interface Measurement {
        double[] measure() throws IOException;
    }

    /** The figures of the first attempt that went well, or of the last one with distant cores. */
    double[] of(Measurement measurement) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                double[] figures = measurement.measure();
                double nanos = cores.nanos();
                if (cores.isUsual(nanos) || attempt == LIMIT) {
                    return figures;
                }
                System.out.printf(
                        Locale.ROOT,
                        "the cores were moved (a line to and fro takes %.0f ns), once more%n",
                        nanos);
            } catch (MissedWindowException e) {
                if (attempt == LIMIT) {
                    throw e;
                }
                System.out.println("the machine is too busy, once more: " + e.getMessage());
            }
        }
    }
}
