package io.zoosync.crash;

import io.zoosync.internal.memory.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often a process has passed which crash points. */
final class Passings {
    /** The property that names the file in which a process counts. */
    static final String PROPERTY = "zoosync.crashpoint.counts";

    private Passings() {}

    static Map<CrashPoint, Integer> read(Path file) throws IOException {
        MappedInts counts = MappedInts.open(file, CrashPoint.values().length);
        Map<CrashPoint, Integer> passings = new EnumMap<>(CrashPoint.class);
        int index = 0;
        for (CrashPoint point : CrashPoint.values()) {
            int count = counts.get(index++);
            if (count > 0) {
                passings.put(point, count);
            }
        }
        return passings;
    }

    static Map<CrashPoint, Integer> since(
            Map<CrashPoint, Integer> before, Map<CrashPoint, Integer> now) {
        Map<CrashPoint, Integer> difference = new EnumMap<>(CrashPoint.class);
        now.forEach(
                (point, count) -> {
                    int more = count - before.getOrDefault(point, 0);
                    if (more > 0) {
                        difference.put(point, more);
                    }
                });
        return difference;
    }

    static String format(Map<?, ?> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    static Map<String, Long> parse(String text) {
        Map<String, Long> numbers = new java.util.TreeMap<>();
        for (String entry : text.isEmpty() ? new String[0] : text.split(",")) {
            String[] parts = entry.split("=");
            numbers.put(parts[0], Long.valueOf(parts[1]));
        }
        return numbers;
    }
}
