package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Some of what NumPy 2.4 prints; the oracle test has hundreds of others. */
class ArrayTextTest {
    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void shouldFindOneFormatForAllFloats() {
        prints("[1. 2. 3.]", 1, 2, 3);
        prints("[0.3        0.33333333]", 0.1 + 0.2, 1 / 3.0);
        prints("[1.00000000e-05 9.99999999e+07]", 1e-5, 99999999.9);
        prints("[ 1.5 -2.   nan  inf]", 1.5, -2, NAN, INFINITY);
        prints("[ nan -inf]", NAN, -INFINITY);
        prints("[-0.  0.]", -0.0, 0);
        prints("[1.e+08]", 1e8);
        prints("[1.e+100 1.e-100]", 1e100, 1e-100);
        prints("[5.e-324]", Double.MIN_VALUE);
        assertEquals("[1.0000000e-01 1.2345678e-05]", ZooArray.of(0.1f, 1.2345678e-5f).toString());
        assertEquals("[1.e+06]", ZooArray.of(1e6f).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "0.30000000000000004, FLOAT64, 0.30000000000000004",
        "1e15, FLOAT64, 1000000000000000.0",
        "1e16, FLOAT64, 1e+16",
        "0.0001, FLOAT64, 0.0001",
        "0.00001, FLOAT64, 1e-05",
        "-1.5e-300, FLOAT64, -1.5e-300",
        "5.684341886080802e-14, FLOAT64, 5.684341886080802e-14",
        "2e-3, FLOAT64, 0.002",
        "9007199254740993, FLOAT64, 9007199254740992.0",
        "0.1, FLOAT32, 0.1",
        "16777216, FLOAT32, 1.6777216e+07",
        "NaN, FLOAT32, nan",
        "-Infinity, FLOAT64, -inf",
        "-0.0, FLOAT64, -0.0",
        "7, UINT8, 7",
        "1, BOOL, True"
    })
    void shouldPrintWhatHasNoDimensionAsANumber(double value, DType dtype, String text) {
        assertEquals(text, ZooArray.full(dtype, value).toString());
    }

    @Test
    void shouldAlignIntegersAndBooleans() {
        assertEquals("[  1 -10 100]", ZooArray.of(1, -10, 100).toString());
        assertEquals(
                "[[ True]\n [False]]", ZooArray.of(new boolean[] {true, false}, 2, 1).toString());
        assertEquals("[]", ZooArray.zeros(0, 3).toString());
        assertEquals("[[[1]]\n\n [[2]]]", ZooArray.of(new int[] {1, 2}, 2, 1, 1).toString());
    }

    @Test
    void shouldBreakLongLines() {
        ZooArray a = ZooArray.zeros(DType.INT32, 2, 40);
        String row = "0 ".repeat(36).strip() + "\n  0 0 0 0]";
        assertEquals("[[" + row + "\n [" + row + "]", a.toString());
    }

    @Test
    void shouldSummariseLargeArrays() {
        assertEquals("[0 0 0 ... 0 0 0]", ZooArray.zeros(DType.INT8, 1001).toString());
        String row = " [0 0 0 ... 0 0 0]\n";
        assertEquals(
                "[" + (row.repeat(3) + " ...\n" + row.repeat(3)).strip() + "]",
                ZooArray.zeros(DType.INT8, 100, 100).toString());
        ZooArray hidden = ZooArray.zeros(2000);
        hidden.setDouble(1000, 1e-9);
        assertEquals(
                "[0. 0. 0. ... 0. 0. 0.]", hidden.toString(), "what is not shown is no matter");
    }

    private static void prints(String text, double... values) {
        assertEquals(text, ZooArray.of(values).toString());
    }
}
