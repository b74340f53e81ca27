package io.zoosync.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process runs out of file descriptors, of mappings, or of address space: it is told so, leaves
 * nothing behind, and can go on when there are some again.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScarcityTest {
    private final Path parent = ZooDirectory.createTemporary();

    @BeforeEach
    void makeDirectories() throws Exception {
        Files.createDirectory(parent.resolve("other"));
    }

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(parent);
    }

    @ParameterizedTest
    @CsvSource({
        "descriptors, too many open files, 10",
        "mappings, vm.max_map_count, 8",
        "address space, ulimit -v, 7"
    })
    void shouldSayWhatIsMissingAndLeaveNothing(String what, String said, int least)
            throws Exception {
        try (ChildJvm child =
                ChildJvm.of(ScarcityProbe.class, what, parent.resolve("other"))
                        .directory(parent.resolve("zoosync"))
                        .prefix("prlimit", "--nofile=256:256")
                        .flags("-Xint", "-Xms32m", "-XX:+AlwaysPreTouch")
                        .start()) {
            child.expectExit(0);
            List<String> failures =
                    child.output()
                            .lines()
                            .filter(line -> line.startsWith("tried ") && !line.endsWith(": null"))
                            .collect(Collectors.toList());
            assertTrue(failures.size() >= least, child.output());
            for (String failure : failures) {
                assertTrue(failure.toLowerCase(Locale.ROOT).contains(said), child.output());
            }
        }
    }
}
