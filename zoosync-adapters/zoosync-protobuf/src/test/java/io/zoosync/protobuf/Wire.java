package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Parts of messages in protobuf's wire format, right or wrong, as tests put them together. */
final class Wire {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int DELIMITED = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    private Wire() {}

    /** The wire type of values that are not packed. */
    static int type(FieldDescriptor.Type type) {
        return switch (type) {
            case DOUBLE, FIXED64, SFIXED64 -> FIXED64;
            case STRING, BYTES, MESSAGE -> DELIMITED;
            case GROUP -> START_GROUP;
            case FLOAT, FIXED32, SFIXED32 -> FIXED32;
            default -> VARINT;
        };
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A varint with as many needless bytes at its end. */
    static byte[] varint(long value, int needless) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long rest = value;
        int left = needless;
        while ((rest & -128) != 0 || left > 0) {
            left -= (rest & -128) == 0 ? 1 : 0;
            bytes.write((int) rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
        return bytes.toByteArray();
    }

    static byte[] varint(long value) {
        return varint(value, 0);
    }

    static byte[] fixed64(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }

    static byte[] fixed32(int value) {
        return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
    }

    /** Bytes behind their length. */
    static byte[] delimited(byte[]... parts) {
        byte[] body = concat(parts);
        return concat(varint(body.length), body);
    }

    static byte[] text(String text) {
        return delimited(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] tag(int number, int wireType) {
        return varint((long) number << 3 | wireType);
    }

    static byte[] varintField(int number, long value) {
        return concat(tag(number, VARINT), varint(value));
    }

    static byte[] delimitedField(int number, byte[]... parts) {
        return concat(tag(number, DELIMITED), delimited(parts));
    }

    static byte[] group(int number, byte[]... parts) {
        return concat(tag(number, START_GROUP), concat(parts), tag(number, END_GROUP));
    }

    /** A value as the one of a field that is not repeated, or as an element that is not packed. */
    static byte[] field(FieldDescriptor field, byte[] value) {
        return concat(tag(field.getNumber(), type(field.getType())), value);
    }
}
