package io.zoosync.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A file is cut short while a process uses it, which the kernel answers with SIGBUS: the process
 * gets an error, or ends; it does not wait for ever, nor go on as if nothing had happened.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TruncationTest {
    private static final String FAULT = "InternalError: a fault occurred";
    private static final String NO_WORKER = "no worker can be started";

    private final Path directory = ZooDirectory.createTemporary();

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(directory);
    }

    @ParameterizedTest
    @CsvSource({
        "lock, cut.lock, 1, 1",
        "queue, cut.queue, 1, 1",
        "array, cut.npy, 1, 1",
        "lock, cut.lock, 4, 30000",
        "queue, cut.queue, 4, 30000",
        "array, cut.npy, 4, 30000",
        "pool-results, results.queue, 4, 30",
        "pool-tasks, tasks.queue, 4, 30",
        "pool-control, control, 4, 30"
    })
    void shouldFailWhenItsFileIsCutShort(String what, String file, int compilers, int warmUp)
            throws Exception {
        try (ChildJvm child =
                ChildJvm.of(TruncationProbe.class, what, warmUp)
                        .directory(directory)
                        .flags("-XX:TieredStopAtLevel=" + compilers, "-XX:ErrorFile=/dev/null")
                        .start()) {
            child.expectLine("using");
            truncate(file);
            child.send("go on");
            while (child.readLine(ChildJvm.PATIENCE) != null) {
                // to the end of its output
            }
            if (child.waitFor(ChildJvm.PATIENCE) == 0) {
                List<String> errors =
                        child.output().lines().filter(line -> line.startsWith("error ")).toList();
                assertEquals(3, errors.size(), child.output());
                errors.forEach(error -> assertTrue(isExpected(what, error), child.output()));
                assertTrue(child.output().contains("\nclosed"), child.output());
                System.out.println(what + " cut short: " + errors.get(0));
            } else {
                shouldBeTheJvmsOwn(child.output());
                System.out.println(what + " cut short: the JVM has ended");
            }
        }
    }

    /**
     * Workers look at the tasks' queue on their own, and may all have failed before the pool does.
     */
    private static boolean isExpected(String what, String error) {
        return error.contains(FAULT) || what.equals("pool-tasks") && error.contains(NO_WORKER);
    }

    /**
     * What the JVM does not survive: a compare-and-set by the interpreter, which it does in a
     * function of its own without a guard. To its peers it is one more process that died.
     */
    private static void shouldBeTheJvmsOwn(String output) {
        assertTrue(output.contains("SIGBUS"), output);
        assertTrue(output.contains("Unsafe_CompareAndSet"), output);
    }

    private void truncate(String end) throws IOException {
        Path file;
        try (Stream<Path> all = Files.walk(directory)) {
            file = all.filter(each -> each.toString().endsWith(end)).findFirst().orElseThrow();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        assertTrue(size(file) == 0);
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
