package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers and their parent at one array. */
class PoolArrayTest extends PoolTestCase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Has an array of a name, and removes it afterwards. */
    private interface Body {
        void accept(ZooArray array) throws Exception;
    }

    private static void withArray(Body body, long... shape) throws Exception {
        String name = "pool-array-" + ProcessHandle.current().pid() + COUNT.incrementAndGet();
        try (ZooArray array = ZooArray.create(name, DType.FLOAT64, shape)) {
            body.accept(array);
        } finally {
            assertTrue(ZooArray.unlink(name));
        }
    }

    @Test
    void shouldWorkOnRowsInPlace() throws Exception {
        withArray(
                array -> {
                    pool.forEachRow(array, row -> row.addAssign(row.getDouble(0) + 1));
                    for (int i = 0; i < 500; i++) {
                        assertEquals(i == 7 ? 101.0 : 1.0, array.getDouble(i, 2));
                    }
                },
                500,
                3,
                array -> array.setDouble(7, 0, 100));
    }

    private static void withArray(Body body, long rows, long columns, Body before)
            throws Exception {
        withArray(
                array -> {
                    before.accept(array);
                    body.accept(array);
                },
                rows,
                columns);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, 100_000})
    void shouldWorkOnBlocksThatCoverTheArray(int chunk) throws Exception {
        MapOptions options = chunk == 0 ? MapOptions.options() : MapOptions.options().chunk(chunk);
        withArray(
                array -> {
                    for (int round = 0; round < 2; round++) {
                        pool.forEachBlock(array, block -> block.addAssign(1.0), options);
                    }
                    for (int i = 0; i < 5000; i++) {
                        assertEquals(2.0, array.getDouble(i), "element " + i);
                    }
                },
                5000);
    }

    @Test
    void shouldShareCapturedArraysByName() throws Exception {
        withArray(
                array -> {
                    array.setDouble(3, 1.5);
                    double[] seen = pool.mapToDouble(i -> array.getDouble(i), ZooPool.range(5));
                    assertEquals(1.5, seen[3]);
                    pool.forEach(i -> array.setDouble(i, 2.0 * i), ZooPool.range(5));
                    assertEquals(8.0, array.getDouble(4));
                },
                5);
    }

    @Test
    void shouldRefuseAnArrayThatWorkersWouldCopy() throws IOException {
        ZooArray unnamed = ZooArray.zeros(10);

        IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class, () -> pool.forEachRow(unnamed, row -> {}));
        assertTrue(refusal.getMessage().contains("has no name"), refusal::getMessage);
    }
}
