package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.zoosync.protobuf.three.Everything;
import io.zoosync.protobuf.three.Plain;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Until when views and what they gave can be used, and that it is refused afterwards. */
@Timeout(60)
class ViewLifetimeTest {
    private static final String NAME = "lifetimes";
    private static final Everything MESSAGE =
            Everything.newBuilder()
                    .setInt32Field(1)
                    .setStringField("text")
                    .setBytesField(ByteString.copyFromUtf8("bytes"))
                    .setPlainField(Plain.newBuilder().setNumber(2))
                    .addInt64List(3)
                    .addStringList("element")
                    .addMessageList(Plain.newBuilder().setNumber(4))
                    .putStringMap("key", "value")
                    .setChoiceNumber(5)
                    .build();

    private ProtobufProducer<Everything> producer;
    private ProtobufConsumer<Everything> consumer;

    @BeforeEach
    void open() throws IOException {
        producer = ProtobufProducer.open(NAME, 1 << 16, MESSAGE);
        consumer = ProtobufConsumer.attach(NAME, MESSAGE);
    }

    @AfterEach
    void close() throws IOException {
        producer.close();
        consumer.close();
        ZooQueue.unlink(NAME);
    }

    /** All ways to read, of the view and of what it gave, by name. */
    private static Map<String, Executable> uses(MessageView view) {
        BytesView text = view.bytes("string_field");
        BytesView bytes = view.bytes("bytes_field");
        MessageView plain = view.message("plain_field");
        RepeatedView numbers = view.repeated("int64_list");
        RepeatedView messages = view.repeated("message_list");
        assertTrue(messages.next());
        MessageView element = messages.message();
        MapView map = view.map("string_map");
        assertTrue(map.find("key"));
        MessageView entry = map.entry();
        Map<String, Executable> uses = new LinkedHashMap<>();
        uses.put("getInt", () -> view.getInt("int32_field"));
        uses.put("getString", () -> view.getString("string_field"));
        uses.put("default", () -> view.getDouble("double_field"));
        uses.put("has", () -> view.has("plain_field"));
        uses.put("bytes", () -> view.bytes("bytes_field"));
        uses.put("message", () -> view.message("plain_field"));
        uses.put("repeated", () -> view.repeated("int64_list"));
        uses.put("map", () -> view.map("string_map"));
        uses.put("oneofCase", () -> view.oneofCase("choice"));
        uses.put("unknownFields", view::unknownFields);
        uses.put("validate", view::validate);
        uses.put("toMessage", view::toMessage);
        uses.put("id", view::id);
        uses.put("deliveries", view::deliveries);
        uses.put("indexInBatch", view::indexInBatch);
        uses.put("length of text", text::length);
        uses.put("decode", text::decode);
        uses.put("byte", () -> bytes.getByte(0));
        uses.put("copy of bytes", bytes::toByteArray);
        uses.put("buffer", bytes::asByteBuffer);
        uses.put("compare", () -> bytes.contentEquals("bytes"));
        uses.put("number of part", () -> plain.getInt("number"));
        uses.put("part", plain::toMessage);
        uses.put("size", numbers::size);
        uses.put("next", numbers::next);
        uses.put("reset", numbers::reset);
        uses.put("at index", () -> numbers.getLong(0));
        uses.put("element", messages::message);
        uses.put("number of element", () -> element.getInt("number"));
        uses.put("size of map", map::size);
        uses.put("next entry", map::next);
        uses.put("find", () -> map.find("key"));
        uses.put("entry", map::entry);
        uses.put("value", () -> entry.getString(MapView.VALUE));
        return uses;
    }

    private static void assertAllFail(Map<String, Executable> uses, String why) {
        uses.forEach(
                (name, use) -> {
                    String text = assertThrows(IllegalStateException.class, use, name).getMessage();
                    assertTrue(text.contains(why), name + ": " + text);
                });
    }

    private static void assertAllWork(Map<String, Executable> uses) throws Throwable {
        for (Executable use : uses.values()) {
            use.execute();
        }
    }

    @Test
    void shouldFailAfterCommit() throws Throwable {
        producer.send(MESSAGE);
        ReceivedView view = consumer.tryRecvView();
        assertAllWork(uses(view));
        Map<String, Executable> uses = uses(view);
        view.commit();
        assertAllFail(uses, "committed or given back already");
        assertThrows(IllegalStateException.class, view::commit);
        view.close();
        assertNull(consumer.tryRecv());
    }

    @Test
    void shouldFailAfterBeingGivenBack() throws Exception {
        producer.send(MESSAGE);
        ReceivedView view = consumer.tryRecvView();
        Map<String, Executable> uses = uses(view);
        view.close();
        assertAllFail(uses, "committed or given back already");
        assertThrows(IllegalStateException.class, view::commit);
        assertEquals(MESSAGE, consumer.tryRecv());
        assertTrue(consumer.redelivered());
    }

