package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Timeout;

/**
 * What tests of the rules of protobuf's conformance suite have in common. Each test bears the name
 * that the suite has for its rule, behind the name of the syntax whose message it is shown with:
 * proto2, proto3 or editions.
 */
@Timeout(60)
abstract class Conformance {
    /** Types of fields that are not delimited and may be packed. */
    static final List<FieldDescriptor.Type> PACKABLE =
            Stream.of(FieldDescriptor.Type.values())
                    .filter(type -> Wire.type(type) != Wire.DELIMITED)
                    .filter(type -> type != FieldDescriptor.Type.GROUP)
                    .toList();

    static final List<FieldDescriptor.Type> DELIMITED =
            Stream.of(FieldDescriptor.Type.values())
                    .filter(type -> Wire.type(type) == Wire.DELIMITED)
                    .toList();

    private static final List<Descriptor> TYPES =
            Schemas.types().stream().filter(type -> type.getName().equals("Everything")).toList();

    private final List<DynamicTest> tests = new ArrayList<>();
    private final List<MessageView> views =
            TYPES.stream().map(type -> MessageView.of(type, Schemas.EXTENSIONS)).toList();
    private Shown shown;

    @BeforeEach
    void openQueue() throws Exception {
        shown = new Shown("conformance");
    }

    @AfterEach
    void closeQueue() throws Exception {
        shown.close();
    }

    /** Bytes made for a message type; null if the rule has no meaning for it. */
    interface Input {
        byte[] of(Descriptor type);
    }

    /** The tests noted since the last call; there must be some. */
    final List<DynamicTest> noted() {
        List<DynamicTest> noted = List.copyOf(tests);
        tests.clear();
        assertEquals(false, noted.isEmpty());
        return noted;
    }

    /** Notes a test for each message type: the bytes are refused, as protobuf's parser does. */
    final void refused(String rule, Input input) {
        note(rule, input, this::checkRefused);
    }

    /** Notes a test for each message type: the bytes are read as the parser reads others. */
    final void accepted(String rule, Input input, Input expected) {
        note(
                rule,
                input,
                (view, bytes) -> checkAccepted(view, bytes, expected.of(view.descriptor())));
    }

    /** Notes a test for each message type: the parser does not keep the rule, and neither do we. */
    final void asTheParser(String rule, Input input) {
        note(
                rule,
                input,
                (view, bytes) -> {
                    parse(view.descriptor(), bytes); // which would throw
                    checkAccepted(view, bytes, bytes);
                });
    }

    private interface Check {
        void run(MessageView view, byte[] bytes) throws Exception;
    }

    private void note(String rule, Input input, Check check) {
        for (MessageView view : views) {
            byte[] bytes = input.of(view.descriptor());
            if (bytes != null) {
                String syntax = view.descriptor().getFile().getPackage();
                String name = syntax.substring(syntax.lastIndexOf('.') + 1) + "." + rule;
                tests.add(DynamicTest.dynamicTest(name, () -> check.run(view, bytes)));
            }
        }
    }

    private void checkRefused(MessageView view, byte[] bytes) throws Exception {
        assertThrows(InvalidProtocolBufferException.class, () -> parse(view.descriptor(), bytes));
        assertThrows(
                InvalidProtobufMessageException.class, () -> shown.show(view, bytes).validate());
    }

    private void checkAccepted(MessageView view, byte[] bytes, byte[] expected) throws Exception {
        shown.show(view, bytes).validate();
        Comparison.check(parse(view.descriptor(), expected), view);
        assertEquals(parse(view.descriptor(), bytes), view.toMessage());
    }

    static DynamicMessage parse(Descriptor type, byte[] bytes)
            throws InvalidProtocolBufferException {
        return DynamicMessage.parseFrom(type, bytes, Schemas.EXTENSIONS);
    }

    /** The first field of a type that has no oneof around it, or null. */
    static FieldDescriptor find(Descriptor message, FieldDescriptor.Type type, boolean repeated) {
        return message.getFields().stream()
                .filter(field -> field.getType() == type && field.isRepeated() == repeated)
                .filter(field -> !field.isMapField() && field.getRealContainingOneof() == null)
                .findFirst()
                .orElse(null);
    }

    /** A value as a field of a type, or null if the message has no such field. */
    static byte[] single(Descriptor message, FieldDescriptor.Type type, byte[] value) {
        FieldDescriptor field = find(message, type, false);
        return field == null ? null : Wire.field(field, value);
    }
}
