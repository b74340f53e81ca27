package io.zoosync.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How many messages were sent late, by workload and contender, of all rounds. */
final class Lateness {
    private final Map<String, Map<String, double[]>> counts = new LinkedHashMap<>();

    void add(String workload, String contender, double sent, double late) {
        double[] sums =
                counts.computeIfAbsent(workload, name -> new TreeMap<>())
                        .computeIfAbsent(contender, name -> new double[2]);
        sums[0] += sent;
        sums[1] += late;
    }

    /** A line for each workload. */
    List<String> lines() {
        return counts.entrySet().stream().map(e -> line(e.getKey(), e.getValue())).toList();
    }

    private static String line(String workload, Map<String, double[]> contenders) {
        StringBuilder line = new StringBuilder(workload);
        line.append(": sent more than ").append(LatencyChild.LATE_NANOS).append(" ns late:");
        String comma = " ";
        for (Map.Entry<String, double[]> e : contenders.entrySet()) {
            double[] sums = e.getValue();
            line.append(comma)
                    .append(e.getKey())
                    .append(String.format(Locale.ROOT, " %.3f %%", 100 * sums[1] / sums[0]))
                    .append(String.format(Locale.ROOT, " of %,.0f", sums[0]));
            comma = ", ";
        }
        return line.toString();
    }
}
