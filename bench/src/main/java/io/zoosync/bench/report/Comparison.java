package io.zoosync.bench.report;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two runs beside each other. What changed beyond noise is told by the rank test of Mann and
 * Whitney (On a test of whether one of two random variables is stochastically larger than the
 * other, 1947), exact and two-sided, at 5 %: it asks nothing of how the figures are distributed.
 */
public final class Comparison {
    /** A difference that chance yields less often than this is not noise. */
    private static final double LEVEL = 0.05;

    private Comparison() {}

    /** Prints a row for each metric and contender that both runs have, and then what one lacks. */
    public static void print(Report before, Report after) {
        System.out.println("before: " + before.machine() + ", " + before.time());
        System.out.println("after:  " + after.machine() + ", " + after.time());
        Map<String, Area.Row> old = rows(before);
        Map<String, Area.Row> now = rows(after);
        Table table = new Table("metric", "by", "before", "after", "unit", "better by", "verdict");
        for (Map.Entry<String, Area.Row> entry : now.entrySet()) {
            Area.Row b = old.remove(entry.getKey());
            if (b != null) {
                addTo(table, b, entry.getValue());
            } else {
                System.out.println("only after: " + entry.getKey());
            }
        }
        old.keySet().forEach(key -> System.out.println("only before: " + key));
        System.out.println();
        table.print();
    }

    private static Map<String, Area.Row> rows(Report report) {
        Map<String, Area.Row> rows = new LinkedHashMap<>();
        for (Report.Measured area : report.areas()) {
            for (Area.Row row : area.rows()) {
                rows.put(area.name() + ": " + row.metric() + " by " + row.contender(), row);
            }
        }
        return rows;
    }

    private static void addTo(Table table, Area.Row before, Area.Row after) {
        double factor = after.advantage(before);
        table.row(
                after.metric(),
                after.contender(),
                Table.figure(before.series().median()),
                Table.figure(after.series().median()),
                after.unit(),
                String.format(Locale.ROOT, "%.2f", factor),
                verdict(before.figures(), after.figures(), factor));
    }

    static String verdict(List<Double> before, List<Double> after, double factor) {
        List<Double> a = before.stream().filter(x -> !x.isNaN()).toList();
        List<Double> b = after.stream().filter(x -> !x.isNaN()).toList();
        if (probabilityOf(0, a.size(), b.size()) >= LEVEL) {
            return "too few rounds to tell";
        }
        if (probability(a, b) >= LEVEL) {
            return "noise";
        }
        return factor > 1 ? "better" : "worse";
    }

    /** How often chance alone sets two series apart as much as these. */
    static double probability(List<Double> a, List<Double> b) {
        double wins = 0;
        for (double x : a) {
            for (double y : b) {
                wins += x > y ? 1 : x == y ? 0.5 : 0;
            }
        }
        double fewer = Math.min(wins, (double) a.size() * b.size() - wins);
        return probabilityOf((int) Math.ceil(fewer), a.size(), b.size());
    }

    /** The share of all orders of so many figures in which either side wins that rarely. */
    private static double probabilityOf(int wins, int m, int n) {
        double few = 0;
        double all = 0;
        double[] orders = orders(m, n);
        for (int u = 0; u < orders.length; u++) {
            few += u <= wins ? orders[u] : 0;
            all += orders[u];
        }
        return Math.min(1, 2 * few / all);
    }

    /** For each number of wins, in how many orders of m and n figures the m win so often. */
    private static double[] orders(int m, int n) {
        if (m == 0 || n == 0) {
            return new double[] {1};
        }
        // The greatest figure is one of the m, and wins n times, or one of the n.
        double[] fewerM = orders(m - 1, n);
        double[] fewerN = orders(m, n - 1);
        double[] orders = new double[m * n + 1];
        for (int u = 0; u < orders.length; u++) {
            orders[u] =
                    (u >= n && u - n < fewerM.length ? fewerM[u - n] : 0)
                            + (u < fewerN.length ? fewerN[u] : 0);
        }
        return orders;
    }
}
