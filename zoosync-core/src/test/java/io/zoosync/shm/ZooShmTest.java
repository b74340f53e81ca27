package io.zoosync.shm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.segment.Segment.Kind;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ZooShmTest {
    @AfterEach
    void unlinkAll() throws IOException {
        for (SegmentInfo segment : ZooShm.list()) {
            ZooShm.unlink(segment.fileName());
        }
    }

    @Test
    void shouldListByName() throws IOException {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        Segment.create(Kind.QUEUE, "orders", 8192, 0, 0, memory -> {});
        Segment.create(Kind.LOCK, "orders", 256, 0, 0, memory -> {});
        Segment.create(Kind.LOCK, "a.b", 256, 0, 0, memory -> {});

        List<SegmentInfo> found = ZooShm.list();

        assertEquals(List.of("a.b.lock", "orders.lock", "orders.queue"), fileNames(found));
        SegmentInfo queue = found.get(2);
        assertEquals("orders", queue.name());
        assertEquals("queue", queue.kind());
        assertEquals(8192, queue.sizeBytes());
        assertEquals(ProcessHandle.current().pid(), queue.creatorPid());
        assertFalse(queue.created().isBefore(before));
        assertEquals(Optional.empty(), queue.damage());
    }

    @Test
    void shouldListDamagedSegmentsAndOnlySegments() throws IOException {
        Segment poisoned = Segment.create(Kind.LOCK, "poisoned", 256, 0, 0, memory -> {});
        poisoned.poison("a test said so");
        Path foreign = Files.writeString(ZooDirectory.path().resolve("foreign.queue"), "text");
        Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rw-------"));
        Path link = ZooDirectory.path().resolve("link.queue");
        Files.createSymbolicLink(link, poisoned.path());
        Path notes = Files.createFile(ZooDirectory.path().resolve("notes.txt"));
        try {
            List<SegmentInfo> found = ZooShm.list();

            assertEquals(List.of("foreign.queue", "link.queue", "poisoned.lock"), fileNames(found));
            assertTrue(found.get(0).damage().orElseThrow().contains("4 bytes long"));
            assertEquals(4, found.get(0).sizeBytes());
            assertTrue(found.get(1).damage().orElseThrow().contains("symbolic link"));
            assertTrue(found.get(2).damage().orElseThrow().contains("a test said so"));
        } finally {
            Files.delete(notes);
        }
    }

    @Test
    void shouldUnlinkByFileName() throws IOException {
        Segment.create(Kind.LOCK, "orders", 256, 0, 0, memory -> {});
        assertFalse(ZooShm.unlink("orders.queue"));
        assertTrue(ZooShm.unlink("orders.lock"));
        assertFalse(ZooShm.unlink("orders.lock"));
        assertEquals(List.of(), ZooShm.list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"processes", "orders", "", ".lock", "../x.lock", "/x.lock", "x.npz"})
    void shouldUnlinkNothingButSegments(String fileName) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> ZooShm.unlink(fileName));
        assertTrue(thrown.getMessage().contains('"' + fileName + '"'), thrown.getMessage());
    }

    @Test
    void shouldFollowTheSettings() throws IOException {
        assertEquals(ZooDirectory.path(), ZooShm.directory());
        try (ChildJvm child =
                ChildJvm.of(Lister.class)
                        .prefix("env", "ZOOSYNC_DIR=/dev/shm/../shm/zoosync-of-env")
                        .flags("-Dzoosync.dir=")
                        .start()) {
            String expected = "/dev/shm/zoosync-of-env";
            // an empty property counts as none
            assertEquals(expected, child.expectLine("directory "));
            assertEquals("[]", child.expectLine("list "));
        }
        assertFalse(Files.exists(Path.of("/dev/shm/zoosync-of-env")), "listing creates nothing");
    }

    /** Prints the directory and what is in it. */
    public static final class Lister {
        private Lister() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("directory " + ZooShm.directory());
            System.out.println("list " + ZooShm.list());
            System.out.println("unlink " + ZooShm.unlink("x.lock"));
        }
    }

    private static List<String> fileNames(List<SegmentInfo> segments) {
        return segments.stream().map(SegmentInfo::fileName).collect(Collectors.toList());
    }
}
