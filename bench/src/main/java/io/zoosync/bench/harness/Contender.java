package io.zoosync.bench.harness;

import java.io.IOException;

/**
 * One of those that are compared in a {@link Workload}.
 *
 * @param name as it stands in the table and in the ratio's line: no blanks
 * @param run what is measured
 */
public record Contender(String name, Run run) {
    /** One run in fresh processes. */
    @FunctionalInterface
    public interface Run {
        /** Returns one figure for each metric of the workload. */
        double[] measure(Plan plan) throws IOException;
    }
}
