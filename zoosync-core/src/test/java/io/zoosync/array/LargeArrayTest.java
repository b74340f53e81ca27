package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays that no single buffer of Java can hold. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeArrayTest {
    private static final long GIB = 1L << 30;
    private static final long ROWS = 2200;
    private static final long COLUMNS = 1 << 20;
    private static final long[] SHAPE = {ROWS, COLUMNS};

    @BeforeEach
    void checkMemory() throws IOException {
        Files.createDirectories(ZooDirectory.path());
        long shared = Files.getFileStore(ZooDirectory.path()).getUsableSpace();
        assumeTrue(shared > 6 * GIB, () -> "too little shared memory: " + shared);
        assumeTrue(availableBytes() > 8 * GIB, () -> "too little memory: " + availableBytes());
    }

    /** What the kernel says could be used without swapping. */
    private static long availableBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
                if (line.startsWith("MemAvailable:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // a system that does not tell
        }
        return 0;
    }

    @AfterEach
    void unlink() throws IOException {
        ZooArray.unlink("large");
    }

    @Test
    void shouldShareMoreThanTwoGibibytes() throws IOException {
        ZooArray a = ZooArray.create("large", DType.INT8, SHAPE);
        ZooArray b = ZooArray.attach("large");
        shouldReachEverywhere(a, b);
        String script =
                """
                import numpy as np, sys
                a = np.load(sys.argv[1], mmap_mode='r+')
                print(a.shape, a[0, 0], a[1024, 0], a[-1, -1])
                a[2100, 5] = 77
                """;
        assertEquals(
                "(2200, 1048576) 1 3 5",
                Python.run(script, ZooDirectory.path().resolve("large.npy")));
        assertEquals(77, a.getLong(2100, 5));
    }

    @Test
    void shouldSaveAndLoadMoreThanTwoGibibytes() throws IOException {
        ZooArray a = ZooArray.zeros(DType.INT8, SHAPE);
        shouldReachEverywhere(a, a.slice(":"));
        Path file = ZooDirectory.path().resolve("saved.file");
        try {
            a.save(file);
            a.close(); // or both would be in memory
            ZooArray b = ZooArray.load(file);
            assertEquals("1 2 3 4 5", marks(b));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static void shouldReachEverywhere(ZooArray a, ZooArray b) {
        a.setLong(0, 0, 1);
        a.setLong(1023, -1, 2); // the last byte of the first window
        a.setLong(1024, 0, 3);
        a.setLong(2048, 0, 4); // beyond what an int counts
        a.setLong(-1, -1, 5);
        assertEquals("1 2 3 4 5", marks(b));
        ZooArray flat = b.reshape(-1);
        assertEquals(3, flat.getLong(GIB));
        assertEquals(5, flat.slice("::-1").getLong(0));
        assertEquals(4, b.transpose().slice("0, 2048:").getLong(0));
        assertEquals("[5 0 0 ... 0 0 1]", flat.slice("::-1").toString());
        ZooArray crossing = flat.slice(Slice.of(GIB - 2, GIB + 2));
        assertArrayEquals(new byte[] {0, 2, 3, 0}, crossing.toByteArray());
        assertThrows(IllegalStateException.class, crossing::asByteBuffer);
        assertEquals(3, b.slice("1024:1030").asByteBuffer().get(0));
        assertThrows(IllegalStateException.class, a::toByteArray);
    }

    private static String marks(ZooArray a) {
        return a.getLong(0, 0)
                + " "
                + a.getLong(1023, COLUMNS - 1)
                + " "
                + a.getLong(1024, 0)
                + " "
                + a.getLong(2048, 0)
                + " "
                + a.getLong(ROWS - 1, COLUMNS - 1);
    }
}