    /** The view is the same object for the next message; what it gave for the last one is not. */
    @Test
    void shouldFailWhenTheViewIsAroundTheNextMessage() throws Throwable {
        producer.send(MESSAGE);
        producer.send(MESSAGE.toBuilder().setStringField("next").build());
        ReceivedView view = consumer.tryRecvView();
        RepeatedView numbers = view.repeated("int64_list");
        BytesView text = view.bytes("string_field");
        MapView map = view.map("string_map");
        MessageView plain = view.message("plain_field");
        view.commit();
        assertEquals(view, consumer.tryRecvView());
        assertThrows(IllegalStateException.class, numbers::next);
        assertThrows(IllegalStateException.class, text::decode);
        assertThrows(IllegalStateException.class, map::size);
        assertThrows(IllegalStateException.class, () -> plain.getInt("number"));
        assertAllWork(uses(view));
        assertEquals("next", text.decode(), "the same object again");
        view.commit();
    }

    @Test
    void shouldFailWhenTheConsumerIsClosed() throws Exception {
        producer.send(MESSAGE);
        ReceivedView view = consumer.tryRecvView();
        Map<String, Executable> uses = uses(view);
        consumer.close();
        assertAllFail(uses, "committed or given back already");
    }

    @Test
    void shouldFailAfterADrainsHandlerReturned() throws Exception {
        producer.send(MESSAGE);
        Map<String, Executable> uses = new LinkedHashMap<>();
        consumer.drain(view -> uses.putAll(uses(view)), 1);
        assertFalse(uses.isEmpty());
        assertAllFail(uses, "committed or given back already");
    }

    @Test
    void shouldRefuseToReceiveWhileAViewIsOpen() throws Exception {
        producer.send(MESSAGE);
        producer.send(MESSAGE);
        try (ReceivedView view = consumer.tryRecvView()) {
            assertThrows(IllegalStateException.class, consumer::tryRecvView);
            assertThrows(IllegalStateException.class, consumer::tryRecv);
            assertThrows(IllegalStateException.class, () -> consumer.drain(other -> {}, 1));
            assertEquals(1, view.getInt("int32_field"));
            view.commit();
        }
    }

    /** A view of one's own, around messages of a queue that nobody here has made. */
    @Test
    void shouldFailWhenAMessageOfAQueueEnds() throws Throwable {
        try (ZooQueue queue = ZooQueue.create("plain-queue", 1 << 16)) {
            MessageView view = MessageView.of(Everything.getDescriptor());
            String before =
                    assertThrows(IllegalStateException.class, () -> view.getInt("int32_field"))
                            .getMessage();
            assertTrue(before.contains("around no message"), before);
            queue.put(MESSAGE.toByteArray());
            queue.put(MESSAGE.toByteArray());
            View slot = queue.tryRecvView();
            view.wrap(slot);
            assertAllWork(uses(view));
            Map<String, Executable> uses = uses(view);
            slot.commit();
            uses.forEach((name, use) -> assertThrows(IllegalStateException.class, use, name));
            assertThrows(IllegalStateException.class, () -> view.wrap(slot));
            try (View next = queue.tryRecvView()) {
                assertThrows(IllegalStateException.class, () -> view.getInt("int32_field"));
                view.wrap(next);
                assertAllWork(uses(view));
                assertThrows(
                        IllegalStateException.class, () -> view.message("plain_field").wrap(next));
                assertThrows(
                        IndexOutOfBoundsException.class, () -> view.wrap(next, 1, next.length()));
                assertThrows(IndexOutOfBoundsException.class, () -> view.wrap(next, -1, 1));
            }
        } finally {
            ZooQueue.unlink("plain-queue");
        }
    }

    @Test
    void shouldNameTheWrongUseOfAField() throws Exception {
        producer.send(MESSAGE);
        try (ReceivedView view = consumer.tryRecvView()) {
            String text =
                    assertThrows(IllegalArgumentException.class, () -> view.getLong("int32_field"))
                            .getMessage();
            assertTrue(text.contains("zoosync.test.three.Everything.int32_field"), text);
            assertTrue(text.contains("INT32") && text.contains("getLong"), text);
            assertThrows(IllegalArgumentException.class, () -> view.getInt("int64_list"));
            assertThrows(IllegalArgumentException.class, () -> view.has("int64_list"));
            assertThrows(IllegalArgumentException.class, () -> view.repeated("int32_field"));
            assertThrows(IllegalArgumentException.class, () -> view.repeated("string_map"));
            assertThrows(IllegalArgumentException.class, () -> view.map("message_list"));
            assertThrows(IllegalArgumentException.class, () -> view.getString("bytes_field"));
            assertThrows(IllegalArgumentException.class, () -> view.message("string_field"));
            assertThrows(IllegalArgumentException.class, () -> view.getInt("no_such_field"));
            assertThrows(IllegalArgumentException.class, () -> view.getInt(9999));
            assertThrows(IllegalArgumentException.class, () -> view.oneofCase("none"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> view.getInt(Plain.getDescriptor().findFieldByNumber(1)));
            RepeatedView numbers = view.repeated("int64_list");
            assertThrows(IllegalStateException.class, numbers::getLong);
            assertTrue(numbers.next());
            assertThrows(IllegalArgumentException.class, numbers::getInt);
            assertThrows(IndexOutOfBoundsException.class, () -> numbers.getLong(1));
        }
    }
}
