package io.zoosync.bench.report;

import io.zoosync.bench.harness.Area;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Charts of how far ZooSync is ahead of each peer, on a logarithmic scale. */
final class Charts {
    /** The metrics of one chart; more are spread over several. */
    private static final int MOST = 16;

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 480;
    private static final int DEGREES = 35;

    /** Digits after the second one of a fraction. */
    private static final Pattern INVISIBLE = Pattern.compile("(?<=\\.\\d{2})\\d+");

    private Charts() {}

    /**
     * Draws an area's figures, once as a PNG and once as an SVG file.
     *
     * @return the names of the files, without their endings
     */
    static List<String> draw(Report.Measured area, int jdk, Path directory) throws IOException {
        List<List<Area.Row>> metrics = area.metrics();
        metrics.removeIf(rows -> rows.size() < 2);
        List<String> names = new ArrayList<>();
        for (int from = 0; from < metrics.size(); from += MOST) {
            String name = area.name() + "-jdk" + jdk + (from == 0 ? "" : "-" + (from / MOST + 1));
            List<List<Area.Row>> part =
                    metrics.subList(from, Math.min(metrics.size(), from + MOST));
            CategoryChart chart = chart(area.name() + ", JDK " + jdk, part);
            for (String ending : List.of("png", "svg")) {
                byte[] bytes = ChartEncoder.getBytes(chart, ending);
                Path file = directory.resolve(name + "." + ending);
                Files.write(file, ending.equals("svg") ? rounded(bytes) : bytes);
            }
            names.add(name);
        }
        return names;
    }

    /** Letters are drawn as paths: without the digits that nobody sees it is half as long. */
    private static byte[] rounded(byte[] svg) {
        String text = new String(svg, StandardCharsets.UTF_8);
        return INVISIBLE.matcher(text).replaceAll("").getBytes(StandardCharsets.UTF_8);
    }

    private static CategoryChart chart(String title, List<List<Area.Row>> metrics) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .yAxisTitle("ZooSync is ahead by")
                        .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setXAxisLabelRotation(DEGREES)
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        Map<String, List<Double>> series = series(metrics);
        chart.getStyler().setYAxisMin(decadeBelow(series.values()));
        List<String> names = metrics.stream().map(rows -> rows.get(0).metric()).toList();
        series.forEach((peer, values) -> chart.addSeries(peer, names, values));
        return chart;
    }

    /** Where a logarithmic axis has to begin: a chart of bars would begin at 0. */
    private static double decadeBelow(Collection<List<Double>> series) {
        double least =
                series.stream()
                        .flatMap(List::stream)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .min()
                        .orElse(1);
        return Math.pow(10, Math.floor(Math.log10(Math.min(1, least))));
    }

    /** Of each peer one value for each metric, null where it was not measured. */
    private static Map<String, List<Double>> series(List<List<Area.Row>> metrics) {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        for (int i = 0; i < metrics.size(); i++) {
            Area.Row ours = metrics.get(i).get(0);
            for (Area.Row peer : metrics.get(i).subList(1, metrics.get(i).size())) {
                double ahead = ours.advantage(peer);
                List<Double> values =
                        series.computeIfAbsent(peer.contender(), name -> nothing(metrics.size()));
                values.set(i, Double.isFinite(ahead) && ahead > 0 ? ahead : null);
            }
        }
        return series;
    }

    private static List<Double> nothing(int count) {
        List<Double> nothing = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nothing.add(null);
        }
        return nothing;
    }
}
