package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ElementsTest {
    @ParameterizedTest
    @EnumSource
    void shouldGiveBackWhatWasSet(DType dtype) {
        ZooArray a = ZooArray.zeros(dtype, 2, 3, 4, 5);
        a.setLong(new long[] {1, 2, 3, 4}, 1);
        assertEquals(1, a.getLong(1, 2, 3, 4));
        assertEquals(1.0, a.getDouble(-1, -1, -1, -1));
        assertTrue(a.getBoolean(1, 2, 3, -1));
        assertFalse(a.getBoolean(0, 0, 0, 0));
        a.setDouble(new long[] {0, 0, 0, -1}, 1.0);
        assertEquals(1.0, a.getDouble(0, 0, 0, 4));

        ZooArray cube = a.index(1);
        cube.setDouble(2, 3, 3, 1);
        cube.setLong(2, 3, 2, 1);
        cube.setBoolean(2, 3, 1, true);
        ZooArray square = cube.index(2);
        assertEquals(1, square.getLong(3, 3));
        assertEquals(1, square.getDouble(-1, -3));
        assertTrue(square.getBoolean(3, 1));
        square.setDouble(0, 0, 1);
        square.setLong(0, 1, 1);
        square.setBoolean(0, 2, true);
        ZooArray line = square.index(0);
        assertEquals(1, line.getLong(0));
        assertEquals(1, line.getDouble(1));
        assertTrue(line.getBoolean(2));
        line.setDouble(0, 0);
        line.setLong(1, 0);
        line.setBoolean(2, false);
        ZooArray point = line.index(0);
        assertEquals(0, point.getLong());
        assertEquals(0, point.getDouble());
        assertFalse(point.getBoolean());
        assertEquals(0, cube.getLong(2, 0, 2));
        assertEquals(0, cube.getDouble(2, 0, 1));
        assertFalse(cube.getBoolean(2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, -128, 127",
        "UINT8, 0, 255",
        "INT16, -32768, 32767",
        "INT32, -2147483648, 2147483647",
        "INT64, -9223372036854775808, 9223372036854775807"
    })
    void shouldHoldTheRangeOfItsTypeAndNoMore(DType dtype, long lowest, long highest) {
        ZooArray a = ZooArray.zeros(dtype, 2);
        a.setLong(0, lowest);
        a.setLong(1, highest);
        assertEquals(lowest, a.getLong(0));
        assertEquals(highest, a.getLong(1));
        a.setDouble(0, (double) lowest);
        assertEquals(lowest, a.getLong(0));
        if (dtype != DType.INT64) {
            doesNotFit((lowest - 1) + " does not fit " + dtype, () -> a.setLong(0, lowest - 1));
            doesNotFit((highest + 1) + " does not fit " + dtype, () -> a.setLong(0, highest + 1));
            a.setDouble(1, highest + 0.5);
            assertEquals(highest, a.getLong(1), "the fraction is cut off");
        }
        doesNotFit("1.0E19 does not fit " + dtype, () -> a.setDouble(0, 1e19));
        doesNotFit("NaN does not fit " + dtype, () -> a.setDouble(0, Double.NaN));
        doesNotFit(
                "-Infinity does not fit " + dtype, () -> a.setDouble(0, Double.NEGATIVE_INFINITY));
        assertEquals(lowest, a.getLong(0), "what was refused changed nothing");
    }

    @Test
    void shouldConvertAsJavaDoes() {
        ZooArray floats = ZooArray.of(new double[] {1.9, -1.9, Double.NaN, 0, 1e300});
        assertEquals(1, floats.getLong(0));
        assertEquals(-1, floats.getLong(1));
        assertEquals(0, floats.getLong(2));
        assertTrue(floats.getBoolean(2), "NaN is not 0");
        assertFalse(floats.getBoolean(3));
        assertEquals(Long.MAX_VALUE, floats.getLong(4));

        ZooArray single = ZooArray.zeros(DType.FLOAT32, 2);
        single.setDouble(0, 0.1);
        single.setLong(1, Long.MAX_VALUE);
        assertEquals((double) 0.1f, single.getDouble(0));
        assertEquals(0x1p63, single.getDouble(1));

        ZooArray bools = ZooArray.zeros(DType.BOOL, 2);
        bools.setDouble(0, Double.NaN);
        bools.setLong(1, -7);
        assertEquals(1, bools.getLong(0));
        assertEquals(1, bools.getLong(1));
    }

    private static void doesNotFit(String message, Runnable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }
}
