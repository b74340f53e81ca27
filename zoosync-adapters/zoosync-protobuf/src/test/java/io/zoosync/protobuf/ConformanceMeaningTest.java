package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of protobuf's conformance suite about what is accepted, and what it means. */
class ConformanceMeaningTest extends Conformance {
    private static final long LOW = 0xffff_ffffL;

    /** A value as it may come, and as its encoder writes it. */
    private static final class Value {
        final byte[] input;
        final byte[] expected;

        Value(byte[] input, byte[] expected) {
            this.input = input;
            this.expected = expected;
        }

        static Value of(byte[] both) {
            return new Value(both, both);
        }

        static Value varint(long input, long expected) {
            return new Value(Wire.varint(input), Wire.varint(expected));
        }
    }

    /** Values of a type; the first is the default, the last is none. */
    private static List<Value> values(FieldDescriptor.Type type) {
        return switch (type) {
            case DOUBLE, FIXED64, SFIXED64 -> fixed64(type);
            case FLOAT, FIXED32, SFIXED32 -> fixed32(type);
            case BOOL ->
                    List.of(
                            Value.varint(0, 0),
                            Value.varint(1, 1),
                            Value.varint(12345678, 1),
                            Value.varint(Long.MIN_VALUE, 1),
                            new Value(Wire.varint(1, 3), Wire.varint(1)));
            case STRING ->
                    List.of(
                            Value.of(Wire.text("")),
                            Value.of(Wire.text("'\"\\ größer 日本 😀")),
                            Value.of(Wire.text("Hello world!")));
            case BYTES ->
                    List.of(
                            Value.of(Wire.text("")),
                            Value.of(Wire.delimited(Wire.bytes(0, 0x80, 0xff))),
                            Value.of(Wire.text("Hello")));
            case MESSAGE ->
                    List.of(
                            Value.of(Wire.delimited()),
                            Value.of(Wire.delimited(Wire.varintField(1, 1234))));
            case ENUM ->
                    List.of(
                            Value.varint(1, 1),
                            Value.varint(LOW + 2, 1), // cut to 32 bits
                            new Value(Wire.varint(1, 8), Wire.varint(1)));
            case INT64, UINT64, SINT64 ->
                    List.of(
                            Value.varint(0, 0),
                            Value.varint(12345, 12345),
                            Value.varint(Long.MAX_VALUE, Long.MAX_VALUE),
                            Value.varint(Long.MIN_VALUE, Long.MIN_VALUE),
                            Value.varint(-1, -1),
                            new Value(Wire.varint(7, 5), Wire.varint(7)));
            default -> cutVarints(type);
        };
    }

    /** Of 64 bits the low ones count. */
    private static List<Value> cutVarints(FieldDescriptor.Type type) {
        boolean signed = type == FieldDescriptor.Type.INT32;
        return List.of(
                Value.varint(0, 0),
                Value.varint(12345, 12345),
                Value.varint(Integer.MAX_VALUE, Integer.MAX_VALUE),
                Value.varint(Integer.MIN_VALUE, signed ? Integer.MIN_VALUE : 1L << 31),
                Value.varint(LOW + 12, 11),
                Value.varint(0x7000_0000_0000_0001L, 1),
                new Value(Wire.varint(7, 2), Wire.varint(7)),
                Value.varint(LOW, signed ? -1 : LOW));
    }

    private static List<Value> fixed64(FieldDescriptor.Type type) {
        long one = type == FieldDescriptor.Type.DOUBLE ? Double.doubleToRawLongBits(0.1) : 12345;
        return List.of(
                Value.of(Wire.fixed64(0)),
                Value.of(Wire.fixed64(Long.MIN_VALUE)), // of a double: -0.0
                Value.of(Wire.fixed64(Double.doubleToRawLongBits(Double.POSITIVE_INFINITY))),
                Value.of(Wire.fixed64(Long.MAX_VALUE)), // of a double: NaN
                Value.of(Wire.fixed64(one)));
    }

    private static List<Value> fixed32(FieldDescriptor.Type type) {
        int one = type == FieldDescriptor.Type.FLOAT ? Float.floatToRawIntBits(0.1f) : 12345;
        return List.of(
                Value.of(Wire.fixed32(0)),
                Value.of(Wire.fixed32(Integer.MIN_VALUE)),
                Value.of(Wire.fixed32(Float.floatToRawIntBits(Float.NEGATIVE_INFINITY))),
                Value.of(Wire.fixed32(Integer.MAX_VALUE)),
                Value.of(Wire.fixed32(one)));
    }

    private static List<FieldDescriptor.Type> types() {
        return List.of(FieldDescriptor.Type.values()).stream()
                .filter(type -> type != FieldDescriptor.Type.GROUP)
                .toList();
    }

