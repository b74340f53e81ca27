package io.zoosync.bench.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rows under a heading, in columns as wide as they need to be. */
public final class Table {
    private final List<String[]> rows = new ArrayList<>();

    public Table(String... heading) {
        rows.add(heading);
    }

    /** Prints the figures of workloads that ran, and then their ratios. */
    static void print(List<Workload> workloads) {
        Table table = new Table("workload", "by", "median", "min .. max", "unit", "ours is ahead");
        workloads.forEach(w -> w.addTo(table));
        table.print();
        workloads.forEach(Workload::printRatios);
    }

    /** Adds a row of as many cells as the heading has. */
    public void row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException(
                    "cells=" + cells.length + ", heading=" + rows.get(0).length);
        }
        rows.add(cells);
    }

    /** Three significant digits where the figure is small, whole numbers where it is large. */
    public static String figure(double value) {
        return String.format(Locale.ROOT, format(Math.abs(value)), value);
    }

    private static String format(double size) {
        if (size >= 100) {
            return size >= 1000 ? "%,.0f" : "%.0f";
        }
        return size >= 10 ? "%.1f" : size >= 0.1 || size == 0 ? "%.2f" : "%.4f";
    }

    /** Prints the table to standard output. */
    public void print() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            printRow(rows.get(r), widths);
            if (r == 0) {
                System.out.println("-".repeat(IntStream.of(widths).sum() + 10));
            }
        }
        System.out.println();
    }

    private static void printRow(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            boolean figure = i > 0 && !row[i].isEmpty() && Character.isDigit(row[i].charAt(0));
            String space = " ".repeat(widths[i] - row[i].length());
            line.append(figure ? space + row[i] : row[i] + space).append("  ");
        }
        System.out.println(line.toString().stripTrailing());
    }
}
