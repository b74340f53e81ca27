package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConversionTest {
    @ParameterizedTest
    @EnumSource
    void shouldGiveArraysOfJavaInCOrder(DType dtype) {
        ZooArray a = ZooArray.zeros(dtype, 2, 2);
        a.setLong(0, 1, 1);
        assertArrayEquals(new double[] {0, 1, 0, 0}, a.toDoubleArray());
        assertArrayEquals(new float[] {0, 1, 0, 0}, a.toFloatArray());
        assertArrayEquals(new long[] {0, 1, 0, 0}, a.toLongArray());
        assertArrayEquals(new int[] {0, 1, 0, 0}, a.toIntArray());
        assertArrayEquals(new short[] {0, 1, 0, 0}, a.toShortArray());
        assertArrayEquals(new byte[] {0, 1, 0, 0}, a.toByteArray());
        assertArrayEquals(new boolean[] {false, true, false, false}, a.toBooleanArray());
        assertArrayEquals(new double[] {0, 0, 1, 0}, a.transpose().toDoubleArray());
        assertArrayEquals(new byte[] {0, 1}, a.slice("::-1, 1").toByteArray());
        assertArrayEquals(new int[0], a.slice("2:").toIntArray());
    }

    @Test
    void shouldKeepTheBitsOfUnsignedBytes() {
        ZooArray a = ZooArray.ofUnsigned(new byte[] {-1, 2}, 2);
        assertArrayEquals(new byte[] {-1, 2}, a.toByteArray());
        assertArrayEquals(new int[] {255, 2}, a.toIntArray());
    }

    @Test
    void shouldGiveItsMemoryAsBuffers() {
        ZooArray doubles = ZooArray.of(new double[] {1, 2, 3, 4}, 2, 2);
        doubles.index(1).asDoubleBuffer().put(0, 30);
        assertEquals(30, doubles.getDouble(1, 0));
        assertEquals(2, doubles.index(1).asDoubleBuffer().remaining());
        ZooArray floats = ZooArray.of(1f, 2f);
        floats.asFloatBuffer().put(1, 20);
        assertEquals(20, floats.getDouble(1));
        ZooArray longs = ZooArray.of(1L, 2L);
        longs.asLongBuffer().put(1, 20);
        assertEquals(20, longs.getLong(1));
        ZooArray ints = ZooArray.of(1, 2);
        ints.asIntBuffer().put(1, 20);
        assertEquals(20, ints.getLong(1));
        ZooArray shorts = ZooArray.of(new short[] {1, 2});
        shorts.asShortBuffer().put(1, (short) 20);
        assertEquals(20, shorts.getLong(1));
        ZooArray bytes = ZooArray.of(new byte[] {1, 2});
        bytes.asByteBuffer().put(1, (byte) 20);
        assertEquals(20, bytes.getLong(1));
        assertEquals(ByteOrder.nativeOrder(), bytes.asByteBuffer().order());
        assertEquals(0, ints.slice("2:").asIntBuffer().remaining());
        assertEquals(1, ZooArray.full(DType.FLOAT64, 7).asDoubleBuffer().remaining());
    }

    @Test
    void shouldRefuseBuffersThatCannotBe() {
        ZooArray a = ZooArray.zeros(2, 3);
        refuses("a FloatBuffer is of float32: dtype=float64", a::asFloatBuffer);
        refuses(
                "the elements are not contiguous, copy() them first: shape=[3, 2], strides in"
                        + " bytes=[8, 24]",
                () -> a.transpose().asDoubleBuffer());
        refuses("the elements are in a Java array, not bytes: dtype=float64", a::asByteBuffer);
    }

    private static void refuses(String message, Runnable action) {
        assertEquals(message, assertThrows(IllegalStateException.class, action::run).getMessage());
    }
}
