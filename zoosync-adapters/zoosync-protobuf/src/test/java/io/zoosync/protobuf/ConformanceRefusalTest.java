package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules of protobuf's conformance suite about what must be refused. */
class ConformanceRefusalTest extends Conformance {
    private static final int UNKNOWN = 6666;
    private static final int FIELD = 18; // a group in proto2, a message in the others
    private static final byte[] BAD_TEXT = Wire.bytes(0xa0, 0xb0, 0xc0, 0xd0);

    private static List<FieldDescriptor.Type> typesButGroup() {
        List<FieldDescriptor.Type> types = new ArrayList<>(PACKABLE);
        types.addAll(DELIMITED);
        return types;
    }

    /** The beginning of a value. */
    private static byte[] incomplete(int wireType) {
        return switch (wireType) {
            case Wire.FIXED64 -> new byte[7];
            case Wire.FIXED32 -> new byte[3];
            default -> Wire.bytes(0x80);
        };
    }

    private static Input cut(FieldDescriptor.Type type, boolean repeated, byte[] rest) {
        return message -> {
            FieldDescriptor field = find(message, type, repeated);
            return field == null ? null : Wire.field(field, rest);
        };
    }

    private static Input always(byte[]... parts) {
        return message -> Wire.concat(parts);
    }

    @TestFactory
    List<DynamicTest> prematureEof() {
        for (FieldDescriptor.Type type : typesButGroup()) {
            int wireType = Wire.type(type);
            byte[] none = {};
            byte[] some = incomplete(wireType);
            refused("PrematureEofBeforeKnownNonRepeatedValue." + type, cut(type, false, none));
            refused("PrematureEofBeforeKnownRepeatedValue." + type, cut(type, true, none));
            refused("PrematureEofInsideKnownNonRepeatedValue." + type, cut(type, false, some));
            refused("PrematureEofInsideKnownRepeatedValue." + type, cut(type, true, some));
            byte[] unknown = Wire.tag(UNKNOWN, wireType);
            refused("PrematureEofBeforeUnknownValue." + type, always(unknown));
            refused("PrematureEofInsideUnknownValue." + type, always(unknown, some));
        }
        return noted();
    }

    @TestFactory
    List<DynamicTest> prematureEofInDelimitedData() {
        byte[] one = Wire.varint(1);
        for (FieldDescriptor.Type type : DELIMITED) {
            String prefix = "PrematureEofInDelimitedDataFor";
            refused(prefix + "KnownNonRepeatedValue." + type, cut(type, false, one));
            refused(prefix + "KnownRepeatedValue." + type, cut(type, true, one));
            refused(
                    prefix + "UnknownValue." + type,
                    always(Wire.tag(UNKNOWN, Wire.DELIMITED), one));
        }
        refused(
                "PrematureEofInSubmessageValue.MESSAGE",
                message ->
                        single(
                                message,
                                FieldDescriptor.Type.MESSAGE,
                                Wire.delimited(Wire.tag(5, Wire.VARINT), Wire.bytes(0x80))));
        return noted();
    }

    @TestFactory
    List<DynamicTest> prematureEofInPackedField() {
        for (FieldDescriptor.Type type : PACKABLE) {
            byte[] value = incomplete(Wire.type(type));
            refused("PrematureEofInPackedFieldValue." + type, packed(type, Wire.delimited(value)));
            refused("PrematureEofInPackedField." + type, packed(type, Wire.varint(1)));
        }
        return noted();
    }

    private static Input packed(FieldDescriptor.Type type, byte[] body) {
        return message -> {
            FieldDescriptor field = find(message, type, true);
            return field == null
                    ? null
                    : Wire.concat(Wire.tag(field.getNumber(), Wire.DELIMITED), body);
        };
    }

    @TestFactory
    List<DynamicTest> illegalTags() {
        refused("IllegalZeroFieldNum_Case_0", always(Wire.bytes(1, 'D', 'E', 'A', 'D', 'B', 'E')));
        refused("IllegalZeroFieldNum_Case_1", always(Wire.bytes(2, 1, 1)));
        refused("IllegalZeroFieldNum_Case_2", always(Wire.bytes(3, 4)));
        refused("IllegalZeroFieldNum_Case_3", always(Wire.bytes(5, 'D', 'E', 'A', 'D')));
        refused(
                "BadTag_VarintMoreThanTenBytes",
                always(Wire.varint(1 << 3, 11), Wire.varint(1234)));
        for (int wireType = 6; wireType <= 7; wireType++) {
            for (int field = 0; field < 4; field++) {
                for (int value = 0; value < 4; value++) {
                    refused(
                            "UnknownWireType" + wireType + "_Field" + field + "_Version" + value,
                            always(Wire.bytes(field << 3 | wireType, value)));
                }
            }
        }
        return noted();
    }

