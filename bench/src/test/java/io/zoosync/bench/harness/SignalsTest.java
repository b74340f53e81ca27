package io.zoosync.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalsTest {
    private static final char STOPPED = 'T';

    private Process first;
    private Process second;

    @BeforeEach
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        first = new ProcessBuilder("sleep", "1000").start();
        second = new ProcessBuilder("sleep", "1000").start();
    }

    @AfterEach
    void end() {
        if (first != null) {
            first.destroyForcibly();
            second.destroyForcibly();
        }
    }

    @Test
    void makesProcessesStandStillAndGoOn() throws Exception {
        try (Signals signals = new Signals()) {
            signals.hold(ids());
            awaitState(first, true);
            awaitState(second, true);
            signals.resume(List.of(first.pid()));
            awaitState(first, false);
            assertEquals(STOPPED, state(second));
        }
    }

    /** However its driver ends, the shell's input does. */
    @Test
    void killsAtItsEndWhoStandsStill() throws Exception {
        try (Signals signals = new Signals()) {
            signals.hold(ids());
            signals.resume(List.of(first.pid()));
        }
        assertTrue(second.waitFor(30, TimeUnit.SECONDS), "still there");
        assertTrue(first.isAlive());
    }

    @Test
    void mindsNoProcessThatHasEnded() throws Exception {
        first.destroyForcibly().waitFor();
        try (Signals signals = new Signals()) {
            signals.hold(ids());
            signals.resume(ids());
        }
        assertFalse(first.isAlive());
        assertTrue(second.isAlive());
    }

    private List<Long> ids() {
        return List.of(first.pid(), second.pid());
    }

    private static void awaitState(Process process, boolean stopped) throws IOException {
        while ((state(process) == STOPPED) != stopped) {
            Thread.onSpinWait();
        }
    }

    /** The third word of the line, after a name in brackets. */
    private static char state(Process process) throws IOException {
        String line = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return line.charAt(line.lastIndexOf(')') + 2);
    }
}
