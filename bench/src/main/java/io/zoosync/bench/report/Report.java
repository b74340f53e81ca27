package io.zoosync.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.zoosync.bench.harness.Area;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The raw figures of a run, as a JSON file.
 *
 * @param machine processor, cores, system and JDK
 * @param jdk its feature number
 * @param time when it ended, in UTC, as of ISO 8601
 * @param areas what was measured
 */
public record Report(String machine, int jdk, String time, List<Measured> areas) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * One benchmark.
     *
     * @param name as it is called by
     * @param quick whether little time was spent on it
     * @param machine as the report's; null in a report whose areas were all measured there
     * @param settings what it said of itself
     * @param rows its figures
     */
    public record Measured(
            String name,
            boolean quick,
            String machine,
            List<String> settings,
            List<Area.Row> rows) {
        /** What a benchmark said and measured. */
        public static Measured of(Area area, String machine) {
            return new Measured(area.name(), area.isQuick(), machine, area.settings(), area.rows());
        }

        private Measured on(String other) {
            return machine != null ? this : new Measured(name, quick, other, settings, rows);
        }

        /** The rows of each metric, ours first, in the order in which they were measured. */
        List<List<Area.Row>> metrics() {
            List<List<Area.Row>> metrics = new ArrayList<>();
            String last = null;
            for (Area.Row row : rows) {
                if (!row.metric().equals(last)) {
                    metrics.add(new ArrayList<>());
                    last = row.metric();
                }
                metrics.get(metrics.size() - 1).add(row);
            }
            return metrics;
        }
    }

    /**
     * Reads a file that {@link #write} wrote.
     *
     * @throws IOException if there is none, or if it is not such a file
     */
    public static Report read(Path file) throws IOException {
        try {
            return JSON.readValue(Files.readString(file), Report.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " holds no figures: " + e.getOriginalMessage(), e);
        }
    }

    /** The areas, each with the machine that it was measured on. */
    List<Measured> measured() {
        return areas.stream().map(area -> area.on(machine)).toList();
    }

    /** Writes the file, or replaces it. */
    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + System.lineSeparator());
    }
}
