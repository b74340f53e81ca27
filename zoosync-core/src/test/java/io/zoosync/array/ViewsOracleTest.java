package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Compares views with NumPy's, down to strides and offset: {@code src/test/python/numpy_views.py}
 * wrote the table.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ViewsOracleTest {
    private static final String TABLE = "numpy-views.tsv.gz";

    @Test
    void shouldMakeTheViewsThatNumPyMakes() throws IOException {
        List<String> wrong = new ArrayList<>();
        List<String> lines = lines();
        for (String line : lines) {
            try {
                check(line.split("\t", -1));
            } catch (AssertionError | RuntimeException e) {
                wrong.add(line.replace('\t', '|') + ": " + e);
            }
        }
        assertEquals(3000, lines.size());
        assertEquals(List.of(), wrong);
    }

    private static void check(String... fields) {
        long[] shape = numbers(fields[1]);
        ZooArray base = ZooArray.allocate(DType.INT64, shape);
        for (long i = 0; i < base.size(); i++) {
            Elements.setLong(base, i * Long.BYTES, i);
        }
        ZooArray array = fields[2].isEmpty() ? base : base.slice(fields[2]);
        switch (fields[4]) {
            case "IndexError" ->
                    assertThrows(
                            IndexOutOfBoundsException.class,
                            () -> apply(fields[0], array, fields[3]));
            case "ValueError" ->
                    assertThrows(
                            IllegalArgumentException.class,
                            () -> apply(fields[0], array, fields[3]));
            default -> {
                ZooArray result = apply(fields[0], array, fields[3]);
                assertArrayEquals(numbers(fields[4]), result.shape(), "shape");
                boolean shared = fields[7].equals("1");
                if (result.size() > 0) {
                    assertEquals(shared, result.storage() == base.storage(), "shared");
                    assertEquals(Long.parseLong(fields[6]) * Long.BYTES, result.offset(), "offset");
                    checkStrides(numbers(fields[5]), result);
                }
            }
        }
    }

    /** Along an axis of length 1 they are of no meaning. */
    private static void checkStrides(long[] expected, ZooArray result) {
        for (int axis = 0; axis < expected.length; axis++) {
            if (result.shape(axis) > 1) {
                assertEquals(
                        expected[axis] * Long.BYTES,
                        result.stridesRef()[axis],
                        "stride of axis " + axis);
            }
        }
    }

    private static ZooArray apply(String operation, ZooArray array, String argument) {
        if (operation.equals("slice")) {
            return array.slice(argument);
        }
        long[] numbers = numbers(argument);
        int[] axes = Arrays.stream(numbers).mapToInt(Math::toIntExact).toArray();
        return switch (operation) {
            case "reshape" -> array.reshape(numbers);
            case "transpose" -> array.transpose(axes);
            case "swapAxes" -> array.swapAxes(axes[0], axes[1]);
            case "broadcast" -> array.broadcastTo(numbers);
            case "newAxis" -> array.newAxis(axes[0]);
            case "squeeze" -> array.squeeze(axes[0]);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static long[] numbers(String text) {
        return text.isEmpty()
                ? new long[0]
                : Stream.of(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                new GZIPInputStream(
                                        ViewsOracleTest.class.getResourceAsStream(TABLE)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
