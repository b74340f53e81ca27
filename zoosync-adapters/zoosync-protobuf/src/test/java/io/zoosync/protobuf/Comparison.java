package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a view with what protobuf's parser made of the same bytes, field by field. */
final class Comparison {
    private Comparison() {}

    static void check(Message parsed, MessageView view) {
        for (FieldDescriptor field : Schemas.fieldsOf(parsed.getDescriptorForType())) {
            if (field.isMapField()) {
                checkMap(parsed, field, view.map(field));
            } else if (field.isRepeated()) {
                checkList(parsed, field, view);
            } else if (field.getJavaType() == JavaType.MESSAGE) {
                checkMessage(parsed, field, view);
            } else {
                assertEquals(parsed.hasField(field), view.has(field.getNumber()), field::toString);
                checkScalar(field, parsed.getField(field), view);
            }
        }
        for (OneofDescriptor oneof : parsed.getDescriptorForType().getOneofs()) {
            assertEquals(parsed.getOneofFieldDescriptor(oneof), view.oneofCase(oneof));
        }
        assertEquals(parsed.getUnknownFields(), view.unknownFields());
    }

    private static void checkScalar(FieldDescriptor field, Object expected, MessageView view) {
        int number = field.getNumber();
        switch (field.getJavaType()) {
            case INT -> assertEquals(expected, view.getInt(number), field::toString);
            case LONG -> assertEquals(expected, view.getLong(field), field::toString);
            case FLOAT -> assertEquals(expected, view.getFloat(field), field::toString);
            case DOUBLE -> assertEquals(expected, view.getDouble(number), field::toString);
            case BOOLEAN -> assertEquals(expected, view.getBool(name(field)), field::toString);
            case ENUM -> {
                EnumValueDescriptor value = (EnumValueDescriptor) expected;
                assertEquals(value.getNumber(), view.getInt(field), field::toString);
                assertEquals(value.getNumber(), view.getEnum(number).getNumber());
            }
            case STRING -> {
                assertEquals(expected, view.getString(name(field)), field::toString);
                checkText((String) expected, view.bytes(number));
            }
            case BYTE_STRING -> checkBytes((ByteString) expected, view.bytes(field));
            default -> throw new AssertionError(field);
        }
    }

    private static String name(FieldDescriptor field) {
        return field.isExtension() ? field.getFullName() : field.getName();
    }

    private static void checkText(String expected, BytesView bytes) {
        assertEquals(expected, bytes.decode());
        if (expected.indexOf('\uFFFD') < 0) { // else it may stand for what was malformed
            assertTrue(bytes.contentEquals(expected), expected);
            assertFalse(bytes.contentEquals(expected + "."));
            assertEquals(expected.isEmpty(), bytes.contentEquals(""));
        }
    }

    private static void checkBytes(ByteString expected, BytesView bytes) {
        byte[] array = expected.toByteArray();
        assertArrayEquals(array, bytes.toByteArray());
        assertTrue(bytes.contentEquals(array));
        assertEquals(expected, ByteString.copyFrom(bytes.asByteBuffer()));
        assertEquals(array.length, bytes.length());
        if (array.length > 0) {
            assertEquals(array[array.length - 1], bytes.getByte(array.length - 1));
            array[0]++;
            assertFalse(bytes.contentEquals(array));
        }
    }

    private static void checkMessage(Message parsed, FieldDescriptor field, MessageView view) {
        boolean set = parsed.hasField(field);
        assertEquals(set, view.has(field), field::toString);
        if (field.getMessageType().getOptions().getMessageSetWireFormat()) {
            assertThrows(UnsupportedOperationException.class, () -> view.message(field));
        } else if (set) {
            check((Message) parsed.getField(field), view.message(field));
        } else {
            MessageView empty = view.message(field.getNumber());
            assertEquals(empty.toMessage(), empty.toMessage().getDefaultInstanceForType());
        }
    }

