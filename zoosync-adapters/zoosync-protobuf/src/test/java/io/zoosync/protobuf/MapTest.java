package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.zoosync.protobuf.three.Open;
import io.zoosync.protobuf.two.Closed;
import io.zoosync.protobuf.two.Everything;
import io.zoosync.protobuf.two.Mapped;
import io.zoosync.protobuf.two.Plain;
import io.zoosync.protobuf.two.Strict;
import io.zoosync.protobuf.two.StrictMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Maps, as generated classes read them. */
@Timeout(60)
class MapTest {
    private Shown shown;

    @BeforeEach
    void open() throws Exception {
        shown = new Shown("maps");
    }

    @AfterEach
    void close() throws Exception {
        shown.close();
    }

    @Test
    void shouldFindWhatGeneratedClassesFind() throws Exception {
        MessageView view = MessageView.of(Everything.getDefaultInstance());
        int compared = 0;
        for (int seed = 0; seed < 4000; seed++) {
            byte[] bytes = new RandomWire(new Random(seed), 0).message(Everything.getDescriptor());
            Everything parsed;
            try {
                parsed = Everything.parseFrom(bytes);
            } catch (InvalidProtocolBufferException e) {
                continue; // unknown bytes in the place of a message
            }
            compare(parsed, shown.show(view, bytes));
            compared++;
        }
        assertTrue(compared > 2000, compared + " compared");
    }

    private static void compare(Everything parsed, MessageView view) {
        assertEquals(parsed.getClosedMapMap(), closedMap(view.map("closed_map")));
        MapView texts = view.map("int32_map");
        assertEquals(new ArrayList<>(parsed.getInt32MapMap().keySet()), intKeys(texts));
        for (Map.Entry<Integer, String> entry : parsed.getInt32MapMap().entrySet()) {
            assertTrue(texts.find(entry.getKey()));
            assertEquals(entry.getValue(), texts.entry().getString(MapView.VALUE));
        }
        MapView messages = view.map("message_map");
        assertEquals(parsed.getMessageMapCount(), messages.size());
        for (Map.Entry<String, Plain> entry : parsed.getMessageMapMap().entrySet()) {
            assertTrue(messages.find(entry.getKey()));
            assertEquals(entry.getValue(), messages.entry().message("value").toMessage());
        }
        assertEquals(parsed, view.toMessage());
    }

    private static Map<Long, Mapped> closedMap(MapView entries) {
        Map<Long, Mapped> map = new HashMap<>();
        while (entries.next()) {
            MessageView entry = entries.entry();
            map.put(entry.getLong(MapView.KEY), Mapped.forNumber(entry.getInt(MapView.VALUE)));
        }
        return map;
    }

    private static List<Integer> intKeys(MapView entries) {
        List<Integer> keys = new ArrayList<>();
        while (entries.next()) {
            keys.add(entries.entry().getInt(MapView.KEY));
        }
        return keys;
    }

    @Test
    void shouldFindKeysOfEachKind() throws Exception {
        io.zoosync.protobuf.three.Everything.Builder builder =
                io.zoosync.protobuf.three.Everything.newBuilder();
        builder.putInt32Map(-1, 10).putUint32Map(-2, "unsigned").putInt64Map(1L << 40, 2.5f);
        builder.putBoolMap(false, "no").putFixed32Map(7, Open.ONE).putStringMap("größer", "é");
        MessageView view = MessageView.of(builder.getDefaultInstanceForType());
        shown.show(view, builder.build().toByteArray());

        assertTrue(view.map("int32_map").find(-1));
        assertEquals(10, view.map("int32_map").size() * 10);
        assertFalse(view.map("int32_map").find(0xffffffff0L));
        assertTrue(view.map("uint32_map").find(-2));
        assertTrue(view.map("uint32_map").find(0xfffffffeL));
        assertTrue(view.map("int64_map").find(1L << 40));
        assertFalse(view.map("int64_map").find(0));
        assertTrue(view.map("bool_map").find(false));
        assertFalse(view.map("bool_map").find(true));
        assertTrue(view.map("fixed32_map").find(7));
        assertEquals(1, view.map("fixed32_map").size());
        MapView texts = view.map("string_map");
        assertTrue(texts.find("größer".getBytes(StandardCharsets.UTF_8)));
        assertTrue(texts.entry().bytes(MapView.VALUE).contentEquals("é"));
        assertFalse(texts.find("größe"));
        assertThrows(IllegalStateException.class, texts::entry);
        assertThrows(IllegalArgumentException.class, () -> texts.find(1));
        assertThrows(IllegalArgumentException.class, () -> texts.find(true));
        assertThrows(IllegalArgumentException.class, () -> view.map("int32_map").find("1"));
        assertFalse(view.map("message_map").find("none"));
    }

