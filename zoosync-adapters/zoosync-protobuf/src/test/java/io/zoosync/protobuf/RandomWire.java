package io.zoosync.protobuf;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/**
 * Random bytes in protobuf's wire format that fit a type: as its encoder writes them, and as it
 * never does but as must be read all the same. Fields come in any order and any number of times, in
 * packed runs and out of them, with wire types that are not theirs, between unknown ones; varints
 * are padded; strings are not always UTF-8.
 */
final class RandomWire {
    private static final String[] TEXTS = {
        "",
        "a",
        "plain text",
        "größer",
        "日本語",
        "😀 pair",
        "\u0000\u007f\u0080\u07ff\u0800\uffff",
        "x".repeat(130)
    };

    private final Random random;

    /** How many of a hundred strings are malformed. */
    private final int badStrings;

    RandomWire(Random random, int badStrings) {
        this.random = random;
        this.badStrings = badStrings;
    }

    byte[] message(Descriptor type) {
        return message(type, 0);
    }

    private byte[] message(Descriptor type, int depth) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes, 256);
            fields(type, out, depth);
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fields(Descriptor type, CodedOutputStream out, int depth) throws IOException {
        List<FieldDescriptor> fields = Schemas.fieldsOf(type);
        for (FieldDescriptor field : fields) {
            if (field.isRequired() && random.nextInt(50) > 0) {
                field(field, out, depth);
            }
        }
        if (fields.isEmpty()) {
            unknown(random.nextInt(20) + 1, out, depth);
            return;
        }
        boolean focus = random.nextInt(3) == 0;
        FieldDescriptor favourite = fields.get(random.nextInt(fields.size()));
        int count = depth == 0 ? random.nextInt(14) : random.nextInt(5);
        for (int i = 0; i < count; i++) {
            FieldDescriptor field =
                    focus && random.nextBoolean()
                            ? favourite
                            : fields.get(random.nextInt(fields.size()));
            switch (random.nextInt(16)) {
                case 0 -> unknown(random.nextInt(1 << random.nextInt(1, 29)) + 1, out, depth);
                case 1 -> unknown(field.getNumber(), out, depth);
                default -> field(field, out, depth);
            }
        }
    }

    private void field(FieldDescriptor field, CodedOutputStream out, int depth) throws IOException {
        int wireType = Wire.type(field.getType());
        if (wireType == 2 && field.getType() == FieldDescriptor.Type.MESSAGE && depth > 4) {
            unknown(field.getNumber(), out, depth);
        } else if (field.isPackable() && random.nextBoolean()) {
            packed(field, wireType, out);
        } else if (wireType == 3) {
            group(field, out, depth);
        } else {
            tag(field.getNumber(), wireType, out);
            value(field, wireType, out, depth);
        }
    }

    private void group(FieldDescriptor field, CodedOutputStream out, int depth) throws IOException {
        tag(field.getNumber(), 3, out);
        if (depth < 5) {
            fields(field.getMessageType(), out, depth + 1);
        }
        tag(field.getNumber(), 4, out);
    }

    private void packed(FieldDescriptor field, int wireType, CodedOutputStream out)
            throws IOException {
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        CodedOutputStream values = CodedOutputStream.newInstance(run, 64);
        for (int n = random.nextInt(random.nextInt(8) == 0 ? 40 : 5); n > 0; n--) {
            value(field, wireType, values, 0);
        }
        values.flush();
        tag(field.getNumber(), 2, out);
        bytes(run.toByteArray(), out);
    }

    private void value(FieldDescriptor field, int wireType, CodedOutputStream out, int depth)
            throws IOException {
        switch (wireType) {
            case 0 -> varint(field, out);
            case 1 -> out.writeFixed64NoTag(fixed64());
            case 5 -> out.writeFixed32NoTag(fixed32());
            default -> {
                switch (field.getType()) {
                    case MESSAGE -> bytes(message(field.getMessageType(), depth + 1), out);
                    case STRING -> bytes(text(), out);
                    default -> bytes(someBytes(), out);
                }
            }
        }
    }

    private void varint(FieldDescriptor field, CodedOutputStream out) throws IOException {
        long value = number();
        if (field.getType() == FieldDescriptor.Type.ENUM && random.nextInt(4) > 0) {
            List<EnumValueDescriptor> values = field.getEnumType().getValues();
            value = values.get(random.nextInt(values.size())).getNumber();
        }
        varint(value, out);
    }

    private long number() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> random.nextInt(6) - 2;
            case 2 -> random.nextInt();
            case 3 -> random.nextLong();
            default -> random.nextLong() >> random.nextInt(64);
        };
    }

    private long fixed64() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Double.doubleToRawLongBits(-0.0);
            case 2 -> Double.doubleToRawLongBits(random.nextInt(9));
            default -> random.nextLong();
        };
    }

    private int fixed32() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Float.floatToRawIntBits(-0.0f);
            case 2 -> Float.floatToRawIntBits(random.nextInt(9));
            default -> random.nextInt();
        };
    }

    private byte[] text() {
        byte[] text = TEXTS[random.nextInt(TEXTS.length)].getBytes(StandardCharsets.UTF_8);
        if (text.length > 0 && random.nextInt(100) < badStrings) {
            text[random.nextInt(text.length)] = (byte) (random.nextInt(128) - 128);
        }
        return text;
    }

    private byte[] someBytes() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 300 : 12)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Any value behind a number, of any wire type that has one. */
    private void unknown(int number, CodedOutputStream out, int depth) throws IOException {
        int fieldNumber = Math.min(number, (1 << 29) - 1);
        switch (random.nextInt(5)) {
            case 0 -> {
                tag(fieldNumber, 0, out);
                varint(number(), out);
            }
            case 1 -> {
                tag(fieldNumber, 1, out);
                out.writeFixed64NoTag(fixed64());
            }
            case 2 -> {
                tag(fieldNumber, 2, out);
                bytes(someBytes(), out);
            }
            case 3 -> {
                tag(fieldNumber, 3, out);
                while (depth < 6 && random.nextBoolean()) {
                    unknown(random.nextInt(30) + 1, out, depth + 1);
                }
                tag(fieldNumber, 4, out);
            }
            default -> {
                tag(fieldNumber, 5, out);
                out.writeFixed32NoTag(fixed32());
            }
        }
    }

    private void bytes(byte[] bytes, CodedOutputStream out) throws IOException {
        varint(bytes.length, out);
        out.writeRawBytes(bytes);
    }

    private void tag(int number, int wireType, CodedOutputStream out) throws IOException {
        varint((long) number << 3 | wireType, out);
    }

    /** Some of them longer than they need to be. */
    private void varint(long value, CodedOutputStream out) throws IOException {
        if (random.nextInt(40) > 0) {
            out.writeUInt64NoTag(value);
            return;
        }
        long rest = value;
        int size = 1;
        while ((rest & -128) != 0 || size < 10 && random.nextInt(4) > 0) {
            out.writeRawByte((byte) (rest | 0x80));
            rest >>>= 7;
            size++;
        }
        out.writeRawByte((byte) rest);
    }

    /** A copy of a message with some damage. */
    byte[] damaged(byte[] good) {
        byte[] bytes = good.clone();
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
            bytes = damagedOnce(bytes);
        }
        return bytes;
    }

    private byte[] damagedOnce(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0:
                return java.util.Arrays.copyOf(bytes, at);
            case 1:
                return spliced(bytes, at, 0, random.nextInt(4) + 1);
            case 2:
                return spliced(bytes, at, Math.min(bytes.length - at, random.nextInt(4) + 1), 0);
            default:
                if (bytes.length > 0) {
                    bytes[at] =
                            random.nextBoolean()
                                    ? (byte) (bytes[at] ^ 1 << random.nextInt(8))
                                    : interesting();
                }
                return bytes;
        }
    }

    private byte interesting() {
        byte[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0b, 0x0c, 0x7f, (byte) 0x80, (byte) 0xff};
        return values[random.nextInt(values.length)];
    }

    private byte[] spliced(byte[] bytes, int at, int remove, int insert) {
        byte[] result = new byte[bytes.length - remove + insert];
        System.arraycopy(bytes, 0, result, 0, at);
        for (int i = 0; i < insert; i++) {
            result[at + i] = random.nextBoolean() ? interesting() : (byte) random.nextInt();
        }
        System.arraycopy(bytes, at + remove, result, at + insert, bytes.length - at - remove);
        return result;
    }
}
