package io.zoosync.bench.harness;

import java.io.IOException;

/**
 * One of those that are compared in a {@link Workload}.
 *
 * @param name as it stands in the table and in the ratio's line: no blanks
 * @param start gets it ready to be measured in a round
 */
public record Contender(String name, Start start) {
    /** Gets ready what is measured in the turns of a round. */
    @FunctionalInterface
    public interface Start {
        /** Returns it when it is warm. */
        Running start(Plan plan) throws IOException;
    }

    /** One turn in processes of its own. */
    @FunctionalInterface
    public interface Run {
        /** Returns one figure for each metric of the workload. */
        double[] measure(Plan plan) throws IOException;
    }

    /** One whose processes are made for each turn, and end with it. */
    public static Contender fresh(String name, Run run) {
        return new Contender(name, plan -> new Fresh(plan, run));
    }

    private record Fresh(Plan plan, Run run) implements Running {
        @Override
        public double[] turn() throws IOException {
            return run.measure(plan);
        }

        @Override
        public void close() {
            // nothing stays
        }
    }
}
