package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Named arrays within one process. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamedArrayTest {
    private static Path file(String name) {
        return ZooDirectory.path().resolve(name + ".npy");
    }

    @AfterEach
    void unlinkAll() throws IOException {
        for (SegmentInfo segment : ZooShm.list()) {
            ZooShm.unlink(segment.fileName());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldShareOneMemory(DType dtype) throws IOException {
        try (ZooArray a = ZooArray.create("a", dtype, 2, 3)) {
            assertArrayEquals(new long[6], a.toLongArray());
            assertEquals("a", a.name());
            assertTrue(a.isShared());
            assertEquals("a", a.transpose().name());
            ZooArray b = ZooArray.attach("/a");
            assertEquals(dtype, b.dtype());
            assertArrayEquals(new long[] {2, 3}, b.shape());
            ZooArray c = ZooArray.open("a", dtype, 2, 3);
            a.setLong(0, 1, 1);
            assertEquals(1, b.getLong(0, 1));
            c.transpose().setLong(2, 1, 1);
            assertEquals(1, a.getLong(1, 2));
            a.asByteBuffer().put(0, (byte) 1);
            assertNotEquals(0, b.asByteBuffer().get(0));
        }
    }

    @Test
    void shouldHaveArraysOfNoDimensionAndOfNoElements() throws IOException {
        ZooArray point = ZooArray.create("point", DType.INT64);
        point.fill(7);
        assertEquals(7, ZooArray.attach("point").getLong());
        ZooArray empty = ZooArray.create("empty", DType.INT64, 3, 0);
        assertEquals(0, ZooArray.attach("empty").size());
        assertEquals("[]", empty.toString());
        assertArrayEquals(new long[] {3, 0}, ZooArray.open("empty", DType.INT64, 3, 0).shape());
    }

    @Test
    void shouldRefuseToMakeWhatExists() throws IOException {
        ZooArray.create("a", DType.INT8, 1);
        assertThrows(FileAlreadyExistsException.class, () -> ZooArray.create("a", DType.INT8, 1));
    }

    @Test
    void shouldSayBothWhereTypeOrShapeDiffer() throws IOException {
        ZooArray.create("a", DType.INT32, 2, 3);
        String exists = "array 'a' exists with another dtype or shape: asked for ";
        refuses(
                exists + "float64 [2, 3], it has int32 [2, 3]",
                () -> ZooArray.open("a", DType.FLOAT64, 2, 3));
        refuses(
                exists + "int32 [3, 2], it has int32 [2, 3]",
                () -> ZooArray.open("a", DType.INT32, 3, 2));
        refuses(exists + "int32 [], it has int32 [2, 3]", () -> ZooArray.open("a", DType.INT32));
        refuses("a length is negative: shape=[-1]", () -> ZooArray.create("b", DType.INT8, -1));
        refuses("a length is negative: shape=[-1]", () -> ZooArray.open("b", DType.INT8, -1));
    }

    @Test
    void shouldSayThatThereIsNone() {
        NoSuchFileException thrown =
                assertThrows(NoSuchFileException.class, () -> ZooArray.attach("none"));
        assertEquals(
                "there is no array named \"none\" in " + ZooDirectory.path(), thrown.getReason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".a", "a/b", "../a", "a b", "ä", "-a"})
    void shouldRefuseNamesThatBreakTheRule(String name) {
        Executable[] uses = {
            () -> ZooArray.create(name, DType.INT8, 1),
            () -> ZooArray.open(name, DType.INT8, 1),
            () -> ZooArray.attach(name),
            () -> ZooArray.unlink(name)
        };
        for (Executable use : uses) {
            IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, use);
            assertTrue(thrown.getMessage().contains('"' + name + '"'), thrown.getMessage());
        }
    }

    @Test
    void shouldKeepTheMemoryOfThoseAttachedWhenItIsUnlinked() throws IOException {
        ZooArray a = ZooArray.create("a", DType.INT8, 4);
        ZooArray b = ZooArray.attach("a");
        assertTrue(ZooArray.unlink("a"));
        assertFalse(ZooArray.unlink("a"));
        ZooArray other = ZooArray.create("a", DType.INT8, 4);
        a.setLong(3, 5);
        assertEquals(5, b.getLong(3));
        assertEquals(0, other.getLong(3));
    }

    @Test
    void shouldRefuseAllUsesOnceClosed() throws IOException {
        ZooArray a = ZooArray.create("a", DType.FLOAT64, 4);
        ZooArray view = a.slice("1:");
        ZooArray other = ZooArray.attach("a");
        a.close();
        for (Executable use : new Executable[] {() -> a.getDouble(0), () -> view.setLong(0, 1)}) {
            assertEquals(
                    "array 'a' was closed",
                    assertThrows(IllegalStateException.class, use).getMessage());
        }
        other.setDouble(0, 1);
        assertEquals(1, other.getDouble(0));
        assertEquals("a", a.name());
    }

    @Test
    void shouldBeListedAndRemovedLikeOtherSegments() throws IOException {
        ZooArray.create("a", DType.FLOAT64, 1000);
        List<SegmentInfo> found = ZooShm.list();
        assertEquals(1, found.size());
        SegmentInfo info = found.get(0);
        assertEquals("a.npy", info.fileName());
        assertEquals("a", info.name());
        assertEquals("array", info.kind());
        assertEquals(8128, info.sizeBytes());
        assertEquals(0, info.creatorPid());
        assertTrue(info.created().getEpochSecond() > 1_600_000_000);
        assertTrue(info.damage().isEmpty());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(file("a"))));
        assertTrue(ZooShm.unlink("a.npy"));
        assertEquals(List.of(), ZooShm.list());
    }

    @Test
    void shouldRefuseFilesThatAreNotSafe() throws IOException {
        ZooArray.create("a", DType.INT8, 4);
        Files.createSymbolicLink(file("link"), file("a"));
        refusesFile("link", "is a symbolic link, which is not followed");
        Files.createDirectory(file("directory"));
        refusesFile("directory", "is not a regular file");
        Files.delete(file("directory"));
        Files.setPosixFilePermissions(file("a"), PosixFilePermissions.fromString("rw-r-----"));
        refusesFile("a", "is open to other users: its mode is 0640, expected 0600");
    }

    private static void refusesFile(String name, String why) {
        FileSystemException thrown =
                assertThrows(FileSystemException.class, () -> ZooArray.attach(name));
        assertEquals(why, thrown.getReason());
        thrown = assertThrows(FileSystemException.class, () -> ZooArray.open(name, DType.INT8, 4));
        assertEquals(why, thrown.getReason());
    }

    @Test
    void shouldRefuseDamagedFilesAndListThem() throws IOException {
        ZooArray.create("a", DType.INT32, 2, 3);
        byte[] good = Files.readAllBytes(file("a"));

        damaged("it is no .npy file: it begins with nothing", new byte[0]);
        damaged("it ends within its header", Arrays.copyOf(good, 60));
        damaged("it is 151 bytes long, by its header 152", Arrays.copyOf(good, 151));
        damaged("it is 153 bytes long, by its header 152", Arrays.copyOf(good, 153));
        damaged("it is no .npy file: it begins with 00", changed(good, 0, 0));
        damaged("its format is version 9.0", changed(good, 6, 9));
        damaged("elements of type '<c4' are not supported", changed(good, 22, 'c'));
        damaged("its header is malformed", changed(good, 10, '('));
        damaged("it is 152 bytes long, by its header 164", changed(good, 61, '3'));
    }

    /** No byte of a header that is changed makes the array reach beyond its file. */
    @Test
    void shouldSurviveAnyChangeOfAHeader() throws IOException {
        ZooArray.create("a", DType.INT32, 2, 3);
        byte[] good = Files.readAllBytes(file("a"));
        Random random = new Random(7);
        for (int i = 0; i < 128; i++) {
            for (int round = 0; round < 4; round++) {
                Files.write(file("a"), changed(good, i, random.nextInt(256)));
                try {
                    ZooArray a = ZooArray.attach("a");
                    assertTrue(a.size() * a.dtype().bytes() <= 24, a::toString);
                    a.toDoubleArray();
                } catch (CorruptSegmentException e) {
                    assertTrue(e.getMessage().contains("a.npy is damaged: "), e.getMessage());
                } catch (IOException e) {
                    assertTrue(e.getMessage().contains("in another order"), e.getMessage());
                }
            }
        }
    }

    private static byte[] changed(byte[] good, int at, int value) {
        byte[] bytes = good.clone();
        bytes[at] = (byte) value;
        return bytes;
    }

    private static void damaged(String why, byte[] bytes) throws IOException {
        Files.write(file("a"), bytes);
        String message = file("a") + " is damaged: " + why;
        for (Executable use :
                new Executable[] {
                    () -> ZooArray.attach("a"), () -> ZooArray.open("a", DType.INT32, 2, 3)
                }) {
            CorruptSegmentException thrown = assertThrows(CorruptSegmentException.class, use);
            assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
        }
        String listed = ZooShm.list().get(0).damage().orElseThrow();
        assertTrue(listed.startsWith(why), listed);
    }

    private static void refuses(String message, Executable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
