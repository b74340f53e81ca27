package io.zoosync.internal.segment;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment.Kind;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentTest {
    private static final int BYTES = 8192;

    @AfterEach
    void unlink() throws IOException {
        Segment.unlink(Kind.QUEUE, "s");
        Segment.unlink(Kind.LOCK, "s");
    }

    private static Segment create() throws IOException {
        return Segment.create(Kind.QUEUE, "s", BYTES, 11, -12, SegmentProbe::putToken);
    }

    private static Segment attach() throws IOException {
        return Segment.attach(Kind.QUEUE, "s");
    }

    @Test
    void shouldPinTheHeader() {
        assertEquals(128, Segment.HEADER_BYTES);
        assertEquals(8, SegmentHeader.VERSION_OFFSET);
        assertEquals(12, SegmentHeader.KIND_OFFSET);
        assertEquals(16, SegmentHeader.SIZE_OFFSET);
        assertEquals(24, SegmentHeader.GEOMETRY_A_OFFSET);
        assertEquals(32, SegmentHeader.GEOMETRY_B_OFFSET);
        assertEquals(40, SegmentHeader.REGISTRY_ID_OFFSET);
        assertEquals(48, SegmentHeader.CREATOR_PID_OFFSET);
        assertEquals(56, SegmentHeader.CREATED_OFFSET);
        assertEquals(64, SegmentHeader.CHECKSUM_OFFSET);
        assertEquals(68, SegmentHeader.POISON_OFFSET);
        assertEquals(72, SegmentHeader.REASON_LENGTH_OFFSET);
        assertEquals(76, SegmentHeader.REASON_OFFSET);
        assertEquals(52, SegmentHeader.REASON_BYTES);
    }

    @Test
    void shouldAttachToWhatWasCreated() throws IOException {
        Segment created = create();
        Segment attached = attach();

        assertEquals(BYTES, attached.memory().size());
        assertEquals(11, attached.geometryA());
        assertEquals(-12, attached.geometryB());
        assertEquals("s", attached.name());
        assertEquals(ZooDirectory.path().resolve("s.queue"), attached.path());
        assertEquals(SegmentProbe.token(created), SegmentProbe.token(attached));
        created.memory().putIntRelease(4096, 42);
        assertEquals(42, attached.memory().getIntAcquire(4096));
        attached.checkNotPoisoned();
    }

    @Test
    void shouldNotCreateTwice() throws IOException {
        create();
        assertThrows(FileAlreadyExistsException.class, SegmentTest::create);
        assertEquals(Set.of("s.queue"), ZooDirectory.segments(ZooDirectory.path()));
    }

    @Test
    void shouldKeepKindsApart() throws IOException {
        create();
        Segment lock = Segment.create(Kind.LOCK, "s", 256, 0, 0, memory -> {});
        assertEquals(256, lock.memory().size());
        assertEquals(Set.of("s.lock", "s.queue"), ZooDirectory.segments(ZooDirectory.path()));
    }

    @Test
    void shouldSayWhatIsMissing() {
        NoSuchFileException thrown = assertThrows(NoSuchFileException.class, SegmentTest::attach);
        assertTrue(
                thrown.getMessage().contains("no queue named \"s\" in " + ZooDirectory.path()),
                thrown.getMessage());
    }

    @Test
    void shouldCreateInPlaceOfWhatWasUnlinkedWhileOthersGoOn() throws IOException {
        Segment old = create();
        long token = SegmentProbe.token(old);
        try (ChildJvm child = ChildJvm.start(SegmentProbe.class, "hold", "s")) {
            assertEquals(Long.toString(token), child.expectLine("token "));

            assertTrue(Segment.unlink(Kind.QUEUE, "s"));
            assertFalse(Segment.unlink(Kind.QUEUE, "s"));
            assertThrows(NoSuchFileException.class, SegmentTest::attach);
            Segment fresh = create();

            assertNotEquals(token, SegmentProbe.token(fresh));
            assertEquals(token, SegmentProbe.token(old));
            child.endInput();
            assertEquals(Long.toString(token), child.expectLine("token "));
            child.expectExit(0);
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenInitialisingFails() {
        IllegalStateException mine = new IllegalStateException("mine");
        IllegalStateException thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                Segment.create(
                                        Kind.QUEUE,
                                        "s",
                                        BYTES,
                                        0,
                                        0,
                                        memory -> {
                                            throw mine;
                                        }));
        assertEquals(mine, thrown);
        assertEquals(Set.of(), ZooDirectory.segments(ZooDirectory.path()));
    }

    @Test
    void shouldLeaveNothingBehindWhenInterrupted() throws IOException {
        Thread.currentThread().interrupt();
        try {
            create();
        } catch (IOException e) {
            assertEquals(Set.of(), ZooDirectory.segments(ZooDirectory.path()));
        } finally {
            assertTrue(Thread.interrupted(), "the interrupt must stay");
        }
        Segment.unlink(Kind.QUEUE, "s");
        create();
    }

    @Test
    void shouldRefuseASizeBelowTheHeader() {
        IllegalArgumentException thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Segment.create(Kind.QUEUE, "s", 127, 0, 0, memory -> {}));
        assertTrue(thrown.getMessage().contains("sizeBytes=127"), thrown.getMessage());
    }

    @Test
    void shouldCreateTheLargestSizeOrSayWhyNot() throws IOException {
        long free = Files.getFileStore(ZooDirectory.path()).getUsableSpace();
        assumeTrue(free > 3L << 30, "not enough shared memory is free: " + free);
        int largest = Integer.MAX_VALUE;
        try {
            Segment segment =
                    Segment.create(
                            Kind.QUEUE,
                            "s",
                            largest,
                            0,
                            0,
                            memory -> memory.buffer().put(largest - 1, (byte) 7));
            assertEquals(largest, segment.memory().size());
            assertEquals(7, attach().memory().buffer().get(largest - 1));
        } finally {
            Segment.unlink(Kind.QUEUE, "s");
        }
    }

    // Names

    @ParameterizedTest
    @ValueSource(strings = {"s", "/s", "0", "A.b_c-d", "processes", "x.lock"})
    void shouldTakeGoodNames(String name) throws IOException {
        Segment segment = Segment.create(Kind.QUEUE, name, BYTES, 0, 0, memory -> {});
        assertEquals(name.replace("/", ""), segment.name());
        assertTrue(Segment.unlink(Kind.QUEUE, name));
    }

    @Test
    void shouldTakeNamesOfTwoHundredCharacters() throws IOException {
        String longest = "n".repeat(200);
        Segment.create(Kind.QUEUE, longest, BYTES, 0, 0, memory -> {});
        assertTrue(Segment.unlink(Kind.QUEUE, "/" + longest));
        assertThrows(
                IllegalArgumentException.class, () -> Segment.unlink(Kind.QUEUE, longest + "n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "/", "//s", "a/b", "../s", "..", ".s", "-s", "_s", "s s", "s\n", "s\0", "é",
                "/.tmp-1"
            })
    void shouldRefuseBadNames(String name) {
        IllegalArgumentException thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Segment.create(Kind.QUEUE, name, BYTES, 0, 0, memory -> {}));
        assertTrue(thrown.getMessage().contains("1 to 200"), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("name=\"" + name), thrown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Segment.attach(Kind.LOCK, name));
        assertThrows(IllegalArgumentException.class, () -> Segment.unlink(Kind.LOCK, name));
    }

    // Damage

    @Test
    void shouldTellEveryoneWhoHasItOrOpensItThatItIsPoisoned() throws IOException {
        Segment one = create();
        Segment two = attach();
        try (ChildJvm child = ChildJvm.start(SegmentProbe.class, "hold", "s")) {
            child.expectLine("token ");

            CorruptSegmentException thrown = one.poison("tail 7 is before head 9");

            assertTrue(thrown.getMessage().contains("s.queue is damaged: tail 7 is before head 9"));
            assertPoisoned("tail 7 is before head 9", two::checkNotPoisoned);
            assertPoisoned("tail 7 is before head 9", one::checkNotPoisoned);
            assertPoisoned("tail 7 is before head 9", SegmentTest::attach);
            child.send("go on");
            child.expectLine(
                    "Exception in thread \"main\" " + CorruptSegmentException.class.getName());
        }
        two.poison("something else");
        assertPoisoned("tail 7 is before head 9", two::checkNotPoisoned);
    }

    @Test
    void shouldCutALongReason() throws IOException {
        Segment segment = create();
        segment.poison("x".repeat(1000));
        assertPoisoned("x".repeat(SegmentHeader.REASON_BYTES), segment::checkNotPoisoned);
    }

    @Test
    void shouldBePoisonedThoughTheFinderDiedBeforeItGaveAReason() throws IOException {
        Segment segment = create();
        segment.memory().putIntRelease(SegmentHeader.POISON_OFFSET, SegmentHeader.BEING_POISONED);
        assertPoisoned("without saying how", segment::checkNotPoisoned);
        assertPoisoned("without saying how", SegmentTest::attach);
    }

    private static void assertPoisoned(String why, Executable use) {
        CorruptSegmentException thrown = assertThrows(CorruptSegmentException.class, use);
        assertTrue(thrown.getMessage().endsWith(why), thrown.getMessage());
    }

    @Test
    void shouldRefuseDamageInEveryByteOfTheHeaderOrBeUnharmed() throws IOException {
        Segment sound = create();
        byte[] header = new byte[Segment.HEADER_BYTES];
        sound.memory().buffer().get(0, header);
        for (int i = 0; i < header.length; i++) {
            for (int flip : new int[] {0x01, 0x80, 0xff}) {
                sound.memory().buffer().put(i, (byte) (header[i] ^ flip));
                if (i < SegmentHeader.REASON_LENGTH_OFFSET) {
                    assertThrows(CorruptSegmentException.class, SegmentTest::attach, "byte " + i);
                    assertThrows(
                            CorruptSegmentException.class,
                            () -> Segment.open(Kind.QUEUE, "s", BYTES, 1, 2, memory -> {}));
                } else {
                    assertDoesNotThrow(SegmentTest::attach, "byte " + i);
                }
                sound.memory().buffer().put(i, header[i]);
            }
        }
        attach();
    }

    @Test
    void shouldRefuseOtherVersions() throws IOException {
        Memory memory = create().memory();
        for (int version : new int[] {0, 1, 3}) {
            memory.putInt(SegmentHeader.VERSION_OFFSET, version);
            assertRefused(
                    CorruptSegmentException.class,
                    "format version is " + version + ", this library knows 2");
        }
    }

    @Test
    void shouldRefuseAnotherKind() throws IOException {
        Segment lock = Segment.create(Kind.LOCK, "s", 256, 0, 0, memory -> {});
        Files.move(lock.path(), lock.path().resolveSibling("s.queue"));
        assertRefused(CorruptSegmentException.class, "its kind is lock, expected queue");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 4096, BYTES - 1, BYTES + 1, 2 * BYTES})
    void shouldRefuseAnotherSize(int size) throws IOException {
        Path file = create().path();
        resize(file, size);
        String expected = size < 128 ? "too short for a header of 128" : "made with " + BYTES;
        CorruptSegmentException thrown =
                assertRefused(CorruptSegmentException.class, "it is " + size + " bytes long");
        assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
    }

    private static void resize(Path file, int size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            if (channel.size() < size) {
                channel.write(ByteBuffer.allocate(1), size - 1);
            }
        }
    }

    @Test
    void shouldRefuseAForeignFile() throws IOException {
        Path file = create().path();
        Files.writeString(file, "Not a segment, and longer than a header. ".repeat(10));
        assertRefused(CorruptSegmentException.class, "is not a segment of ZooSync");
    }

    @Test
    void shouldRefuseASymbolicLink() throws IOException {
        Path file = create().path();
        Path target = file.resolveSibling("target");
        Files.move(file, target);
        Files.createSymbolicLink(file, target);
        try {
            assertRefused(FileSystemException.class, "is a symbolic link");
        } finally {
            Files.delete(target);
        }
    }

    @Test
    void shouldRefuseADirectory() throws IOException {
        Files.createDirectory(ZooDirectory.path().resolve("s.queue"));
        assertRefused(FileSystemException.class, "is not a regular file");
    }

    @Test
    void shouldRefuseAPipeWithoutWaitingForItsOtherEnd() throws Exception {
        Path pipe = ZooDirectory.path().resolve("s.queue");
        assumeTrue(
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0,
                "there is no mkfifo");
        assertRefused(FileSystemException.class, "is not a regular file");
    }

    @Test
    void shouldRefuseAFileThatOthersCanRead() throws IOException {
        Path file = create().path();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(FileSystemException.class, "mode is 0640, expected 0600");
    }

    @Test
    void shouldRefuseAnotherUsersFile() throws IOException {
        Path file = create().path();
        assumeTrue(
                (int) Files.getAttribute(file, "unix:uid") == 0, "only root can give files away");
        Files.setAttribute(file, "unix:uid", 4711);
        assertRefused(FileSystemException.class, "belongs to user 4711, this process is user 0");
    }

    @Test
    void shouldRefuseASegmentOfARegistryThatIsGone() throws IOException {
        Segment segment = create();
        byte[] bytes = Files.readAllBytes(segment.path());
        Path other = ZooDirectory.createTemporary();
        try (ChildJvm child =
                ChildJvm.of(SegmentProbe.class, "open", "other", BYTES).directory(other).start()) {
            child.expectExit(0);
            Files.move(
                    other.resolve("other.queue"),
                    segment.path(),
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            ZooDirectory.remove(other);
        }
        assertRefused(FileSystemException.class, "made under another");
        Files.write(segment.path(), bytes);
        attach();
    }

    @Test
    void shouldRefuseToCreateWhenTheRegistryWasReplaced() throws IOException {
        Path other = ZooDirectory.createTemporary();
        try (ChildJvm child =
                ChildJvm.of(SegmentProbe.class, "race", "r", 1, 2).directory(other).start()) {
            child.expectLine("ready");
            Files.delete(other.resolve("processes"));
            try (ChildJvm second =
                    ChildJvm.of(SegmentProbe.class, "race", "r", 1, 2).directory(other).start()) {
                second.expectExit(1);
                assertTrue(second.output().contains("made under another"), second.output());
            }
            // the last of the two racers arrives, and the first goes on to create
            FileChannel gate =
                    FileChannel.open(
                            other.resolve("r-gate.lock"),
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            ByteBuffer two = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder());
            gate.write(two.putInt(0, 2), SegmentProbe.ARRIVALS);
            gate.close();
            child.expectExit(1);
            assertTrue(child.output().contains("removed or replaced"), child.output());
        } finally {
            ZooDirectory.remove(other);
        }
    }

    private static <T extends Exception> T assertRefused(Class<T> type, String why) {
        T thrown = assertThrows(type, SegmentTest::attach);
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
        assertTrue(thrown.getMessage().contains("s.queue"), thrown.getMessage());
        assertThrows(type, () -> Segment.open(Kind.QUEUE, "s", BYTES, 1, 2, memory -> {}));
        return thrown;
    }
}
