package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What results come to: the first process's is that of all, task by task. */
public final class Checksums {
    private final double tolerance;
    private final Map<String, Double> first = new HashMap<>();

    /**
     * @param tolerance by what part of it a checksum may differ from the first
     */
    public Checksums(double tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Compares a task's checksum with the first one of that task.
     *
     * @throws IOException if they differ
     */
    public void check(String task, double checksum) throws IOException {
        double expected = first.computeIfAbsent(task, name -> checksum);
        if (!(Math.abs(checksum / expected - 1) < tolerance)) {
            throw new IOException(
                    task + " came to other results: checksum=" + checksum + ", others=" + expected);
        }
    }
}
