package io.zoosync.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What reading a field needs to know of it, worked out once from its descriptor. */
final class FieldType {
    private static final byte[] EMPTY = {};

    final FieldDescriptor descriptor;
    final int number;

    /** The place of the field in the arrays of an index. */
    final int index;

    /** The wire type of one element. */
    final int wireType;

    final JavaType javaType;
    final boolean repeated;
    final boolean packable;
    final boolean zigZag;
    final boolean group;
    final boolean map;
    final boolean message;

    /** Messages of this field are message sets, which views cannot show. */
    final boolean messageSet;

    /** Strings of this field must be valid UTF-8. */
    final boolean strictUtf8;

    /** The field's name if its strings must be valid UTF-8, else null. */
    final String strictName;

    /** A value that is not a constant of the enum counts as an unknown field. */
    final boolean closedEnum;

    /** A value that is there counts as set, whatever it is. */
    final boolean presence;

    /** The number of the oneof that this is a member of, from 0 on, or -1. */
    final int oneof;

    /** The bits of the default of a scalar; for the other types 0. */
    final long defaultBits;

    /** The default of a string or of bytes. */
    final byte[] defaultBytes;

    /** The default of a string. */
    final String defaultText;

    private final int[] enumNumbers;
    private final MessageType owner;
    private volatile MessageType messageType;

    FieldType(FieldDescriptor descriptor, int index, MessageType owner) {
        this.descriptor = descriptor;
        this.number = descriptor.getNumber();
        this.index = index;
        this.owner = owner;
        this.javaType = descriptor.getJavaType();
        this.wireType = wireType(descriptor.getType());
        this.repeated = descriptor.isRepeated();
        this.packable = descriptor.isPackable();
        this.zigZag =
                descriptor.getType() == FieldDescriptor.Type.SINT32
                        || descriptor.getType() == FieldDescriptor.Type.SINT64;
        this.group = descriptor.getType() == FieldDescriptor.Type.GROUP;
        this.map = descriptor.isMapField();
        this.message = javaType == JavaType.MESSAGE;
        this.messageSet =
                message && descriptor.getMessageType().getOptions().getMessageSetWireFormat();
        this.strictUtf8 = descriptor.needsUtf8Check();
        this.strictName = strictUtf8 ? descriptor.getFullName() : null;
        this.closedEnum = javaType == JavaType.ENUM && descriptor.legacyEnumFieldTreatedAsClosed();
        this.enumNumbers = closedEnum ? enumNumbers(descriptor) : new int[0];
        this.presence = descriptor.hasPresence();
        OneofDescriptor oneofDescriptor = descriptor.getContainingOneof();
        this.oneof = oneofDescriptor == null ? -1 : oneofDescriptor.getIndex();
        Object value = repeated || message ? null : descriptor.getDefaultValue();
        this.defaultBits = bits(value);
        this.defaultBytes = bytes(value);
        this.defaultText = value instanceof String text ? text : "";
    }

    private static int wireType(FieldDescriptor.Type type) {
        return switch (type) {
            case DOUBLE, FIXED64, SFIXED64 -> WireReader.FIXED64;
            case FLOAT, FIXED32, SFIXED32 -> WireReader.FIXED32;
            case STRING, BYTES, MESSAGE -> WireReader.LENGTH_DELIMITED;
            case GROUP -> WireReader.START_GROUP;
            default -> WireReader.VARINT;
        };
    }

    private static int[] enumNumbers(FieldDescriptor descriptor) {
        return descriptor.getEnumType().getValues().stream()
                .mapToInt(EnumValueDescriptor::getNumber)
                .sorted()
                .distinct()
                .toArray();
    }

    private static long bits(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        } else if (value instanceof Float number) {
            return Float.floatToRawIntBits(number);
        } else if (value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        } else if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        } else if (value instanceof EnumValueDescriptor constant) {
            return constant.getNumber();
        }
        return 0;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return value instanceof ByteString bytes ? bytes.toByteArray() : EMPTY;
    }

    /** The type of this field's messages. */
    MessageType messageType() {
        MessageType type = messageType;
        if (type == null) {
            type = owner.types.of(descriptor.getMessageType(), owner.prototypeFor(descriptor));
            messageType = type;
        }
        return type;
    }

    /** Whether values of this field are read from a wire type, packed ones included. */
    boolean isReadFrom(int type) {
        return type == wireType || type == WireReader.LENGTH_DELIMITED && packable;
    }

    /** Whether a value of a closed enum is one of its constants. */
    boolean isKnownEnum(int value) {
        return !closedEnum || Arrays.binarySearch(enumNumbers, value) >= 0;
    }

    /** The descriptor of an enum's value; one of its own if the enum does not know it. */
    EnumValueDescriptor enumValue(int value) {
        return descriptor.getEnumType().findValueByNumberCreatingIfUnknown(value);
    }

    /** Whether this is a field of strings or of bytes. */
    boolean isBytes() {
        return javaType == JavaType.STRING || javaType == JavaType.BYTE_STRING;
    }

    /** The value at which the reader stands: the bits of a scalar, as {@link #defaultBits}. */
    long readBits(WireReader in) {
        switch (wireType) {
            case WireReader.FIXED32:
                return in.fixed32();
            case WireReader.FIXED64:
                return in.fixed64();
            default:
                return varintBits(in.varint64());
        }
    }

    private long varintBits(long value) {
        switch (javaType) {
            case INT:
                int cut = (int) value;
                return zigZag ? cut >>> 1 ^ -(cut & 1) : cut;
            case LONG:
                return zigZag ? value >>> 1 ^ -(value & 1) : value;
            case BOOLEAN:
                return value != 0 ? 1 : 0;
            default:
                return (int) value;
        }
    }

    /** The failure of an attempt to read this field as something that it is not. */
    IllegalArgumentException wrongUse(String attempt) {
        return new IllegalArgumentException(
                "field "
                        + descriptor.getFullName()
                        + " is "
                        + (map ? "a map" : (repeated ? "repeated " : "") + descriptor.getType())
                        + ": it cannot be read with "
                        + attempt);
    }

    @Override
    public String toString() {
        return descriptor.getFullName();
    }
}
