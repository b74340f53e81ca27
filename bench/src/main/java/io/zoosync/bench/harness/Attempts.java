package io.zoosync.bench.harness;

import java.io.IOException;

/** Measures again what was spoilt by the machine's having been too busy. */
final class Attempts {
    private static final int LIMIT = 5;

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
                if (attempt == LIMIT) {
                    throw e;
                }
                System.out.println("the machine is too busy, once more: " + e.getMessage());
            }
        }
    }
}
