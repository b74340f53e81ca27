package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NpyFilesTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldReadWhatItWrites(DType dtype) throws IOException {
        Path file = directory.resolve("a.npy");
        ZooArray a = ZooArray.arange(24).reshape(2, 3, 4).astype(dtype);
        List<ZooArray> arrays =
                List.of(
                        a,
                        a.transpose(),
                        a.slice("::-1, :, 1:3"),
                        a.slice("0, 1, 2"),
                        a.slice("2:"),
                        a.transpose(1, 0, 2),
                        a.index(1).broadcastTo(2, 3, 4));
        for (ZooArray array : arrays) {
            array.save(file);
            shouldEqual(array, ZooArray.load(file));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            array.save(bytes);
            assertArrayEquals(Files.readAllBytes(file), bytes.toByteArray());
            shouldEqual(array, ZooArray.load(new ByteArrayInputStream(bytes.toByteArray())));
        }
    }

    /** Larger than what is written at once, in rows that are so too. */
    @ParameterizedTest
    @ValueSource(ints = {3, 300_000})
    void shouldWriteLargeViewsInPieces(int columns) throws IOException {
        Path file = directory.resolve("a.npy");
        int rows = 1_200_000 / columns;
        ZooArray a = ZooArray.arange((long) rows * columns).reshape(rows, columns);
        ZooArray view = a.slice("::-1");
        view.save(file);
        shouldEqual(view, ZooArray.load(file));
    }

    @Test
    void shouldKeepFortranOrder() throws IOException {
        Path file = directory.resolve("a.npy");
        ZooArray a = ZooArray.arange(6).reshape(2, 3).transpose();
        a.save(file);
        assertTrue(
                Files.readString(file, StandardCharsets.ISO_8859_1)
                        .contains("'fortran_order': True"));
        ZooArray loaded = ZooArray.load(file);
        assertFalse(loaded.isContiguous());
        assertTrue(loaded.transpose().isContiguous());
        shouldEqual(a, loaded);
        loaded.close();
        assertThrows(IllegalStateException.class, () -> loaded.getLong(0, 0));
    }

    @Test
    void shouldReadArraysThatFollowOneAnother() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ZooArray.of(1, 2).save(bytes);
        ZooArray.of(3.5).save(bytes);
        ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
        assertEquals("[1 2]", ZooArray.load(in).toString());
        assertEquals("[3.5]", ZooArray.load(in).toString());
        assertEquals(0, in.available());
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        Path file = directory.resolve("a.npy");
        assertThrows(NoSuchFileException.class, () -> ZooArray.load(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZooArray.arange(6).save(out);
        byte[] good = out.toByteArray();

        refuses(
                file,
                Arrays.copyOf(good, good.length - 1),
                "it is cut short: it is 175 bytes long, by its header 176");
        refuses(file, Arrays.copyOf(good, 100), "it ends within its header");
        refuses(file, new byte[0], "it is no .npy file: it begins with nothing");
        refuses(file, "text".getBytes(StandardCharsets.UTF_8), "it begins with 74657874");
        byte[] huge =
                new String(good, StandardCharsets.ISO_8859_1)
                        .replace("(6,), }            ", "(6000000000000,), }")
                        .getBytes(StandardCharsets.ISO_8859_1);
        refuses(file, huge, "it is cut short: it is 176 bytes long, by its header 48000000000128");
        byte[] complex = good.clone();
        complex[10 + "{'descr': '<".length()] = 'c';
        refuses(file, complex, "elements of type '<c8' are not supported");

        byte[] shorter = Arrays.copyOf(good, good.length - 3);
        IOException thrown =
                assertThrows(
                        IOException.class, () -> ZooArray.load(new ByteArrayInputStream(shorter)));
        assertEquals("it is cut short: 3 bytes of its data are missing", thrown.getMessage());
    }

    @Test
    void shouldReadWhatIsLongerThanItsHeaderSays() throws IOException {
        Path file = directory.resolve("a.npy");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZooArray.of(1, 2).save(out);
        out.write(new byte[10]);
        Files.write(file, out.toByteArray());
        assertEquals("[1 2]", ZooArray.load(file).toString());
    }

    /** Whoever has mapped the earlier file keeps it. */
    @Test
    void shouldReplaceAFileAsAWhole() throws IOException {
        Path file = directory.resolve("a.npy");
        ZooArray.of(1, 2, 3).save(file);
        Path link = Files.createSymbolicLink(directory.resolve("link.npy"), file);
        Object before = Files.getAttribute(file, "unix:ino");
        ZooArray.of(4).save(link);
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("[4]", ZooArray.load(file).toString());
        assertFalse(before.equals(Files.getAttribute(file, "unix:ino")));

        ZooArray closed = ZooArray.of(5);
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.save(file));
        assertThrows(IOException.class, () -> ZooArray.of(1).save(directory.resolve("no/a.npy")));
        assertEquals("[4]", ZooArray.load(file).toString());
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
    }

    @Test
    void shouldKeepSeveralArraysInOneFile() throws IOException {
        Path file = directory.resolve("a.npz");
        Map<String, ZooArray> arrays = new LinkedHashMap<>();
        arrays.put("z", ZooArray.arange(2000).reshape(40, 50).transpose());
        arrays.put("a b/ü", ZooArray.of(true, false));
        arrays.put("", ZooArray.zeros(DType.INT8, 0));
        ZooArray.saveAll(file, arrays);
        long size = Files.size(file);
        shouldEqual(arrays, ZooArray.loadAll(file));
        ZooArray.saveAllCompressed(file, arrays);
        assertTrue(Files.size(file) < size / 2);
        shouldEqual(arrays, ZooArray.loadAll(file));
        ZooArray.saveAll(file, Map.of());
        assertEquals(Map.of(), ZooArray.loadAll(file));
    }

    @Test
    void shouldSayWhatIsWrongInAnArchive() throws IOException {
        Path file = directory.resolve("a.npz");
        Files.writeString(file, "text");
        assertThrows(IOException.class, () -> ZooArray.loadAll(file));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ZooArray.of(1, 2).save(out);
        archive(file, Map.of("notes.txt", new byte[3], "good.npy", out.toByteArray()));
        assertEquals(List.of("good"), List.copyOf(ZooArray.loadAll(file).keySet()));

        archive(file, Map.of("bad.npy", Arrays.copyOf(out.toByteArray(), 130)));
        IOException thrown = assertThrows(IOException.class, () -> ZooArray.loadAll(file));
        assertEquals(
                file + ", bad.npy: it is cut short: it is 130 bytes long, by its header 136",
                thrown.getMessage());
    }

    private static void archive(Path file, Map<String, byte[]> members) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                zip.putNextEntry(new ZipEntry(member.getKey()));
                zip.write(member.getValue());
            }
        }
    }

    private static void refuses(Path file, byte[] bytes, String why) throws IOException {
        Files.write(file, bytes);
        IOException thrown = assertThrows(IOException.class, () -> ZooArray.load(file));
        assertTrue(thrown.getMessage().startsWith(file + ": "), thrown.getMessage());
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
    }

    private static void shouldEqual(Map<String, ZooArray> expected, Map<String, ZooArray> found) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
        expected.forEach((name, array) -> shouldEqual(array, found.get(name)));
    }

    private static void shouldEqual(ZooArray expected, ZooArray found) {
        assertEquals(expected.dtype(), found.dtype());
        assertArrayEquals(expected.shape(), found.shape());
        assertArrayEquals(expected.toLongArray(), found.toLongArray());
        assertArrayEquals(expected.toDoubleArray(), found.toDoubleArray());
    }
}
