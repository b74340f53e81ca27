package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
    /** Takes lists of strings for anything that must be serialised. */
    private static final Packing PACKING =
            new Packing() {
                @Override
                public byte[] pack(Object value) {
                    return new byte[] {(byte) ((Object[]) value).length};
                }

                @Override
                public Object unpack(ByteBuffer bytes) {
                    Object[] values = new Object[bytes.get()];
                    Arrays.fill(values, "packed");
                    return values;
                }
            };

    private static Object[] roundTrip(Object... values) throws Exception {
        Payload payload = Values.of(values, 0, values.length, PACKING);
        ByteBuffer bytes = ByteBuffer.allocate(payload.length());
        payload.write(bytes);
        assertEquals(0, bytes.remaining(), "the length is that of what is written");
        Object[] back = new Object[values.length];
        Values.read(bytes.flip(), back, 0, values.length, PACKING);
        assertEquals(0, bytes.remaining(), "all is read");
        return back;
    }

    @Test
    void shouldWriteCommonValuesAsTheyAre() throws Exception {
        Object[] values = {
            null,
            true,
            false,
            -1,
            1L << 40,
            Double.NaN,
            "",
            "caf\u00e9",
            "\u20ac \ud83d\ude00",
            "\ud83d", // half a character
            new byte[] {1},
            new int[] {1, 2},
            new long[] {3},
            new double[] {-0.0},
            new int[0]
        };
        assertArrayEquals(values, roundTrip(values));
    }

    @Test
    void shouldSerialiseAllIfOneMustBe() throws Exception {
        assertArrayEquals(new Object[] {"packed", "packed"}, roundTrip(1, List.of()));
    }

    @Test
    void shouldTakeARange() throws Exception {
        Payload payload = Values.of(new Object[] {1, 2, 3}, 1, 1, PACKING);
        ByteBuffer bytes = ByteBuffer.allocate(payload.length());
        payload.write(bytes);
        Object[] back = new Object[5];
        Values.read(bytes.flip(), back, 3, 1, PACKING);
        assertArrayEquals(new Object[] {null, null, null, 2, null}, back);
    }

    @Test
    void shouldRefuseDamagedBytes() throws Exception {
        byte[] longer = {1, 8, 0x7f, 0, 0, 0};
        byte[] unknown = {1, 99};
        for (byte[] bytes : List.of(longer, unknown)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Values.read(ByteBuffer.wrap(bytes), new Object[1], 0, 1, PACKING));
        }
    }
}
