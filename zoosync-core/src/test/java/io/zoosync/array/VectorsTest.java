package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same JVM with the module of the Vector API and without. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class VectorsTest {
    private static final String MODULE = "jdk.incubator.vector";
    private static final String WARNING = "WARNING: Using incubator modules: " + MODULE;

    private static List<String> plain;
    private static List<String> vectors;

    @BeforeAll
    static void compute() throws IOException {
        plain = outputOf();
        vectors = outputOf("--add-modules", MODULE);
    }

    private static List<String> outputOf(String... flags) throws IOException {
        ChildJvm.Builder child = ChildJvm.of(VectorProbe.class);
        child.flags("-XX:TieredStopAtLevel=4", "-Xmx256m").flags(flags); // the compiler matters
        try (ChildJvm running = child.start()) {
            running.expectExit(0);
            while (running.readLine(ChildJvm.PATIENCE) != null) {
                // until all is there
            }
            return running.output().lines().toList();
        }
    }

    @Test
    void shouldUseVectorsWhereTheModuleIs() throws IOException {
        assertEquals("loops plain plain", plain.get(0));
        assertTrue(vectors.contains(WARNING), () -> "what the guide shows, not " + vectors.get(0));
        Path processor = Path.of("/proc/cpuinfo");
        assumeTrue(Files.isReadable(processor) && Files.readString(processor).contains(" avx2 "));
        assertTrue(vectors.contains("loops DoubleVectors FloatVectors"), () -> vectors.get(1));
    }

    @Test
    void shouldSumToTheSameBits() {
        assertEquals(lines(plain, VectorProbe.SUM), lines(vectors, VectorProbe.SUM));
        assertFalse(lines(plain, VectorProbe.SUM).isEmpty());
    }

    @Test
    void shouldMakeProductsWithinTheirBound() {
        assertWithinBound(lines(plain, VectorProbe.OFF));
        assertWithinBound(lines(vectors, VectorProbe.OFF));
    }

    @Test
    void shouldMakeTheSameInfinitiesAndNan() {
        assertEquals(lines(plain, VectorProbe.KIND), lines(vectors, VectorProbe.KIND));
        assertFalse(lines(plain, VectorProbe.KIND).isEmpty());
    }

    private static void assertWithinBound(List<String> products) {
        assertFalse(products.isEmpty());
        for (String product : products) {
            double part = Double.parseDouble(product.substring(product.lastIndexOf(' ')));
            assertTrue(part <= 1, product);
        }
    }

    private static List<String> lines(List<String> output, String prefix) {
        return output.stream().filter(line -> line.startsWith(prefix)).toList();
    }
}
