package io.zoosync.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.SegmentProbe;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Two users of one machine, the one of this test, which must be root to start processes of the
 * other, and another. Neither uses, reads or changes what is the other's.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnotherUserTest {
    private static final String OTHER = "4711";
    private static final String[] AS_OTHER = {
        "setpriv", "--reuid=" + OTHER, "--regid=" + OTHER, "--clear-groups"
    };

    /** As {@code /dev/shm}: all may write, and remove what is theirs. */
    private final Path parent = ZooDirectory.createTemporary();

    private final Path directory = parent.resolve("zoosync");
    private String classPath;

    @BeforeEach
    void openTheParent() throws Exception {
        assumeTrue(
                (int) Files.getAttribute(parent, "unix:uid") == 0,
                "only root can start processes of another user");
        assumeTrue(run("true").status() == 0, "setpriv does not work here");
        Files.setAttribute(parent, "unix:mode", 01777);
        classPath = copyOfClassPath();
    }

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(parent);
    }

    /** The other user may not read the ones that the tests are run from. */
    private String copyOfClassPath() throws Exception {
        Path classes = Files.createDirectory(parent.resolve("classes"));
        for (Class<?> type : List.of(Memory.class, SegmentProbe.class, Native.class)) {
            copy(locationOf(type), classes);
        }
        return classes + ":" + classes.resolve(locationOf(Native.class).getFileName());
    }

    private static Path locationOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            Files.copy(from, to.resolve(from.getFileName()));
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private ChildJvm ours() throws IOException {
        return ChildJvm.of(SegmentProbe.class, "open", "s", 4096).directory(directory).start();
    }

    private ChildJvm theirs() throws IOException {
        return ChildJvm.of(SegmentProbe.class, "open", "s", 4096)
                .directory(directory)
                .classPath(classPath)
                .prefix(AS_OTHER)
                .start();
    }

    private static void shouldSucceed(ChildJvm child) {
        try (child) {
            child.expectLine("token ");
            child.expectExit(0);
        }
    }

    private static void shouldRefuse(ChildJvm child, String why) {
        try (child) {
            child.expectExit(1);
            assertTrue(child.output().contains(why), child.output());
        }
    }

    private record Outcome(int status, String output) {}

    /** Runs a shell's line as the other user. */
    private Outcome run(String line) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(AS_OTHER);
        builder.command().addAll(List.of("sh", "-c", line));
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Outcome(process.waitFor(), output);
        } catch (IOException e) {
            return new Outcome(-1, e.toString());
        }
    }

    @Test
    void shouldNotLetThemUseOurs() throws Exception {
        shouldSucceed(ours());
        shouldRefuse(theirs(), "zoosync: belongs to user 0, this process is user " + OTHER);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        shouldRefuse(theirs(), "zoosync: belongs to user 0, this process is user " + OTHER);
        shouldRefuse(ours(), "zoosync: is open to other users: its mode is 0777, expected 0700");
    }

    /** The kernel's answer, whatever program they use. */
    @Test
    void shouldNotLetThemReadOrChangeOurs() throws Exception {
        shouldSucceed(ours());
        byte[] before = Files.readAllBytes(directory.resolve("s.queue"));
        for (String line :
                List.of(
                        "ls DIR",
                        "cat DIR/s.queue",
                        "cat DIR/processes",
                        "echo x >> DIR/s.queue",
                        "rm -f DIR/s.queue",
                        "echo x > DIR/planted",
                        "ln -s /etc/passwd DIR/planted.queue",
                        "ln DIR/s.queue DIR/../mine",
                        "mv DIR DIR-moved",
                        "rmdir DIR",
                        "chmod 777 DIR")) {
            Outcome outcome = run(line.replace("DIR", directory.toString()));
            assertTrue(outcome.status() != 0, line + ": " + outcome);
        }
        assertTrue(Arrays.equals(before, Files.readAllBytes(directory.resolve("s.queue"))));
        assertEquals(
                List.of("s.queue"), List.copyOf(ZooDirectory.segments(directory)), "files there");
        shouldSucceed(ours());
    }

    @Test
    void shouldNotUseTheirs() throws Exception {
        shouldSucceed(theirs());
        assertEquals(4711, Files.getAttribute(directory, "unix:uid"));
        shouldRefuse(ours(), "zoosync: belongs to user 4711, this process is user 0");
    }

    @Test
    void shouldNotFollowTheirSymbolicLinkToOurDirectory() throws Exception {
        Path real = parent.resolve("real");
        Files.createDirectory(
                real,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertEquals(0, run("ln -s " + real + " " + directory).status());
        shouldRefuse(ours(), "zoosync: is a symbolic link, which is not followed");
    }

    /** Which only a directory that is open to them can come to have. */
    @Test
    void shouldNotUseTheirFilesInOurDirectory() throws Exception {
        shouldSucceed(ours());
        Files.setAttribute(directory, "unix:mode", 0777);
        for (String line :
                List.of(
                        "rm DIR/s.queue",
                        "cp DIR/../classes/*.jar DIR/s.queue",
                        "chmod 600 DIR/*")) {
            run(line.replace("DIR", directory.toString()));
        }
        Files.setAttribute(directory, "unix:mode", 0700);
        assertEquals(4711, Files.getAttribute(directory.resolve("s.queue"), "unix:uid"));
        shouldRefuse(ours(), "s.queue: belongs to user 4711, this process is user 0");
    }

    @Test
    void shouldSayThatPermissionIsDenied() throws Exception {
        Files.setAttribute(parent, "unix:mode", 0755);
        shouldRefuse(theirs(), directory + ": cannot be created: permission denied");
    }
}