    @TestFactory
    List<DynamicTest> validDataScalar() {
        for (FieldDescriptor.Type type : types()) {
            List<Value> values = values(type);
            for (int i = 0; i < values.size(); i++) {
                Value value = values.get(i);
                accepted(
                        "ValidDataScalar." + type + "[" + i + "]",
                        message -> single(message, type, value.input),
                        message -> single(message, type, value.expected));
            }
        }
        return noted();
    }

    @TestFactory
    List<DynamicTest> repeatedScalarSelectsLast() {
        for (FieldDescriptor.Type type : types()) {
            if (type != FieldDescriptor.Type.MESSAGE) {
                List<Value> values = values(type);
                accepted(
                        "RepeatedScalarSelectsLast." + type,
                        message -> one(find(message, type, false), values, false),
                        message -> single(message, type, values.get(values.size() - 1).expected));
            }
        }
        return noted();
    }

    /** All values in fields of their own. */
    private static byte[] one(FieldDescriptor field, List<Value> values, boolean expected) {
        if (field == null) {
            return null;
        }
        return Wire.concat(
                values.stream()
                        .map(value -> expected ? value.expected : value.input)
                        .map(value -> Wire.field(field, value))
                        .toArray(byte[][]::new));
    }

    private static byte[] packed(FieldDescriptor field, List<Value> values, boolean expected) {
        if (field == null) {
            return null;
        }
        byte[] run =
                Wire.concat(
                        values.stream()
                                .map(value -> expected ? value.expected : value.input)
                                .toArray(byte[][]::new));
        return Wire.delimitedField(field.getNumber(), run);
    }

    @TestFactory
    List<DynamicTest> validDataRepeated() {
        for (FieldDescriptor.Type type : types()) {
            List<Value> values = values(type);
            Input expected = message -> one(find(message, type, true), values, true);
            String rule = "ValidDataRepeated." + type;
            accepted(
                    rule + ".UnpackedInput",
                    message -> one(find(message, type, true), values, false),
                    expected);
            if (PACKABLE.contains(type)) {
                accepted(
                        rule + ".PackedInput",
                        message -> packed(find(message, type, true), values, false),
                        expected);
                accepted(
                        rule + ".MixedInput",
                        message -> mixed(find(message, type, true), values),
                        message -> twice(expected.of(message)));
            }
        }
        return noted();
    }

    private static byte[] mixed(FieldDescriptor field, List<Value> values) {
        return field == null
                ? null
                : Wire.concat(packed(field, values, false), one(field, values, false));
    }

    private static byte[] twice(byte[] message) {
        return Wire.concat(message, message);
    }

    @TestFactory
    List<DynamicTest> validDataMap() {
        for (Descriptor type : Schemas.types().subList(0, 3)) {
            for (FieldDescriptor map : type.getFields()) {
                if (map.isMapField()) {
                    entriesOf(map);
                }
            }
        }
        return noted();
    }

    private void entriesOf(FieldDescriptor map) {
        FieldDescriptor keyField = map.getMessageType().findFieldByNumber(MapView.KEY);
        FieldDescriptor valueField = map.getMessageType().findFieldByNumber(MapView.VALUE);
        byte[] key0 = Wire.field(keyField, values(keyField.getType()).get(0).expected);
        byte[] key = last(keyField);
        byte[] value0 = Wire.field(valueField, values(valueField.getType()).get(0).expected);
        byte[] value =
                valueField.getType() == FieldDescriptor.Type.ENUM ? new byte[0] : last(valueField);
        String rule = "ValidDataMap." + keyField.getType() + "." + valueField.getType() + ".";
        if (valueField.getType() == FieldDescriptor.Type.ENUM) {
            value0 = new byte[0]; // the enums' first constants differ
        }
        entry(rule + "Default", map, Wire.concat(key0, value0), Wire.concat(key0, value0));
        entry(rule + "MissingDefault", map, new byte[0], Wire.concat(key0, value0));
        entry(rule + "NonDefault", map, Wire.concat(key, value), Wire.concat(key, value));
        entry(rule + "Unordered", map, Wire.concat(value, key), Wire.concat(key, value));
        entry(
                rule + "DuplicateKeyInMapEntry",
                map,
                Wire.concat(key0, key, value),
                Wire.concat(key, value));
        entry(
                rule + "DuplicateValueInMapEntry",
                map,
                Wire.concat(key, value0, value),
                Wire.concat(key, value));
        byte[] first = Wire.delimitedField(map.getNumber(), key, value0);
        byte[] second = Wire.delimitedField(map.getNumber(), key, value);
        forOwner(rule + "DuplicateKey", map, Wire.concat(first, second), second);
    }

    private static byte[] last(FieldDescriptor field) {
        List<Value> values = values(field.getType());
        return Wire.field(field, values.get(values.size() - 1).expected);
    }

    private void entry(String rule, FieldDescriptor map, byte[] input, byte[] expected) {
        forOwner(
                rule,
                map,
                Wire.delimitedField(map.getNumber(), input),
                Wire.delimitedField(map.getNumber(), expected));
    }

