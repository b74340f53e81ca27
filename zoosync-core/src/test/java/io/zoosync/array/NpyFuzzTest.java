package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.testing.Fuzz;
import io.zoosync.testing.Mutator;
import io.zoosync.testing.ZooDirectory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged {@code .npy} and {@code .npz} files: what is accepted describes an array inside of the
 * file, which can be read, and what is not is refused by an error that names the file.
 */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NpyFuzzTest {
    private static final int HEADERS = 100_000;
    private static final int FILES = 5_000;
    private static final int DATA = 192;
    private static final String[] TYPES = {
        "<f8",
        ">f8",
        "<f4",
        ">i2",
        "<i8",
        "|b1",
        "|u1",
        "|i1",
        "=i4",
        "?",
        "<c16",
        "|O",
        "<U5",
        "<M8[ns]",
        ">u2",
        "<f16",
        "<i0",
        "f8",
        "<f888888888888"
    };
    private static final String[] LENGTHS = {
        "0",
        "1",
        "2",
        "3",
        "4",
        "8",
        "24",
        "-1",
        "-0",
        "007",
        "2147483647",
        "2147483648",
        "4294967296",
        "1152921504606846976",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "3037000500",
        "1e3",
        "0x8",
        "",
        "x",
        "2L",
        " 6 ",
        "1_000",
        "٣"
    };

    private final Path directory = ZooDirectory.createTemporary();
    private int accepted;

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(directory);
    }

    @Test
    void shouldAcceptOnlyWhatLiesInTheFile() {
        int cases = Fuzz.cases(HEADERS);
        Fuzz.run("damaged .npy streams", cases, (number, random) -> readStream(damaged(random)));
        System.out.printf("accepted: %,d%n", accepted);
        assertTrue(accepted > cases / 20, "accepted: " + accepted);
        assertTrue(accepted < cases, "accepted: " + accepted);
    }

    private void readStream(byte[] bytes) {
        try {
            check(NpyFiles.read(new ByteArrayInputStream(bytes), bytes.length), bytes.length);
        } catch (IOException e) {
            assertFalse(e.getMessage().isBlank());
        }
    }

    /** The array lies in the file, and all of it can be used. */
    private void check(ZooArray a, long fileBytes) {
        accepted++;
        long bytes = a.size() * a.dtype().bytes();
        assertTrue(bytes >= 0 && bytes < fileBytes, () -> bytes + " bytes in " + fileBytes);
        assertEquals(a.size(), a.toDoubleArray().length);
        assertNotNull(a.toString());
        assertEquals(a.size(), a.transpose().copy().size());
    }

    @Test
    void shouldNameTheFile() {
        Path file = directory.resolve("a.npy");
        Fuzz.run(
                "damaged .npy files",
                Fuzz.cases(FILES),
                (number, random) -> {
                    byte[] bytes = damaged(random);
                    Files.write(file, bytes);
                    try {
                        check(ZooArray.load(file), bytes.length);
                    } catch (IOException e) {
                        assertTrue(e.getMessage().startsWith(file + ": "), e.getMessage());
                    }
                });
    }

    /** Arrays in shared memory, and one that was attached before its file was damaged. */
    @Test
    void shouldNameTheFileOfANamedArray() throws IOException {
        ZooArray before = ZooArray.create("fuzzed", DType.FLOAT64, 4, 6);
        Path file = ZooDirectory.path().resolve("fuzzed.npy");
        try {
            before.setDouble(1, 2, 3);
            ByteBuffer whole = ByteBuffer.wrap(Files.readAllBytes(file));
            Fuzz.run(
                    "damaged files of named arrays",
                    Fuzz.cases(FILES),
                    (number, random) -> {
                        byte[] bytes = random.nextBoolean() ? damaged(random) : whole.array();
                        if (bytes == whole.array()) {
                            bytes = bytes.clone();
                            mutate(bytes, random);
                        }
                        writeKeepingItsLength(file, bytes, whole.capacity());
                        attach(file);
                    });
            Files.write(file, whole.array());
            assertEquals(3, before.getDouble(1, 2));
            assertEquals(24, before.toDoubleArray().length);
        } finally {
            before.close();
            ZooArray.unlink("fuzzed");
        }
    }

    /** Whoever is attached must not lose the memory: a file that is cut takes it away. */
    private static void writeKeepingItsLength(Path file, byte[] bytes, int length)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Arrays.copyOf(bytes, length)), 0);
        }
    }

    private void attach(Path file) {
        try {
            ZooArray a = ZooArray.attach("fuzzed");
            check(a, file.toFile().length());
            a.close();
        } catch (CorruptSegmentException e) {
            assertTrue(e.getMessage().startsWith(file + " is damaged: "), e.getMessage());
        } catch (IOException e) {
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
    }

    @Test
    void shouldNameTheArchive() throws IOException {
        Path file = directory.resolve("a.npz");
        Map<String, ZooArray> arrays = new LinkedHashMap<>();
        arrays.put("a", ZooArray.arange(24).reshape(4, 6));
        arrays.put("b", ZooArray.of(1.5, 2.5).slice("::-1"));
        ZooArray.saveAll(file, arrays);
        byte[] stored = Files.readAllBytes(file);
        ZooArray.saveAllCompressed(file, arrays);
        byte[] compressed = Files.readAllBytes(file);
        Fuzz.run(
                "damaged .npz files",
                Fuzz.cases(FILES),
                (number, random) -> {
                    byte[] bytes = (number % 2 == 0 ? stored : compressed).clone();
                    mutate(bytes, random);
                    if (random.nextInt(8) == 0) {
                        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 50));
                    }
                    Files.write(file, bytes);
                    try {
                        for (ZooArray a : ZooArray.loadAll(file).values()) {
                            check(a, 1 << 20);
                        }
                    } catch (IOException e) {
                        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                    }
                });
    }

    /** A header of any version with any shape and type, damaged or cut, and some data. */
    private static byte[] damaged(SplittableRandom random) {
        String text =
                String.format(
                        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }",
                        random.nextInt(3) > 0 ? "<f8" : TYPES[random.nextInt(TYPES.length)],
                        random.nextBoolean() ? "True" : "False",
                        random.nextInt(3) > 0 ? "(4, 6)" : shape(random));
        byte[] bytes = file(1 + random.nextInt(3), text);
        if (random.nextInt(3) == 0) {
            mutate(bytes, random);
        }
        int kind = random.nextInt(12);
        return kind > 1
                ? bytes
                : Arrays.copyOf(bytes, random.nextInt(bytes.length + (kind == 0 ? 1 : 100)));
    }

    private static String shape(SplittableRandom random) {
        StringBuilder shape = new StringBuilder("(");
        int rank = random.nextInt(20) == 0 ? random.nextInt(80) : random.nextInt(5);
        for (int i = 0; i < rank; i++) {
            int known = random.nextBoolean() ? 6 : LENGTHS.length;
            shape.append(LENGTHS[random.nextInt(known)]).append(i == rank - 1 && i > 0 ? "" : ",");
        }
        return shape.append(")").toString();
    }

    private static byte[] file(int version, String text) {
        byte[] header = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(12 + header.length + DATA);
        bytes.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93);
        bytes.put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) version).put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) header.length);
        } else {
            bytes.putInt(header.length);
        }
        bytes.put(header);
        return Arrays.copyOf(bytes.array(), bytes.position() + DATA);
    }

    private static void mutate(byte[] bytes, SplittableRandom random) {
        ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            if (random.nextBoolean()) {
                bytes[random.nextInt(Math.min(90, bytes.length))] =
                        (byte) "()',:{}<>|0123456789-fiubL\n\0\u00ff".charAt(random.nextInt(29));
            } else {
                Mutator.mutate(view, 0, bytes.length, random);
            }
        }
    }

    /** A stream does not tell how long it is; a header may promise more than any memory holds. */
    @Test
    void shouldNotTakeMemoryForWhatAStreamDoesNotHave() {
        for (String shape : new String[] {"(100000000000,)", "(1000000000000000000,)"}) {
            byte[] bytes =
                    file(1, "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}");
            IOException thrown =
                    assertThrows(
                            IOException.class,
                            () -> ZooArray.load(new ByteArrayInputStream(bytes)));
            String message = thrown.getMessage();
            assertTrue(message.startsWith("by its header it has "), message);
        }
    }
}
