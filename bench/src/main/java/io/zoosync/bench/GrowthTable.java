package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Medians of metrics that are steps of one growth: {@code growth-WHAT-STEP}. One table for each
 * WHAT, with a row for each step and a column for each contender.
 */
final class GrowthTable {
    private static final String NONE = "-";

    /** By what grows, then by step, then by contender. */
    private final Map<String, Map<String, Map<String, String>>> growths = new LinkedHashMap<>();

    private final Map<String, String> units = new LinkedHashMap<>();

    GrowthTable(List<Area.Row> rows) {
        for (Area.Row row : rows) {
            int dash = row.metric().lastIndexOf('-');
            String growth = row.metric().substring(0, dash);
            units.put(growth, row.unit());
            growths.computeIfAbsent(growth, name -> new LinkedHashMap<>())
                    .computeIfAbsent(row.metric().substring(dash + 1), n -> new LinkedHashMap<>())
                    .put(row.contender(), Table.figure(row.series().median()));
        }
    }

    void print() {
        growths.forEach((growth, steps) -> table(growth, steps).print());
    }

    private Table table(String growth, Map<String, Map<String, String>> steps) {
        List<String> contenders =
                steps.values().stream().flatMap(s -> s.keySet().stream()).distinct().toList();
        List<String> heading = new ArrayList<>(List.of(growth + ", " + units.get(growth)));
        heading.addAll(contenders);
        Table table = new Table(heading.toArray(String[]::new));
        steps.forEach(
                (step, figures) -> {
                    List<String> cells = new ArrayList<>(List.of(step));
                    contenders.forEach(c -> cells.add(figures.getOrDefault(c, NONE)));
                    table.row(cells.toArray(String[]::new));
                });
        return table;
    }
}
