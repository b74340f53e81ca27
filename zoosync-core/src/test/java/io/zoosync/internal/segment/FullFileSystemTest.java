package io.zoosync.internal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tiny file system in memory, seen by the child alone and gone with it. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullFileSystemTest {
    private final Path directory = ZooDirectory.createTemporary();

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(directory);
    }

    @Test
    void shouldSayWhatIsNeededAndFreeAndLeaveNothingBehind() throws Exception {
        try (ChildJvm child = start("fill", "1m")) {
            Matcher error =
                    Pattern.compile(
                                    ".*large.queue: cannot allocate 4194304 bytes \\(no space is"
                                            + " left\\): (\\d+) bytes are free in "
                                            + directory)
                            .matcher(child.expectLine("error"));
            assertTrue(error.matches(), child::output);
            long free = Long.parseLong(error.group(1));
            assertTrue(free >= 1 << 16 && free < 1 << 20, () -> "free: " + free);
            assertEquals("[]", child.expectLine("left"));
            child.expectLine("token ");
            child.expectExit(0);
        }
    }

    @Test
    void shouldSayThatThereIsNoRoomForTheRegistry() throws Exception {
        try (ChildJvm child = start("fill", "64k")) {
            child.expectExit(1);
            assertTrue(
                    child.output().contains("cannot allocate 262144 bytes (no space is left)"),
                    child.output());
        }
    }

    private ChildJvm start(String what, String size) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o size=" + size + ",mode=700 none " + directory;
        String[] prefix = {"unshare", "--mount", "sh", "-c", mount + " && exec \"$@\"", "sh"};
        assumeTrue(works(prefix), "this machine does not allow a file system to be mounted");
        return ChildJvm.of(SegmentProbe.class, what).directory(directory).prefix(prefix).start();
    }

    private static boolean works(String... command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.command().add("true");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
