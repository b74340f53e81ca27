package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.testing.JShellProcess;
import io.zoosync.testing.JShellProcess.Mode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools in real sessions of {@code jshell}; {@code session.jsh} says what should come out. */
@Timeout(300)
class JShellPoolTest {
    private static final Path START_FILE = Path.of("..", "notebooks", "jshell", "zoosync.jsh");

    @ParameterizedTest
    @EnumSource
    void shouldWorkInASession(Mode mode) throws IOException, URISyntaxException {
        String output = JShellProcess.run(mode, List.of(), script("session.jsh"));

        assertEquals("23 checks, 0 failed", output.strip());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeReadyWithTheStartFile(Mode mode) throws IOException, URISyntaxException {
        List<String> options = List.of("--startup", "DEFAULT", "--startup", START_FILE.toString());
        String output = JShellProcess.run(mode, options, script("ready.jsh"));

        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        assertTrue(lines.get(0).startsWith("ZooSync on Java "), output);
        List<String> rest = lines.subList(lines.indexOf("[0, 1, 4, 9, 16]"), lines.size());
        assertEquals(List.of("[ 0 10 20]", "[[1], [2, 3]]", "null"), rest.subList(1, 4));
        assertEquals(2, rest.subList(4, rest.size()).size(), "the pool's queues: " + rest);
        assertEquals(List.of(), lines.stream().filter(JShellPoolTest::isComplaint).toList());
    }

    private static boolean isComplaint(String line) {
        return line.contains("WARNING") || line.contains("Error") || line.contains("Exception");
    }

    private static Path script(String name) throws URISyntaxException {
        return Path.of(JShellPoolTest.class.getResource(name).toURI());
    }
}