    private static void checkList(Message parsed, FieldDescriptor field, MessageView view) {
        List<?> expected = (List<?>) parsed.getField(field);
        RepeatedView elements = view.repeated(field);
        boolean sizeFirst = expected.size() % 2 == 0;
        if (sizeFirst) {
            assertEquals(expected.size(), elements.size(), field::toString);
        }
        for (Object value : expected) {
            assertTrue(elements.next(), field::toString);
            checkElement(field, value, elements, -1);
        }
        assertFalse(elements.next(), field::toString);
        for (int i = expected.size() - 1; i >= 0; i--) {
            checkElement(field, expected.get(i), elements, i);
        }
        assertEquals(expected.size(), elements.size(), field::toString);
        elements.reset();
        assertEquals(!expected.isEmpty(), elements.next());
        if (expected.size() == 3) { // often enough
            assertThrows(IndexOutOfBoundsException.class, () -> indexBeyond(field, elements));
        }
    }

    private static void indexBeyond(FieldDescriptor field, RepeatedView elements) {
        checkElement(field, null, elements, elements.size());
    }

    /** At an index, or at the cursor if that is negative. */
    private static void checkElement(
            FieldDescriptor field, Object expected, RepeatedView elements, int i) {
        boolean cursor = i < 0;
        switch (field.getJavaType()) {
            case INT -> assertEquals(expected, cursor ? elements.getInt() : elements.getInt(i));
            case LONG -> assertEquals(expected, cursor ? elements.getLong() : elements.getLong(i));
            case FLOAT ->
                    assertEquals(expected, cursor ? elements.getFloat() : elements.getFloat(i));
            case DOUBLE ->
                    assertEquals(expected, cursor ? elements.getDouble() : elements.getDouble(i));
            case BOOLEAN ->
                    assertEquals(expected, cursor ? elements.getBool() : elements.getBool(i));
            case ENUM -> {
                int number = cursor ? elements.getInt() : elements.getInt(i);
                assertEquals(((EnumValueDescriptor) expected).getNumber(), number);
            }
            case STRING -> {
                BytesView bytes = cursor ? elements.bytes() : elements.bytes(i);
                assertEquals(expected, cursor ? elements.getString() : elements.getString(i));
                checkText((String) expected, bytes);
            }
            case BYTE_STRING ->
                    checkBytes(
                            (ByteString) expected, cursor ? elements.bytes() : elements.bytes(i));
            case MESSAGE ->
                    check((Message) expected, cursor ? elements.message() : elements.message(i));
        }
    }

    /**
     * A dynamic message keeps all entries of a map; the last one of a key is the one that counts.
     */
    private static void checkMap(Message parsed, FieldDescriptor field, MapView map) {
        FieldDescriptor key = field.getMessageType().findFieldByNumber(MapView.KEY);
        FieldDescriptor value = field.getMessageType().findFieldByNumber(MapView.VALUE);
        if (value.getJavaType() == JavaType.ENUM && value.legacyEnumFieldTreatedAsClosed()) {
            return; // here a dynamic message differs from generated classes: see MapTest
        }
        Map<Object, Message> expected = new LinkedHashMap<>();
        for (Object entry : (List<?>) parsed.getField(field)) {
            expected.put(((Message) entry).getField(key), (Message) entry);
        }
        for (Map.Entry<Object, Message> entry : expected.entrySet()) {
            assertTrue(map.next(), field::toString);
            checkEntry(entry.getValue(), key, value, map.entry());
        }
        assertFalse(map.next(), field::toString);
        assertEquals(expected.size(), map.size());
        expected.forEach(
                (found, entry) -> {
                    assertTrue(find(map, found), field::toString);
                    checkEntry(entry, key, value, map.entry());
                });
    }

    private static void checkEntry(
            Message entry, FieldDescriptor key, FieldDescriptor value, MessageView view) {
        checkScalar(key, entry.getField(key), view);
        if (value.getJavaType() == JavaType.MESSAGE) {
            check((Message) entry.getField(value), view.message(value));
        } else {
            checkScalar(value, entry.getField(value), view);
        }
    }

    private static boolean find(MapView map, Object key) {
        if (key instanceof String text) {
            return map.find(text);
        }
        return key instanceof Boolean flag ? map.find(flag) : map.find(((Number) key).longValue());
    }
}
