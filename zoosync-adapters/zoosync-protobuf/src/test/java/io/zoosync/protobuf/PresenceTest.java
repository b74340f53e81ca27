package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Message;
import io.zoosync.protobuf.editions.ZoosyncTestEditions;
import io.zoosync.protobuf.two.Closed;
import io.zoosync.protobuf.two.Everything;
import io.zoosync.protobuf.two.Plain;
import io.zoosync.protobuf.two.Strict;
import io.zoosync.protobuf.two.ZoosyncTestProto2;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a field counts as set, what it has if it is not, and what belongs to no field. */
@Timeout(60)
class PresenceTest {
    private Shown shown;

    @BeforeEach
    void open() throws Exception {
        shown = new Shown("presence");
    }

    @AfterEach
    void close() throws Exception {
        shown.close();
    }

    private MessageView view(Message message, Message prototype) throws Exception {
        MessageView view = MessageView.of(prototype, Schemas.EXTENSIONS);
        return shown.show(view, message.toByteArray());
    }

    private MessageView view(Message message) throws Exception {
        return view(message, message.getDefaultInstanceForType());
    }

    @Test
    void shouldHaveTheDefaultsOfProto2() throws Exception {
        MessageView view = view(Everything.getDefaultInstance());
        assertFalse(view.has("int32_field"));
        assertEquals(-41, view.getInt("int32_field"));
        assertEquals(Double.NEGATIVE_INFINITY, view.getDouble("double_field"));
        assertTrue(view.getBool("bool_field"));
        assertEquals("grün", view.getString("string_field"));
        assertTrue(view.bytes("bytes_field").contentEquals(Wire.bytes(0, 1, 254)));
        assertEquals("TWO", view.getEnum("closed_field").getName());
        assertFalse(view.has("message_field"));
        assertEquals(-41, view.message("message_field").message(17).getInt(1));
        assertEquals(0, view.repeated("int32_list").size());
        assertFalse(view.repeated("int32_list").next());
        assertEquals(0, view.map("int32_map").size());
        assertNull(view.oneofCase("choice"));
        assertEquals(Everything.getDefaultInstance(), view.toMessage());
    }

    @Test
    void shouldTakeADefaultThatIsThereForSetInProto2() throws Exception {
        MessageView view = view(Everything.newBuilder().setInt32Field(-41).build());
        assertTrue(view.has("int32_field"));
    }

    @Test
    void shouldTakeZeroForNotSetInProto3() throws Exception {
        byte[] zeroes =
                Wire.concat(
                        Wire.varintField(1, 0), // int32_field
                        Wire.delimitedField(14), // string_field
                        Wire.concat(Wire.tag(12, Wire.FIXED64), new byte[8]), // double_field
                        Wire.varintField(21, 0), // optional_int32
                        Wire.delimitedField(22), // optional_string
                        Wire.varintField(61, 0)); // choice_number
        MessageView view =
                MessageView.of(io.zoosync.protobuf.three.Everything.getDefaultInstance());
        shown.show(view, zeroes);
        assertFalse(view.has("int32_field"));
        assertFalse(view.has("string_field"));
        assertFalse(view.has("double_field"));
        assertTrue(view.has("optional_int32"));
        assertTrue(view.has("optional_string"));
        assertFalse(view.has("optional_double"));
        assertTrue(view.has("choice_number"));
        assertEquals("choice_number", view.oneofCase("choice").getName());
    }

    @Test
    void shouldTellNegativeZeroFromZero() throws Exception {
        var message =
                io.zoosync.protobuf.three.Everything.newBuilder()
                        .setDoubleField(-0.0)
                        .setFloatField(-0.0f)
                        .build();
        MessageView view = view(message);
        assertTrue(view.has("double_field"));
        assertTrue(view.has("float_field"));
    }

