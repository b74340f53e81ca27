package io.zoosync.security;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.pool.PoolModes;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the umask: directories are 0700 and files 0600, no more and no less. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UmaskTest {
    private final Path parent = ZooDirectory.createTemporary();

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(parent);
    }

    @Test
    void shouldGiveFilesTheirModeAfterEveryUmask() throws Exception {
        try (ChildJvm child =
                ChildJvm.of(UmaskProbe.class)
                        .directory(parent.resolve("zoosync"))
                        .prefix("prlimit", "--nofile=4096:4096") // registries stay open
                        .start()) {
            assertEquals("504", child.expectLine("modes refused: "));
            assertEquals("512", child.expectLine("umasks: "));
            child.expectExit(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0277", "0777"})
    void shouldGiveAPoolsFilesTheirMode(String umask) throws Exception {
        try (ChildJvm child =
                ChildJvm.of(PoolModes.class)
                        .directory(parent.resolve("zoosync"))
                        .prefix("sh", "-c", "umask " + umask + "; exec \"$@\"", "sh")
                        .start()) {
            assertEquals("0700", child.expectLine("directories "));
            assertEquals("0600", child.expectLine("files "));
            child.expectExit(0);
        }
    }
}
