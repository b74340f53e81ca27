package io.zoosync.bench;

import io.zoosync.bench.harness.Series;
import io.zoosync.bench.harness.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How evenly processes shared a lock: what the one that got it least often, and the one that got it
 * most often, had of an equal share. 1 is fair, 0 has starved.
 */
final class Fairness {
    private final Map<List<String>, List<double[]>> shares = new LinkedHashMap<>();

    /** Adds what the processes counted in one run. */
    void add(String section, String by, double... counts) {
        double all = Arrays.stream(counts).sum();
        double least = Arrays.stream(counts).min().orElse(0);
        double most = Arrays.stream(counts).max().orElse(0);
        add(counts.length, section, by, all, least, most);
    }

    /** Adds what all processes, and those with the least and the most, counted in one run. */
    void add(int processes, String section, String by, double all, double least, double most) {
        if (processes == 1 || section.isEmpty() || all == 0) {
            return; // nothing to share, or too short to be shared
        }
        double fair = all / processes;
        shares.computeIfAbsent(
                        List.of("lock-" + processes + "-processes" + section, by),
                        key -> new ArrayList<>())
                .add(new double[] {least / fair, most / fair});
    }

    /** Prints the medians over the rounds, if anything was shared. */
    void print() {
        if (shares.isEmpty()) {
            return;
        }
        Table table = new Table("shares", "by", "least", "most", "of");
        shares.forEach(
                (key, rounds) ->
                        table.row(
                                key.get(0),
                                key.get(1),
                                median(rounds, 0),
                                median(rounds, 1),
                                "an equal share"));
        table.print();
    }

    private static String median(List<double[]> rounds, int which) {
        return Table.figure(
                new Series(rounds.stream().mapToDouble(r -> r[which]).toArray()).median());
    }
}
