package io.zoosync.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.bench.harness.Area;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @TempDir Path docs;

    @Test
    void aReportIsReadAsItWasWritten() throws IOException {
        Report report = report("a machine", 17, area("lock", 3));
        Path file = docs.resolve("figures.json");
        report.write(file);
        assertEquals(report, Report.read(file));
    }

    @Test
    void aFileWithoutFiguresIsNamed() throws IOException {
        Path file = Files.writeString(docs.resolve("no.json"), "{\"machine\": 3, \"areas\": 7}");
        IOException e = assertThrows(IOException.class, () -> Report.read(file));
        assertTrue(e.getMessage().contains("no.json"), e.getMessage());
    }

    @Test
    void thePageShowsEveryRowAndHowFarItIsAhead() throws IOException {
        new Page(docs).add(report("a machine", 17, area("lock", 3)));
        String page = Files.readString(docs.resolve("benchmarks.md"));
        assertTrue(page.contains("| lock | ours | 3.00 (2.00 .. 4.00) | M/s |  |"), page);
        assertTrue(page.contains("| lock | theirs | 1.50 (1.00 .. 2.00) | M/s | 2.00 |"), page);
        assertTrue(page.contains("benchmarks/lock-jdk17.svg"), page);
        for (String ending : List.of("svg", "png")) {
            Path chart = docs.resolve("benchmarks/lock-jdk17." + ending);
            assertTrue(Files.size(chart) > 1000, chart::toString);
        }
    }

    @Test
    void newFiguresTakeThePlaceOfThoseOfTheSameArea() throws IOException {
        Page page = new Page(docs);
        page.add(report("a machine", 17, area("lock", 3), area("queue", 3)));
        page.add(report("a machine", 25, area("lock", 3)));
        page.add(report("a machine", 17, area("lock", 5)));
        Report kept = Report.read(docs.resolve("benchmarks/jdk17.json"));
        assertEquals(
                report("a machine", 17, area("queue", 3), area("lock", 5)).measured(),
                kept.areas());
        String text = Files.readString(docs.resolve("benchmarks.md"));
        assertTrue(text.contains("## JDK 17") && text.contains("## JDK 25"), text);
    }

    @Test
    void eachAreaSaysOnWhichMachineItWasMeasured() throws IOException {
        Page page = new Page(docs);
        page.add(report("a machine", 17, area("lock", 3), area("pool", 3)));
        page.add(report("another", 17, area("queue", 3), area("pool", 3)));
        Report kept = Report.read(docs.resolve("benchmarks/jdk17.json"));
        assertEquals(
                List.of("lock on a machine", "queue on another", "pool on another"),
                kept.areas().stream().map(a -> a.name() + " on " + a.machine()).toList());
        String text = Files.readString(docs.resolve("benchmarks.md"));
        assertTrue(text.contains("### lock\n\na machine.\n"), text);
        assertTrue(text.contains("### queue\n\nanother.\n"), text);
    }

    private static Report report(String machine, int jdk, Report.Measured... areas) {
        return new Report(machine, jdk, "2026-01-02T03:04:05Z", List.of(areas));
    }

    private static Report.Measured area(String name, double ours) {
        return new Report.Measured(
                name,
                false,
                null,
                List.of("a setting"),
                List.of(
                        new Area.Row(name, "ours", "M/s", true, List.of(ours - 1, ours + 1, ours)),
                        new Area.Row(name, "theirs", "M/s", true, List.of(2.0, 1.0, 1.5))));
    }
}
