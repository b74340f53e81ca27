package io.zoosync.bench.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.zoosync.bench.harness.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PoolUserTest {
    private final String before = System.getProperty("zoosync.dir");

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("zoosync.dir");
        } else {
            System.setProperty("zoosync.dir", before);
        }
    }

    @Test
    void leavesNoFileOfItsPoolAndTheWorkspaceCanBeRemoved() throws Exception {
        Path directory;
        try (Workspace workspace = Workspace.create()) {
            directory = workspace.directory();
            System.setProperty("zoosync.dir", directory.toString());
            PoolUser user = new PoolUser(1);
            user.close();
            try (Stream<Path> files = Files.list(directory)) {
                assertEquals(
                        List.of(),
                        files.filter(f -> f.getFileName().toString().startsWith("pool-")).toList());
            }
        }
        assertFalse(Files.exists(directory));
    }
}
