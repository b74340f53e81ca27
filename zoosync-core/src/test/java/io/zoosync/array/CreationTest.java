package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CreationTest {
    @ParameterizedTest
    @EnumSource
    void shouldFill(DType dtype) {
        ZooArray zeros = ZooArray.zeros(dtype, 2, 3);
        assertEquals(dtype, zeros.dtype());
        assertArrayEquals(new long[] {2, 3}, zeros.shape());
        assertEquals(2, zeros.rank());
        assertEquals(6, zeros.size());
        assertArrayEquals(new long[6], zeros.toLongArray());
        assertArrayEquals(new long[] {1, 1, 1}, ZooArray.ones(dtype, 3).toLongArray());
        assertEquals(1, ZooArray.full(dtype, 1).getLong());
        assertArrayEquals(new long[] {1, 1}, ZooArray.full(dtype, 1.0, 2).toLongArray());
        assertArrayEquals(new long[] {1, 0, 0, 1}, ZooArray.eye(dtype, 2).toLongArray());
        assertNull(zeros.name());
        assertFalse(zeros.isShared());
    }

    @Test
    void shouldMakeFloatsWhereNoTypeIsGiven() {
        assertEquals(DType.FLOAT64, ZooArray.zeros(1).dtype());
        assertEquals(DType.FLOAT64, ZooArray.ones(1).dtype());
        assertEquals(DType.FLOAT64, ZooArray.eye(1).dtype());
        assertEquals(0, ZooArray.zeros().rank());
    }

    @Test
    void shouldCopyArraysOfJava() {
        holds(DType.FLOAT64, "[1.5 2. ]", ZooArray.of(1.5, 2.0));
        holds(DType.FLOAT32, "[1.5 2. ]", ZooArray.of(1.5f, 2f));
        holds(DType.INT64, "[1 2]", ZooArray.of(1L, 2L));
        holds(DType.INT32, "[1 2]", ZooArray.of(1, 2));
        holds(DType.INT16, "[1 2]", ZooArray.of(new short[] {1, 2}));
        holds(DType.INT8, "[ 1 -2]", ZooArray.of(new byte[] {1, -2}));
        holds(DType.UINT8, "[  1 254]", ZooArray.ofUnsigned(new byte[] {1, -2}, 2));
        holds(DType.BOOL, "[ True False]", ZooArray.of(true, false));

        holds(DType.FLOAT64, "[[1.5]\n [2. ]]", ZooArray.of(new double[] {1.5, 2}, 2, 1));
        holds(DType.FLOAT32, "[[1.5 2. ]]", ZooArray.of(new float[] {1.5f, 2}, 1, 2));
        holds(DType.INT64, "[[1 2]]", ZooArray.of(new long[] {1, 2}, 1, 2));
        holds(DType.INT32, "[[1 2]]", ZooArray.of(new int[] {1, 2}, 1, 2));
        holds(DType.INT16, "[[1 2]]", ZooArray.of(new short[] {1, 2}, 1, 2));
        holds(DType.INT8, "[[1 2]]", ZooArray.of(new byte[] {1, 2}, 1, 2));
        holds(DType.BOOL, "[[ True]]", ZooArray.of(new boolean[] {true}, 1, 1));

        holds(
                DType.FLOAT64,
                "[[1.5 2. ]\n [3.  4. ]]",
                ZooArray.of(new double[][] {{1.5, 2}, {3, 4}}));
        holds(DType.FLOAT32, "[[1.5]]", ZooArray.of(new float[][] {{1.5f}}));
        holds(DType.INT64, "[[1]\n [2]]", ZooArray.of(new long[][] {{1}, {2}}));
        holds(DType.INT32, "[[1 2]]", ZooArray.of(new int[][] {{1, 2}}));
        assertArrayEquals(new long[] {0, 0}, ZooArray.of(new double[0][]).shape());
        assertArrayEquals(new long[] {2, 0}, ZooArray.of(new int[2][0]).shape());
    }

    @Test
    void shouldNotKeepWhatItWasGiven() {
        double[] values = {1, 2};
        long[] shape = {2, 1};
        ZooArray a = ZooArray.of(values, shape);
        values[0] = 5;
        shape[0] = 7;
        a.shape()[1] = 9;
        assertEquals(1, a.getDouble(0, 0));
        assertArrayEquals(new long[] {2, 1}, a.shape());
    }

    @Test
    void shouldRefuseValuesThatDoNotMakeUpTheShape() {
        refuses("3 values do not make up shape [2, 2]", () -> ZooArray.of(new double[3], 2, 2));
        refuses("1 values do not make up shape [0]", () -> ZooArray.of(new boolean[1], 0));
        refuses(
                "row 1 has 1 elements, row 0 has 2",
                () -> ZooArray.of(new double[][] {{1, 2}, {3}}));
    }

    @Test
    void shouldBeEqualToItselfOnly() {
        ZooArray a = ZooArray.zeros(1);
        assertEquals(a, a);
        assertNotEquals(a, ZooArray.zeros(1));
        assertNotEquals(a, a.slice(":"));
    }

    @Test
    void shouldRefuseAllUsesOnceClosed() {
        ZooArray a = ZooArray.zeros(2, 3);
        ZooArray view = a.index(1);
        view.close();
        assertEquals(0, view.getDouble(0), "closing a view does nothing");
        a.close();
        a.close();
        closed(() -> a.getDouble(0, 0));
        closed(() -> a.setDouble(0, 0, 1));
        closed(() -> view.getDouble(0));
        closed(a::asDoubleBuffer);
        closed(a::toDoubleArray);
        closed(a::toIntArray);
        closed(a::copy);
        closed(() -> a.fill(1));
        closed(() -> a.save(new ByteArrayOutputStream()));
        assertEquals("closed array of float64", a.toString());
        assertArrayEquals(new long[] {2, 3}, a.shape());
    }

    @Test
    void shouldSayHowToGetMoreMemory() {
        OutOfMemoryError thrown =
                assertThrows(OutOfMemoryError.class, () -> ZooArray.zeros(1L << 55));
        assertTrue(thrown.getMessage().contains("raise -Xmx"), thrown.getMessage());
    }

    private static void holds(DType dtype, String text, ZooArray a) {
        assertEquals(dtype, a.dtype());
        assertEquals(text, a.toString());
    }

    private static void refuses(String message, Runnable action) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, action::run).getMessage());
    }

    private static void closed(Executable action) {
        assertEquals(
                "the array was closed",
                assertThrows(IllegalStateException.class, action).getMessage());
    }
}
