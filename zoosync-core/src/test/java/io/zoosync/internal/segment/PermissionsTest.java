package io.zoosync.internal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the directory and what is in it. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PermissionsTest {
    private final Path parent = ZooDirectory.createTemporary();
    private final Path directory = parent.resolve("zoosync");

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(parent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "022", "077", "0277", "0777"})
    void shouldBeClosedToOthersAndOpenToUsWhateverTheUmask(String umask) throws IOException {
        String shell = "umask " + umask + "; exec \"$@\"";
        try (ChildJvm child =
                ChildJvm.of(SegmentProbe.class, "open", "s", 4096)
                        .directory(directory)
                        .prefix("sh", "-c", shell, "sh")
                        .start()) {
            child.expectLine("token ");
            child.expectExit(0);
        }
        assertEquals("rwx------", permissions(directory));
        assertEquals("rw-------", permissions(directory.resolve("s.queue")));
        assertEquals("rw-------", permissions(directory.resolve("processes")));
    }

    @Test
    void shouldRefuseADirectoryThatIsOpenToOthers() throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        shouldRefuse("zoosync: is open to other users: its mode is 0755, expected 0700");
    }

    @Test
    void shouldRefuseAnotherUsersDirectory() throws IOException {
        Files.createDirectory(directory);
        assumeTrue(
                (int) Files.getAttribute(directory, "unix:uid") == 0,
                "only root can give directories away");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(directory, "unix:uid", 4711);
        shouldRefuse("zoosync: belongs to user 4711, this process is user 0");
    }

    @Test
    void shouldRefuseASymbolicLinkToADirectory() throws IOException {
        Files.createSymbolicLink(directory, Files.createDirectory(parent.resolve("real")));
        shouldRefuse("zoosync: is a symbolic link, which is not followed");
    }

    @Test
    void shouldRefuseADanglingSymbolicLink() throws IOException {
        Files.createSymbolicLink(directory, parent.resolve("nowhere"));
        shouldRefuse("zoosync: is a symbolic link, which is not followed");
    }

    @Test
    void shouldRefuseAFileInPlaceOfTheDirectory() throws IOException {
        Files.createFile(directory);
        shouldRefuse("zoosync: is not a directory");
    }

    @Test
    void shouldSayThatTheParentIsMissing() throws IOException {
        Files.delete(parent);
        shouldRefuse("zoosync: cannot be created: its parent does not exist");
        Files.createDirectory(parent);
    }

    private void shouldRefuse(String why) throws IOException {
        try (ChildJvm child =
                ChildJvm.of(SegmentProbe.class, "open", "s", 4096).directory(directory).start()) {
            child.expectExit(1);
            assertTrue(child.output().contains(why), child.output());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
