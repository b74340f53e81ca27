package io.zoosync.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How often a thread gave up its processor because it had to wait. */
public final class Sleeps {
    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String FIELD = "voluntary_ctxt_switches:";

    private Sleeps() {}

    /** The calling thread's sleeps so far; 0 where the system does not say. */
    public static long ofThisThread() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(FIELD))
                    .mapToLong(line -> Long.parseLong(line.substring(FIELD.length()).strip()))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // not Linux
        }
    }
}