    private void forOwner(String rule, FieldDescriptor field, byte[] input, byte[] expected) {
        Descriptor owner = field.getContainingType();
        accepted(rule, message -> message == owner ? input : null, message -> expected);
    }

    /** A value whose wire type is not its field's is unknown, and the field has its default. */
    @TestFactory
    List<DynamicTest> mapEntryWireTypeMismatch() {
        for (Descriptor type : Schemas.types().subList(0, 3)) {
            FieldDescriptor map = type.findFieldByName("message_map");
            byte[] input = Wire.concat(Wire.varintField(1, 1), Wire.delimitedField(2));
            entry("ValidDataMap.STRING.MESSAGE.KeyWireTypeMismatch", map, input, input);
            byte[] other =
                    Wire.concat(Wire.field(keyOf(map), Wire.text("a")), Wire.varintField(2, 1));
            entry("ValidDataMap.STRING.MESSAGE.ValueWireTypeMismatch", map, other, other);
        }
        return noted();
    }

    private static FieldDescriptor keyOf(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(MapView.KEY);
    }

    @TestFactory
    List<DynamicTest> validDataOneof() {
        for (Descriptor type : Schemas.types().subList(0, 3)) {
            List<FieldDescriptor> members =
                    type.getOneofs().get(0).getFields().stream()
                            .filter(member -> member.getType() != FieldDescriptor.Type.GROUP)
                            .filter(member -> member.getType() != FieldDescriptor.Type.ENUM)
                            .toList();
            for (FieldDescriptor member : members) {
                memberOf(member, members.get(member == members.get(0) ? 1 : 0));
            }
        }
        return noted();
    }

    private void memberOf(FieldDescriptor member, FieldDescriptor other) {
        String rule = "ValidDataOneof." + member.getType() + ".";
        byte[] nothing = Wire.field(member, values(member.getType()).get(0).expected);
        byte[] value = last(member);
        forOwner(rule + "DefaultValue", member, nothing, nothing);
        forOwner(rule + "NonDefaultValue", member, value, value);
        forOwner(rule + "MultipleValuesForSameField", member, Wire.concat(nothing, value), value);
        forOwner(
                rule + "MultipleValuesForDifferentField",
                member,
                Wire.concat(last(other), value),
                value);
    }

    @TestFactory
    List<DynamicTest> mergedMessages() {
        byte[] first =
                Wire.concat(
                        Wire.varintField(1, 1), Wire.delimitedField(17, Wire.varintField(1, 3)));
        byte[] second =
                Wire.concat(
                        Wire.varintField(2, 2), Wire.delimitedField(17, Wire.varintField(1, 4)));
        accepted(
                "RepeatedScalarMessageMerge",
                message ->
                        Wire.concat(
                                Wire.delimitedField(17, first), Wire.delimitedField(17, second)),
                message -> Wire.delimitedField(17, first, second));
        byte[] text = Wire.delimitedField(2, new byte[] {'t'});
        accepted(
                "ValidDataOneof.MESSAGE.Merge",
                message -> {
                    int number = message.findFieldByName("choice_message").getNumber();
                    return Wire.concat(
                            Wire.delimitedField(number, Wire.varintField(1, 6)),
                            Wire.delimitedField(number, text));
                },
                message ->
                        Wire.delimitedField(
                                message.findFieldByName("choice_message").getNumber(),
                                Wire.varintField(1, 6),
                                text));
        accepted(
                "ValidDataMap.STRING.MESSAGE.MergeValue",
                message ->
                        Wire.concat(
                                mapEntry(message, Wire.varintField(1, 6)), mapEntry(message, text)),
                message -> mapEntry(message, text));
        return noted();
    }

    private static byte[] mapEntry(Descriptor message, byte[] value) {
        return Wire.delimitedField(
                message.findFieldByName("message_map").getNumber(),
                Wire.delimitedField(1, new byte[] {'k'}),
                Wire.delimitedField(2, value));
    }

    @TestFactory
    List<DynamicTest> unknownFields() {
        byte[] one = Wire.varintField(501, 1);
        accepted("UnknownVarint", message -> one, message -> one);
        byte[] several =
                Wire.concat(
                        Wire.delimitedField(666, new byte[3]),
                        Wire.varintField(666, 123),
                        Wire.delimitedField(666, new byte[2]),
                        Wire.varintField(666, 456));
        accepted("UnknownOrdering", message -> several, message -> several);
        return noted();
    }

    @TestFactory
    List<DynamicTest> textThatNeedNotBeUtf8() {
        byte[] bad = Wire.bytes(0xa0, 0xb0, 0xc0, 0xd0);
        accepted(
                "Utf8Extension.Bytes",
                message -> {
                    FieldDescriptor bytes = find(message, FieldDescriptor.Type.BYTES, false);
                    return Wire.delimitedField(bytes.getNumber(), bad);
                },
                message -> {
                    FieldDescriptor bytes = find(message, FieldDescriptor.Type.BYTES, false);
                    return Wire.delimitedField(bytes.getNumber(), bad);
                });
        return noted();
    }
}