    /** Java's parser cuts a tag and a length to 32 bits, whatever else is in them. */
    @TestFactory
    List<DynamicTest> tagsThatJavaAccepts() {
        byte[] value = Wire.varint(1234);
        byte[] tooHigh = Wire.bytes(0x88, 0x80, 0x80, 0x80, 0x80, 0x80, 0x0f);
        asTheParser("BadTag_FieldNumberTooHigh", always(tooHigh, value));
        byte[] slightly = Wire.bytes(0x88, 0x80, 0x80, 0x80, 0x40);
        asTheParser("BadTag_FieldNumberSlightlyTooHigh", always(slightly, value));
        asTheParser("BadTag_OverlongVarint", always(Wire.varint(1 << 3, 8), value));
        asTheParser(
                "BadLength_Varint32BitOverflow",
                message -> single(message, FieldDescriptor.Type.STRING, Wire.varint(1L << 32)));
        return noted();
    }

    @TestFactory
    List<DynamicTest> unmatchedGroups() {
        byte[] hello = Wire.delimitedField(2, Wire.text("hello world"));
        byte[] endOther = Wire.tag(202, Wire.END_GROUP);
        byte[] startOther = Wire.tag(202, Wire.START_GROUP);
        unmatched("UnmatchedEndGroup", Wire.tag(FIELD, Wire.END_GROUP));
        unmatched("UnmatchedEndGroupUnknown", Wire.tag(1234, Wire.END_GROUP));
        unmatched("UnmatchedEndGroupWrongType", Wire.tag(1, Wire.END_GROUP));
        unmatched("UnmatchedEndGroupNestedLen", Wire.delimitedField(17, endOther));
        unmatched("UnmatchedEndGroupNested", Wire.group(FIELD, endOther));
        unmatched("UnmatchedEndGroupWithData", Wire.tag(1, Wire.END_GROUP), hello);
        unmatched("UnmatchedStartGroup", Wire.tag(FIELD, Wire.START_GROUP));
        unmatched("UnmatchedStartGroupUnknown", Wire.tag(1234, Wire.START_GROUP));
        unmatched("UnmatchedStartGroupWrongType", Wire.tag(1, Wire.START_GROUP));
        unmatched("UnmatchedStartGroupNestedLen", Wire.delimitedField(17, startOther));
        unmatched("UnmatchedStartGroupNested", Wire.group(FIELD, startOther));
        unmatched("UnmatchedStartGroupWithData", Wire.tag(1, Wire.START_GROUP), hello);
        unmatched("MismatchedGroupTags", Wire.tag(FIELD, Wire.START_GROUP), hello, endOther);
        unmatched(
                "MismatchedNestedGroupTags",
                Wire.group(FIELD, startOther, hello, Wire.tag(203, Wire.END_GROUP)));
        return noted();
    }

    private void unmatched(String rule, byte[]... parts) {
        refused(rule, always(parts));
    }

    /** In proto2 strings may hold anything. */
    @TestFactory
    List<DynamicTest> invalidUtf8() {
        badText("Utf8String.Singular", "string_field", "explicit_string");
        badText("Utf8String.Repeated", "string_list", "strict_strings");
        badText("Utf8String.Oneof", "choice_text", "choice_text");
        refused("Utf8String.MapKey", message -> mapOf(message, BAD_TEXT, new byte[] {'a'}));
        refused("Utf8String.MapValue", message -> mapOf(message, new byte[] {'a'}, BAD_TEXT));
        return noted();
    }

    private void badText(String rule, String inProto3, String inEditions) {
        refused(
                rule,
                message -> {
                    FieldDescriptor field = message.findFieldByName(inProto3);
                    field = field == null ? message.findFieldByName(inEditions) : field;
                    return field.needsUtf8Check()
                            ? Wire.delimitedField(field.getNumber(), BAD_TEXT)
                            : null;
                });
    }

    private static byte[] mapOf(
            com.google.protobuf.Descriptors.Descriptor message, byte[] key, byte[] value) {
        FieldDescriptor map = message.findFieldByName("string_map");
        return map == null
                ? null
                : Wire.delimitedField(
                        map.getNumber(),
                        Wire.delimitedField(1, key),
                        Wire.delimitedField(2, value));
    }

    @TestFactory
    List<DynamicTest> nestingTooDeep() {
        refused("EnforceDepthLimit.Message", message -> nested(17, 20_000));
        refused("EnforceDepthLimit.Group", message -> groups(20_000));
        refused(
                "EnforceDepthLimit.MapStringKey",
                message -> {
                    FieldDescriptor map = message.findFieldByName("message_map");
                    boolean deep =
                            map.getMessageType().findFieldByName("value").getMessageType()
                                    == message;
                    return deep ? maps(map.getNumber(), 1000) : null;
                });
        return noted();
    }

    private static byte[] nested(int number, int depth) {
        byte[] message = {};
        for (int i = 0; i < depth && message.length < 50_000; i++) {
            message = Wire.delimitedField(number, message);
        }
        return message;
    }

    private static byte[] groups(int depth) {
        byte[][] tags = new byte[2 * depth][];
        for (int i = 0; i < depth; i++) {
            tags[i] = Wire.tag(FIELD, Wire.START_GROUP);
            tags[2 * depth - 1 - i] = Wire.tag(FIELD, Wire.END_GROUP);
        }
        return Wire.concat(tags);
    }

    private static byte[] maps(int number, int depth) {
        byte[] message = {};
        for (int i = 0; i < depth; i++) {
            message = Wire.delimitedField(number, Wire.delimitedField(2, message));
        }
        return message;
    }
}
