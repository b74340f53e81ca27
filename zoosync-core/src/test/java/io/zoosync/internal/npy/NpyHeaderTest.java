package io.zoosync.internal.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
    private static final String GOOD =
            "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

    @Test
    void shouldWriteWhatNumPyWrites() {
        byte[] bytes = NpyHeader.encode("<f8", false, new long[] {2, 3});
        assertEquals(128, bytes.length);
        assertArrayEquals(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0},
                Arrays.copyOf(bytes, 10));
        String text = new String(bytes, 10, 118, StandardCharsets.ISO_8859_1);
        assertEquals(GOOD + " ".repeat(58) + "\n", text);
    }

    @Test
    void shouldReadWhatItWrites() throws IOException {
        for (long[] shape : new long[][] {{}, {7}, {2, 3}, {0, 1L << 40}, new long[64]}) {
            byte[] bytes = NpyHeader.encode("|u1", true, shape);
            assertEquals(0, bytes.length % 64);
            NpyHeader header = NpyHeader.read(new ByteArrayInputStream(bytes));
            assertEquals('u', header.kind());
            assertEquals(1, header.elementBytes());
            assertTrue(header.fortranOrder());
            assertArrayEquals(shape, header.shape());
            assertEquals(bytes.length, header.dataOffset());
        }
    }

    @Test
    void shouldReadAllVersions() throws IOException {
        for (int version = 1; version <= 3; version++) {
            NpyHeader header = read(version, GOOD + "\n");
            assertArrayEquals(new long[] {2, 3}, header.shape());
            assertEquals(ByteOrder.LITTLE_ENDIAN, header.order());
            assertEquals(48, header.dataBytes());
            assertFalse(header.fortranOrder());
            assertEquals(8 + (version == 1 ? 2 : 4) + GOOD.length() + 1, header.dataOffset());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'shape':(2,3),'fortran_order':False,'descr':'<f8'}",
                "{ \"descr\" : \"<f8\" , \"fortran_order\" : False , \"shape\" : ( 2 , 3 , ) }",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 3L), }   \t ",
                "\n{'descr':\n'<f8','fortran_order':False,'shape':(2,3)}",
            })
    void shouldReadWhateverPythonReads(String text) throws IOException {
        assertArrayEquals(new long[] {2, 3}, read(1, text).shape());
    }

    @ParameterizedTest
    @CsvSource({
        "<f8, f, 8, false", ">f8, f, 8, true", ">i2, i, 2, true", "|b1, b, 1, false",
        "?, b, 1, false", "|?, b, 1, false", ">u1, u, 1, false", "=i4, i, 4, false",
        "i8, i, 8, false"
    })
    void shouldKnowTheTypes(String descr, char kind, int bytes, boolean bigEndian)
            throws IOException {
        NpyHeader header = read(1, GOOD.replace("<f8", descr));
        assertEquals(kind, header.kind());
        assertEquals(bytes, header.elementBytes());
        assertEquals(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder(), header.order());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<u2", "<c16", "|O", "<U5", "|S3", "<M8[ns]", "<f2", "", "<f16", "f8 "})
    void shouldRefuseOtherTypesByName(String descr) {
        refuses("elements of type '" + descr + "' are not supported", GOOD.replace("<f8", descr));
    }

    @Test
    void shouldRefuseWhatIsMalformed() {
        refuses("elements with fields are not supported", GOOD.replace("'<f8'", "[('a','<f8')]"));
        refuses("expected '{' at 0", "");
        refuses("expected a string at 1", "{");
        refuses("expected a string at 1", "{'descr");
        refuses("expected '}' at", GOOD.replace(", }", ""));
        refuses("expected the end at", GOOD + "x");
        refuses("expected the end at", GOOD + " # text");
        refuses("lacks 'descr', 'fortran_order' or 'shape'", "{'descr': '<f8'}");
        refuses("lacks 'descr', 'fortran_order' or 'shape'", "{}");
        refuses("an unknown key 'more'", GOOD.replace("}", "'more': 1}"));
        refuses("expected True or False", GOOD.replace("False", "0"));
        refuses("expected a comma", GOOD.replace("(2, 3)", "(2)"));
        refuses("expected '('", GOOD.replace("(2, 3)", "[2, 3]"));
        refuses("expected a length", GOOD.replace("(2, 3)", "(2, x)"));
        refuses("expected a length", GOOD.replace("(2, 3)", "(2, 9223372036854775808)"));
        refuses("expected a length", GOOD.replace("(2, 3)", "(,)"));
        refuses("a length of its shape is negative: [2, -3]", GOOD.replace("(2, 3)", "(2, -3)"));
        refuses(
                "its shape has too many elements: [4294967296, 4294967296]",
                GOOD.replace("(2, 3)", "(4294967296, 4294967296)"));
        refuses(
                "its shape has too many elements: [1152921504606846975]",
                GOOD.replace("(2, 3)", "(1152921504606846975,)"));
        refuses("it has 65 dimensions", GOOD.replace("(2, 3)", "(" + "1,".repeat(65) + ")"));
    }

    @Test
    void shouldRefuseWhatIsNoHeader() {
        refusesBytes("it begins with nothing, expected 934e554d5059", new byte[0]);
        refusesBytes("it begins with 504b0304, expected", new byte[] {'P', 'K', 3, 4});
        byte[] good = NpyHeader.encode("<f8", false, new long[] {2, 3});
        for (int length = 6; length < good.length; length++) {
            refusesBytes("it ends within its header", Arrays.copyOf(good, length));
        }
        byte[] version = good.clone();
        version[6] = 4;
        refusesBytes("its format is version 4.0, known are 1.0, 2.0, 3.0", version);
        byte[] endless = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1};
        refusesBytes("its header is 4294967295 bytes long", endless);
    }

    @Test
    void shouldSurviveAnyChangeOfItsBytes() throws IOException {
        Random random = new Random(42);
        byte[] good = NpyHeader.encode("<f8", false, new long[] {2, 3});
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(80)] = (byte) random.nextInt(256);
            }
            try {
                NpyHeader header = NpyHeader.read(new ByteArrayInputStream(bytes));
                assertTrue(header.dataBytes() >= 0);
            } catch (NpyFormatException e) {
                assertFalse(e.getMessage().isBlank());
            }
        }
    }

    private static void refuses(String why, String text) {
        NpyFormatException thrown = assertThrows(NpyFormatException.class, () -> read(1, text));
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
    }

    private static void refusesBytes(String why, byte[] bytes) {
        NpyFormatException thrown =
                assertThrows(
                        NpyFormatException.class,
                        () -> NpyHeader.read(new ByteArrayInputStream(bytes)));
        assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
    }

    private static NpyHeader read(int version, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
        ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.write(length.putInt(0, text.length()).array(), 0, version == 1 ? 2 : 4);
        bytes.write(text.getBytes(StandardCharsets.UTF_8));
        return NpyHeader.read(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
