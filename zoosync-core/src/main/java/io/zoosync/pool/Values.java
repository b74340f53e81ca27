package io.zoosync.pool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Objects as the payload of a message. Where all are null, boxed numbers, strings or arrays of
 * bytes, ints, longs or doubles, their contents are written straight into the queue's memory;
 * otherwise they are serialised together.
 */
final class Values implements Payload {
    private static final byte PACKED = 0;
    private static final byte PLAIN = 1;

    private static final byte NULL = 0;
    private static final byte FALSE = 1;
    private static final byte TRUE = 2;
    private static final byte INTEGER = 3;
    private static final byte LONG = 4;
    private static final byte DOUBLE = 5;
    private static final byte LATIN = 6;
    private static final byte STRING = 7;
    private static final byte BYTES = 8;
    private static final byte INTS = 9;
    private static final byte LONGS = 10;
    private static final byte DOUBLES = 11;

    private static final int HEADER = 1 + Integer.BYTES;
    private static final int TOO_LONG = -1;
    private static final char MOST_LATIN = 255;

    private final Object[] values;
    private final int from;
    private final int count;
    private final int length;

    private Values(Object[] values, int from, int count, int length) {
        this.values = values;
        this.from = from;
        this.count = count;
        this.length = length;
    }

    /** The payload of {@code count} values from index {@code from} on. */
    static Payload of(Object[] values, int from, int count, Packing packing) throws Exception {
        long length = 1;
        for (int i = from; i < from + count; i++) {
            int size = size(values[i]);
            if (size == TOO_LONG) {
                return packed(values, from, count, packing);
            }
            length += size;
        }
        if (length > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException(
                    "a message must be less than 2 GiB: "
                            + count
                            + " elements have "
                            + length
                            + " bytes; use smaller chunks");
        }
        return new Values(values, from, count, (int) length);
    }

    private static Payload packed(Object[] values, int from, int count, Packing packing)
            throws Exception {
        Object[] some = new Object[count];
        System.arraycopy(values, from, some, 0, count);
        byte[] bytes = packing.pack(some);
        return new Payload() {
            @Override
            public int length() {
                return 1 + bytes.length;
            }

            @Override
            public void write(ByteBuffer to) {
                to.put(PACKED).put(bytes);
            }
        };
    }

    /** The bytes that a value takes, or TOO_LONG if it must be serialised. */
    private static int size(Object value) {
        if (value == null || value instanceof Boolean) {
            return 1;
        }
        if (value instanceof Integer) {
            return 1 + Integer.BYTES;
        }
        if (value instanceof Long || value instanceof Double) {
            return 1 + Long.BYTES;
        }
        long size =
                value instanceof String text
                        ? isLatin(text) ? text.length() : (long) Character.BYTES * text.length()
                        : arraySize(value);
        return size < 0 || size > Integer.MAX_VALUE - 64 ? TOO_LONG : HEADER + (int) size;
    }

    private static long arraySize(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof int[] ints) {
            return (long) Integer.BYTES * ints.length;
        }
        if (value instanceof long[] longs) {
            return (long) Long.BYTES * longs.length;
        }
        return value instanceof double[] doubles ? (long) Double.BYTES * doubles.length : TOO_LONG;
    }

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > MOST_LATIN) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public void write(ByteBuffer to) {
        to.put(PLAIN);
        for (int i = from; i < from + count; i++) {
            write(values[i], to);
        }
    }

    private static void write(Object value, ByteBuffer to) {
        if (value == null) {
            to.put(NULL);
        } else if (value instanceof Boolean flag) {
            to.put(flag ? TRUE : FALSE);
        } else if (value instanceof Integer number) {
            to.put(INTEGER).putInt(number);
        } else if (value instanceof Long number) {
            to.put(LONG).putLong(number);
        } else if (value instanceof Double number) {
            to.put(DOUBLE).putDouble(number);
        } else if (value instanceof String text) {
            writeText(text, to);
        } else {
            writeArray(value, to);
        }
    }

    private static void writeText(String text, ByteBuffer to) {
        if (isLatin(text)) {
            to.put(LATIN).putInt(text.length()).put(text.getBytes(StandardCharsets.ISO_8859_1));
        } else {
            to.put(STRING).putInt(text.length());
            to.asCharBuffer().put(text);
            to.position(to.position() + Character.BYTES * text.length());
        }
    }

    private static void writeArray(Object value, ByteBuffer to) {
        if (value instanceof byte[] bytes) {
            to.put(BYTES).putInt(bytes.length).put(bytes);
        } else if (value instanceof int[] ints) {
            to.put(INTS).putInt(ints.length);
            Column.INTS.put(ints, 0, ints.length, to);
        } else if (value instanceof long[] longs) {
            to.put(LONGS).putInt(longs.length);
            Column.LONGS.put(longs, 0, longs.length, to);
        } else {
            double[] doubles = (double[]) value;
            to.put(DOUBLES).putInt(doubles.length);
            Column.DOUBLES.put(doubles, 0, doubles.length, to);
        }
    }

    /** Reads {@code count} values into {@code to} from index {@code at} on. */
    static void read(ByteBuffer from, Object[] to, int at, int count, Packing packing)
            throws Exception {
        if (from.get() == PACKED) {
            Object[] some = (Object[]) packing.unpack(from);
            System.arraycopy(some, 0, to, at, count);
            return;
        }
        for (int i = at; i < at + count; i++) {
            to[i] = read(from);
        }
    }

    private static Object read(ByteBuffer from) {
        byte kind = from.get();
        return switch (kind) {
            case NULL -> null;
            case FALSE -> false;
            case TRUE -> true;
            case INTEGER -> from.getInt();
            case LONG -> from.getLong();
            case DOUBLE -> from.getDouble();
            case LATIN -> new String(bytes(from), StandardCharsets.ISO_8859_1);
            case STRING -> text(from);
            case BYTES -> bytes(from);
            case INTS -> array(Column.INTS, from);
            case LONGS -> array(Column.LONGS, from);
            case DOUBLES -> array(Column.DOUBLES, from);
            default -> throw new IllegalArgumentException("value of unknown kind " + kind);
        };
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[checked(from.getInt(), Byte.BYTES, from)];
        from.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer from) {
        char[] chars = new char[checked(from.getInt(), Character.BYTES, from)];
        from.asCharBuffer().get(chars);
        from.position(from.position() + Character.BYTES * chars.length);
        return new String(chars);
    }

    private static Object array(Column column, ByteBuffer from) {
        int length = checked(from.getInt(), column.elementBytes(), from);
        Object array = column.allocate(length);
        column.get(from, array, 0, length);
        return array;
    }

    /** A length that the rest of the message can have. */
    private static int checked(int length, int elementBytes, ByteBuffer from) {
        if (length < 0 || (long) length * elementBytes > from.remaining()) {
            throw new IllegalArgumentException(
                    "value is longer than its message: length="
                            + length
                            + ", element="
                            + elementBytes
                            + " bytes, remaining="
                            + from.remaining());
        }
        return length;
    }
}
