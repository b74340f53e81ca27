package io.zoosync.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wall clock is set back, or forward, while a process waits: time limits take no notice. That
 * no code of the module asks the wall clock for a time limit is for {@code ArchitectureTest}.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClockTest {
    private static final long LIMIT_MILLIS = 600;
    private static final Path SOURCE = Path.of("src", "test", "c", "leaping_clock.c");

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {-86_400, 86_400})
    void shouldWaitForAsLongAsItWasAskedTo(int leapSeconds) throws Exception {
        Path library = compile();
        Path leap = directory.resolve("leap");
        try (ZooLock held = ZooLock.open("clock-held");
                ZooQueue queue = ZooQueue.create("clock", 4096);
                Guard guard = held.acquire();
                ChildJvm child =
                        ChildJvm.of(ClockProbe.class, LIMIT_MILLIS, leap)
                                .prefix(
                                        "env",
                                        "LD_PRELOAD=" + library,
                                        "LEAP_FILE=" + leap,
                                        "LEAP_SECONDS=" + leapSeconds)
                                .start()) {
            for (int i = 0; i < 4; i++) {
                String[] waited = child.expectLine("waited ").split(" ");
                assertEquals("vain", waited[2], child.output());
                long millis = Long.parseLong(waited[3]);
                assertTrue(millis >= LIMIT_MILLIS, child.output());
                assertTrue(millis < 60_000, child.output());
            }
            long leapt = Long.parseLong(child.expectLine("leapt ")) / 1000;
            assertTrue(Math.abs(leapt - leapSeconds) < 120, child.output());
            child.expectExit(0);
            assertTrue(guard.token() > 0 && queue.size() == 0);
        } finally {
            ZooLock.unlink("clock-held");
            ZooLock.unlink("clock-free");
            ZooQueue.unlink("clock");
        }
    }

    private Path compile() throws InterruptedException {
        Path library = directory.resolve("leaping_clock.so");
        ProcessBuilder compiler =
                new ProcessBuilder(
                        "gcc", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString());
        try {
            assumeTrue(
                    compiler.inheritIO().start().waitFor() == 0,
                    "the C compiler cannot compile " + SOURCE);
        } catch (IOException e) {
            assumeTrue(false, "there is no C compiler: " + e.getMessage());
        }
        return library;
    }
}
