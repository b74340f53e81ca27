package io.zoosync.bench.report;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Series;
import io.zoosync.bench.harness.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The page of all figures: {@code benchmarks.md}, beside a directory {@code benchmarks} with the
 * raw figures, a file for each JDK, and the charts.
 */
public final class Page {
    private static final String DIRECTORY = "benchmarks";
    private static final String ENDING = ".json";

    private final Path page;
    private final Path directory;

    /** The page in a directory of documents. */
    public Page(Path docs) {
        page = docs.resolve("benchmarks.md");
        directory = docs.resolve(DIRECTORY);
    }

    /**
     * Keeps the figures of a run, in place of those of the same areas with the same JDK, and writes
     * the page anew. Each area says on which machine it was measured.
     */
    public void add(Report report) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve("jdk" + report.jdk() + ENDING);
        List<Report.Measured> areas = new ArrayList<>();
        if (Files.exists(file)) {
            areas.addAll(Report.read(file).measured());
        }
        for (Report.Measured area : report.measured()) {
            areas.removeIf(old -> old.name().equals(area.name()));
            areas.add(area);
        }
        new Report(report.machine(), report.jdk(), report.time(), areas).write(file);
        write();
    }

    /** Writes the page and its charts from the figures that are there. */
    public void write() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# Benchmarks\n\n");
        text.append(
                """
                `./zoosync bench` wrote this page. Each table compares ZooSync with what one would \
                use instead, in the same run: all contenders take turns, round after round, so that \
                a slow moment of the machine meets all alike. Where messages stream or go to and \
                fro, a turn lasts a third of a second, the other contenders' processes stand still \
                meanwhile, and each has several turns a round, whose median is its figure for the \
                round. A figure here is the median of the rounds, in brackets stand the least and \
                the greatest. "Ahead" is ours over theirs, above 1 \
                where ZooSync is better. Figures from another machine will differ: run it on yours.
                """);
        for (Path file : files()) {
            Report report = Report.read(file);
            text.append("\n## JDK ").append(report.jdk()).append("\n\n");
            text.append("[Raw figures](").append(DIRECTORY).append('/');
            text.append(file.getFileName()).append(").\n");
            for (Report.Measured area : report.measured()) {
                append(text, area, report.jdk());
            }
        }
        Files.writeString(page, text);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException("no figures in " + directory);
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList();
        }
    }

    private void append(StringBuilder text, Report.Measured area, int jdk) throws IOException {
        text.append("\n### ").append(area.name()).append("\n\n");
        text.append(area.machine()).append(area.quick() ? "; for a short time only.\n\n" : ".\n\n");
        area.settings().forEach(line -> text.append("- ").append(line.strip()).append('\n'));
        for (String chart : Charts.draw(area, jdk, directory)) {
            text.append("\n![").append(area.name()).append("](");
            text.append(DIRECTORY).append('/').append(chart).append(".svg)\n");
        }
        text.append("\n| what | by | median | unit | ahead |\n|---|---|---:|---|---:|\n");
        for (List<Area.Row> rows : area.metrics()) {
            rows.forEach(row -> append(text, row, rows.get(0)));
        }
    }

    private static void append(StringBuilder text, Area.Row row, Area.Row ours) {
        Series series = row.series();
        String ahead =
                row.contender().equals(ours.contender())
                        ? ""
                        : String.format(Locale.ROOT, "%.2f", ours.advantage(row));
        String figures =
                Table.figure(series.median())
                        + " ("
                        + Table.figure(series.min())
                        + " .. "
                        + Table.figure(series.max())
                        + ")";
        text.append("| ").append(String.join(" | ", row.metric(), row.contender(), figures));
        text.append(" | ").append(row.unit()).append(" | ").append(ahead).append(" |\n");
    }
}
