package io.zoosync.internal.npy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .npy} file says of its array, and how it says so, by the format's description in
 * NumPy's {@code numpy.lib.format}.
 *
 * <pre>
 *   0         6       7       8             10 (version 1), 12 (2 and 3)             64 * n
 *   +---------+-------+-------+-------------+----------------------------------+--------+
 *   | 93 NUMPY| major | minor | text length | {'descr': '&lt;f8', ...}   \n    | data   |
 *   +---------+-------+-------+-------------+----------------------------------+--------+
 * </pre>
 *
 * The length is an unsigned number of 2 bytes (version 1) or 4, in little-endian order; the text is
 * a dictionary of Python.
 */
public final class NpyHeader {
    /** NumPy's own limit. */
    public static final int MAX_RANK = 64;

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;

    /** The room that NumPy leaves for the first length to grow, in digits. */
    private static final int GROWTH_DIGITS = 21;

    /** Far more than the types and ranks that are known here can need. */
    private static final int MAX_TEXT = 1 << 16;

    /** So that header and data together can be counted. */
    private static final long MAX_BYTES = Long.MAX_VALUE - 2 * MAX_TEXT;

    private static final Pattern DESCR =
            Pattern.compile("(?:([<>=|])?(b1|i1|u1|i2|i4|i8|f4|f8)|[|=]?(\\?))");

    private final char kind;
    private final int elementBytes;
    private final ByteOrder order;
    private final boolean fortranOrder;
    private final long[] shape;
    private final int dataOffset;

    private NpyHeader(String descr, boolean fortranOrder, long[] shape, int dataOffset)
            throws NpyFormatException {
        Matcher type = DESCR.matcher(descr);
        if (!type.matches()) {
            throw new NpyFormatException(
                    "elements of type '"
                            + descr
                            + "' are not supported: only bool, int8 to int64, uint8, float32 and"
                            + " float64 are");
        }
        String code = type.group(2) == null ? "b1" : type.group(2);
        this.kind = code.charAt(0);
        this.elementBytes = code.charAt(1) - '0';
        this.order = order(type.group(1));
        this.fortranOrder = fortranOrder;
        this.shape = shape;
        this.dataOffset = dataOffset;
        checkSize();
    }

    private static ByteOrder order(String mark) {
        if ("<".equals(mark)) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return ">".equals(mark) ? ByteOrder.BIG_ENDIAN : ByteOrder.nativeOrder();
    }

    private void checkSize() throws NpyFormatException {
        if (shape.length > MAX_RANK) {
            throw new NpyFormatException(
                    "it has " + shape.length + " dimensions, at most " + MAX_RANK + " are known");
        }
        long bytes = elementBytes;
        for (long length : shape) {
            if (length < 0) {
                throw new NpyFormatException(
                        "a length of its shape is negative: " + Arrays.toString(shape));
            }
            long factor = Math.max(length, 1);
            boolean overflows = Math.multiplyHigh(bytes, factor) != 0;
            bytes *= factor;
            if (overflows || bytes < 0 || bytes > MAX_BYTES) {
                throw new NpyFormatException(
                        "its shape has too many elements: " + Arrays.toString(shape));
            }
        }
    }

    /** The letter of the type: {@code b}, {@code i}, {@code u} or {@code f}. */
    public char kind() {
        return kind;
    }

    /** The size of an element in bytes. */
    public int elementBytes() {
        return elementBytes;
    }

    /** The order of the bytes of an element; the machine's if it has but one. */
    public ByteOrder order() {
        return elementBytes == 1 ? ByteOrder.nativeOrder() : order;
    }

    /** Whether the first index, and not the last, changes fastest in the file. */
    public boolean fortranOrder() {
        return fortranOrder;
    }

    /** The length of each axis, in a new array. */
    public long[] shape() {
        return shape.clone();
    }

    /** Where the data begins in the file. */
    public int dataOffset() {
        return dataOffset;
    }

    /** The size of the data in bytes. */
    public long dataBytes() {
        long bytes = elementBytes;
        for (long length : shape) {
            bytes *= length;
        }
        return bytes;
    }

    /** The file's beginning, up to the data, byte for byte as NumPy writes it. */
    public static byte[] encode(String descr, boolean fortranOrder, long[] shape) {
        StringBuilder text = new StringBuilder();
        text.append("{'descr': '").append(descr);
        text.append("', 'fortran_order': ").append(fortranOrder ? "True" : "False");
        text.append(", 'shape': ").append(tuple(shape)).append(", }");
        if (shape.length > 0) {
            long growing = shape[fortranOrder ? shape.length - 1 : 0];
            text.append(" ".repeat(GROWTH_DIGITS - Long.toString(growing).length()));
        }
        int prefix = MAGIC.length + 2 + Short.BYTES;
        int unpadded = prefix + text.length() + 1;
        text.append(" ".repeat(ALIGNMENT - unpadded % ALIGNMENT)).append('\n');
        ByteBuffer bytes = ByteBuffer.allocate(prefix + text.length());
        bytes.order(ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0);
        bytes.putShort((short) text.length());
        return bytes.put(text.toString().getBytes(StandardCharsets.ISO_8859_1)).array();
    }

    private static String tuple(long[] shape) {
        String inside = Arrays.toString(shape);
        inside = inside.substring(1, inside.length() - 1);
        return shape.length == 1 ? "(" + inside + ",)" : "(" + inside + ")";
    }

    /**
     * Reads a file's beginning; what comes next is the data.
     *
     * @throws NpyFormatException if it is none, or of an array that is not known here
     */
    public static NpyHeader read(InputStream in) throws IOException {
        byte[] start = in.readNBytes(MAGIC.length + 2);
        if (start.length < MAGIC.length || !Arrays.equals(MAGIC, Arrays.copyOf(start, 6))) {
            throw new NpyFormatException(
                    "it is no .npy file: it begins with "
                            + hex(start)
                            + ", expected "
                            + hex(MAGIC));
        }
        int major = start.length > 6 ? start[6] : -1;
        int minor = start.length > 7 ? start[7] : -1;
        if (start.length < 8) {
            throw new NpyFormatException("it ends within its header");
        }
        if (major < 1 || major > 3 || minor != 0) {
            throw new NpyFormatException(
                    "its format is version " + major + "." + minor + ", known are 1.0, 2.0, 3.0");
        }
        int lengthBytes = major == 1 ? Short.BYTES : Integer.BYTES;
        long length = unsigned(exactly(in, lengthBytes));
        if (length > MAX_TEXT) {
            throw new NpyFormatException(
                    "its header is " + length + " bytes long, at most " + MAX_TEXT + " are known");
        }
        byte[] text = exactly(in, (int) length);
        HeaderText parsed =
                HeaderText.parse(
                        new String(
                                text,
                                major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1));
        int dataOffset = start.length + lengthBytes + text.length;
        return new NpyHeader(parsed.descr(), parsed.fortranOrder(), parsed.shape(), dataOffset);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new NpyFormatException("it ends within its header");
        }
        return bytes;
    }

    private static long unsigned(byte[] littleEndian) {
        long value = 0;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            value = value << 8 | littleEndian[i] & 0xff;
        }
        return value;
    }

    private static String hex(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, MAGIC.length); i++) {
            text.append(String.format("%02x", bytes[i]));
        }
        return text.isEmpty() ? "nothing" : text.toString();
    }
}
