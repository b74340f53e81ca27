package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SerializationTest {
    @AfterEach
    void unlink() throws IOException {
        ZooArray.unlink("s");
    }

    @ParameterizedTest
    @EnumSource
    void shouldCopyAnUnnamedArray(DType dtype) throws Exception {
        ZooArray a = ZooArray.arange(24).reshape(2, 3, 4).astype(dtype);
        for (ZooArray array :
                new ZooArray[] {a, a.transpose(), a.slice("1, ::-1, 2"), a.index(0)}) {
            ZooArray copy = read(write(array));
            assertEquals(dtype, copy.dtype());
            assertArrayEquals(array.shape(), copy.shape());
            assertArrayEquals(array.toLongArray(), copy.toLongArray());
            assertNull(copy.name());
            copy.fill(0);
        }
        assertEquals(3, a.astype(DType.INT64).slice("0, 0").size() - 1);
        assertTrue(a.getBoolean(0, 0, 1));
    }

    @Test
    void shouldAttachToANamedArray() throws Exception {
        ZooArray a = ZooArray.create("s", DType.INT32, 4, 5);
        ZooArray[] views = {a, a.transpose(), a.slice("1:3, ::-2"), a.index(3, 4), a.slice("4:")};
        for (ZooArray view : views) {
            ZooArray other = read(write(view));
            assertEquals("s", other.name());
            assertArrayEquals(view.shape(), other.shape());
            assertArrayEquals(view.stridesRef(), other.stridesRef());
            assertEquals(view.offset(), other.offset());
            if (view.size() > 0) {
                long value = view.getLong(new long[view.rank()]) + 7;
                other.setLong(new long[view.rank()], value);
                assertEquals(value, view.getLong(new long[view.rank()]));
            }
            other.close();
            assertFalse(a.storage().isClosed());
        }
    }

    @Test
    void shouldRefuseAnArrayWhoseNameIsGoneOrAnothers() throws Exception {
        ZooArray a = ZooArray.create("s", DType.INT32, 4, 5);
        byte[] bytes = write(a);
        ZooArray.unlink("s");
        assertThrows(NoSuchFileException.class, () -> read(bytes));
        ZooArray.create("s", DType.INT32, 4, 5);
        refuses("array 's' was unlinked since, and another one has its name", bytes);
    }

    @Test
    void shouldRefuseAClosedArray() throws IOException {
        ZooArray a = ZooArray.zeros(1);
        a.close();
        assertThrows(IllegalStateException.class, () -> write(a));
    }

    /** Whatever a stream says, no view reaches beyond the memory of its array. */
    @Test
    void shouldRefuseViewsBeyondTheArray() throws Exception {
        ZooArray a = ZooArray.create("s", DType.INT32, 4, 5);
        byte[] good = write(a);
        read(good);
        // the last bytes are: offset, rank, and shape and stride of both axes
        int end = good.length - 1; // the end of the object
        int offset = end - 4 * Long.BYTES - 1 - Long.BYTES;
        int shape = offset + Long.BYTES + 1;
        for (long wrong : new long[] {-4, 1, 4, 84, Long.MIN_VALUE, Long.MAX_VALUE - 3}) {
            refuses("not within the 80 bytes of array 's'", changed(good, offset, wrong));
        }
        for (long wrong : new long[] {5, 1L << 32, 1L << 58}) {
            refuses("not within the 80 bytes of array 's'", changed(good, shape, wrong));
        }
        refuses("a length is negative", changed(good, shape, -1));
        refuses("too many elements", changed(good, shape, Long.MAX_VALUE));
        for (long wrong : new long[] {-20, 2, 24, 1L << 62, Long.MIN_VALUE, Long.MAX_VALUE - 3}) {
            refuses("not within the 80 bytes of array 's'", changed(good, shape + 8, wrong));
        }
        byte[] type =
                new String(good, StandardCharsets.ISO_8859_1)
                        .replace("INT32", "INT64")
                        .getBytes(StandardCharsets.ISO_8859_1);
        refuses("array 's' is of int32, not of INT64", type);
    }

    @Test
    void shouldRefuseAStreamThatIsCutShort() throws Exception {
        byte[] bytes = write(ZooArray.arange(100));
        for (int length : new int[] {bytes.length - 2, bytes.length / 2, 120}) {
            assertThrows(IOException.class, () -> read(Arrays.copyOf(bytes, length)));
        }
    }

    private static byte[] changed(byte[] good, int at, long value) {
        byte[] bytes = good.clone();
        ByteBuffer.wrap(bytes).putLong(at, value);
        return bytes;
    }

    private static void refuses(String why, byte[] bytes) {
        InvalidObjectException thrown =
                assertThrows(InvalidObjectException.class, () -> read(bytes));
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
    }

    private static byte[] write(ZooArray a) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(a);
        }
        return bytes.toByteArray();
    }

    private static ZooArray read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (ZooArray) in.readObject();
        }
    }
}