    @Test
    void shouldHoldManyEntriesAndBeUsedAgain() throws Exception {
        io.zoosync.protobuf.three.Everything.Builder builder =
                io.zoosync.protobuf.three.Everything.newBuilder();
        MessageView view = MessageView.of(builder.getDefaultInstanceForType());
        for (int size : new int[] {1000, 3, 5000, 0}) {
            builder.clear();
            for (int i = 0; i < size; i++) {
                builder.putStringMap("key " + i, "value " + i).putSint64Map(-i, true);
            }
            shown.show(view, builder.build().toByteArray());
            MapView texts = view.map("string_map");
            assertEquals(size, texts.size());
            assertEquals(size, view.map("sint64_map").size());
            for (int i = 0; i < size; i++) {
                assertTrue(texts.find("key " + i));
                assertEquals("value " + i, texts.entry().getString(MapView.VALUE));
                assertTrue(view.map("sint64_map").find(-i));
            }
            assertFalse(texts.find("key " + size));
        }
    }

    /** An entry without a value has an empty one, which lacks what it must have. */
    @Test
    void shouldMissFieldsOfValuesAsGeneratedClassesDo() throws Exception {
        Strict good = Strict.newBuilder().setNumber(1).setClosed(Closed.ONE).buildPartial();
        byte[] withValue = entry("a", Strict.newBuilder(good).build().toByteArray());
        byte[] withoutValue = entry("a", null);
        byte[] lacking = entry("a", new byte[0]);
        check(true, withValue);
        check(false, withoutValue);
        check(false, lacking);
        check(true, concat(withoutValue, withValue));
        check(false, concat(withValue, lacking));
    }

    private void check(boolean valid, byte[] bytes) throws Exception {
        MessageView view = MessageView.of(StrictMap.getDefaultInstance());
        shown.show(view, bytes);
        if (valid) {
            assertEquals(StrictMap.parseFrom(bytes), view.validate().toMessage());
        } else {
            assertThrows(InvalidProtocolBufferException.class, () -> StrictMap.parseFrom(bytes));
            assertThrows(InvalidProtobufMessageException.class, view::validate);
        }
    }

    private static byte[] entry(String key, byte[] value) {
        byte[] keyBytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] start = concat(new byte[] {0x0a, (byte) keyBytes.length}, keyBytes);
        byte[] body =
                value == null
                        ? start
                        : concat(start, concat(new byte[] {0x12, (byte) value.length}, value));
        return concat(new byte[] {0x0a, (byte) body.length}, body);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void shouldRefuseKeysThatAreNoUtf8() throws Exception {
        byte[] bytes = entry("\u007f", new byte[0]);
        bytes[4] = (byte) 0xff;
        MessageView view = MessageView.of(StrictMap.getDefaultInstance());
        shown.show(view, bytes);
        assertThrows(InvalidProtobufMessageException.class, () -> view.map(1).size());
        assertThrows(
                InvalidProtocolBufferException.class,
                () -> DynamicMessage.parseFrom(StrictMap.getDescriptor(), bytes));
    }
}