    @Test
    void shouldFollowTheFeaturesOfEditions() throws Exception {
        byte[] zeroes =
                Wire.concat(
                        Wire.varintField(1, 0), // explicit_int32
                        Wire.varintField(2, 0), // implicit_int32
                        Wire.delimitedField(3), // explicit_string
                        Wire.delimitedField(4), // implicit_string
                        Wire.varintField(9, 0), // implicit_open
                        Wire.varintField(10, 77)); // closed, which has no such value
        MessageView view =
                MessageView.of(io.zoosync.protobuf.editions.Everything.getDefaultInstance());
        shown.show(view, zeroes);
        assertTrue(view.has("explicit_int32"));
        assertFalse(view.has("implicit_int32"));
        assertTrue(view.has("explicit_string"));
        assertEquals("", view.getString("explicit_string"));
        assertFalse(view.has("implicit_string"));
        assertFalse(view.has("implicit_open"));
        assertFalse(view.has("closed"));
        assertTrue(view.unknownFields().hasField(10));
        shown.show(view, new byte[0]);
        assertEquals("none", view.getString("explicit_string"));
    }

    @Test
    void shouldReadGroupsAndDelimitedMessages() throws Exception {
        Everything message =
                Everything.newBuilder()
                        .setGroupField(
                                Everything.GroupField.newBuilder()
                                        .setNumber(1)
                                        .setInner(Everything.GroupField.newBuilder().setNumber(2))
                                        .addItem(
                                                Everything.GroupField.Item.newBuilder()
                                                        .setText("item")))
                        .addGroupList(Everything.GroupList.newBuilder().setNumber(-3))
                        .addGroupList(Everything.GroupList.newBuilder().setNumber(-4))
                        .build();
        MessageView view = view(message);
        MessageView group = view.message("groupfield");
        assertEquals(1, group.getInt("number"));
        assertEquals(2, group.message("inner").getInt(1));
        assertEquals("item", group.repeated("item").message(0).getString("text"));
        assertEquals(message.getGroupField(), group.toMessage());
        RepeatedView list = view.repeated("grouplist");
        assertEquals(2, list.size());
        assertEquals(-4, list.message(1).getLong("number"));
        var delimited =
                io.zoosync.protobuf.editions.Everything.newBuilder()
                        .setDelimited(
                                io.zoosync.protobuf.editions.Everything.newBuilder()
                                        .setExplicitFloat(1))
                        .build();
        assertTrue(view(delimited).message("delimited").has("explicit_float"));
    }

    @Test
    void shouldReadExtensionsThatAreKnown() throws Exception {
        Everything message =
                Everything.newBuilder()
                        .setExtension(ZoosyncTestProto2.int32Extension, 5)
                        .setExtension(
                                ZoosyncTestProto2.messageExtension,
                                Plain.newBuilder().setText("far").build())
                        .addExtension(ZoosyncTestProto2.stringsExtension, "one")
                        .build();
        MessageView view = view(message);
        assertEquals(5, view.getInt("zoosync.test.two.int32_extension"));
        assertEquals(5, view.getInt(ZoosyncTestProto2.int32Extension.getDescriptor()));
        assertEquals("away", view.getString(101));
        assertEquals("far", view.message(102).getString("text"));
        assertEquals("one", view.repeated(104).getString(0));
        assertTrue(view.unknownFields().asMap().isEmpty());
        var other = ZoosyncTestEditions.getDescriptor().findExtensionByName("open_extension");
        assertThrows(IllegalArgumentException.class, () -> view.getInt(other));
        MessageView without = MessageView.of(Everything.getDefaultInstance());
        shown.show(without, message.toByteArray());
        assertThrows(IllegalArgumentException.class, () -> without.getInt(100));
        assertEquals(3, without.unknownFields().asMap().size());
        assertEquals(message.toByteString(), without.toMessage().toByteString());
    }

    @Test
    void shouldMissRequiredFields() throws Exception {
        Strict whole = Strict.newBuilder().setNumber(1).setClosed(Closed.ONE).build();
        Strict lacking = Strict.newBuilder().setNumber(1).buildPartial();
        assertEquals(1, view(whole).validate().getInt("number"));
        String text =
                assertThrows(InvalidProtobufMessageException.class, () -> view(lacking))
                        .getMessage();
        assertEquals("a message zoosync.test.two.Strict lacks required fields: closed", text);
        Strict inside = whole.toBuilder().setInner(lacking).buildPartial();
        MessageView view = view(inside);
        assertEquals(1, view.getInt("number"), "the view looks at what it is asked for");
        assertThrows(InvalidProtobufMessageException.class, () -> view.message("inner"));
        assertThrows(InvalidProtobufMessageException.class, view::validate);
        assertThrows(InvalidProtobufMessageException.class, view::toMessage);
    }
}
