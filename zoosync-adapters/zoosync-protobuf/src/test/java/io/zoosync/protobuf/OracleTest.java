package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UninitializedMessageException;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Protobuf's own parser is the oracle: random messages and damaged ones are refused by both, or
 * read alike by both. All cases follow from their number.
 */
@Timeout(300)
class OracleTest {
    private static final String QUEUE = "oracle";
    private static final int RANDOM_CASES = 120_000;
    private static final int DAMAGED_CASES = 240_000;

    private ZooQueue queue;
    private List<MessageView> views;
    private int accepted;
    private int refused;

    @BeforeEach
    void open() throws Exception {
        queue = ZooQueue.create(QUEUE, 1 << 20);
        views =
                Schemas.types().stream()
                        .map(type -> MessageView.of(type, Schemas.EXTENSIONS))
                        .toList();
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        ZooQueue.unlink(QUEUE);
    }

    @Test
    void shouldReadRandomMessagesAsTheParserDoes() throws Exception {
        for (int seed = 0; seed < RANDOM_CASES; seed++) {
            Random random = new Random(seed);
            MessageView view = views.get(seed % views.size());
            byte[] bytes = new RandomWire(random, seed % 7 == 0 ? 5 : 0).message(view.descriptor());
            check(view, bytes, seed);
        }
        assertTrue(accepted > RANDOM_CASES / 2, accepted + " accepted");
        assertTrue(refused > RANDOM_CASES / 100, refused + " refused");
    }

    @Test
    void shouldTreatDamagedMessagesAsTheParserDoes() throws Exception {
        for (int seed = 0; seed < DAMAGED_CASES; seed++) {
            Random random = new Random(-1 - seed);
            MessageView view = views.get(seed % views.size());
            RandomWire wire = new RandomWire(random, 1);
            check(view, wire.damaged(wire.message(view.descriptor())), -1 - seed);
        }
        assertTrue(accepted > DAMAGED_CASES / 10, accepted + " accepted");
        assertTrue(refused > DAMAGED_CASES / 10, refused + " refused");
    }

    private void check(MessageView view, byte[] bytes, int seed) throws Exception {
        DynamicMessage parsed = parse(view.descriptor(), bytes);
        queue.put(bytes);
        try (View slot = queue.tryRecvView()) {
            compare(parsed, view, slot);
            slot.commit();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed "
                            + seed
                            + ", "
                            + view.descriptor().getFullName()
                            + " "
                            + HexFormat.of().formatHex(bytes),
                    e);
        }
    }

    /**
     * What the parser makes of the bytes, or null if it refuses them; where required fields are
     * missing, a dynamic message does so in either of two ways.
     */
    private static DynamicMessage parse(Descriptor type, byte[] bytes) {
        try {
            return DynamicMessage.parseFrom(type, bytes, Schemas.EXTENSIONS);
        } catch (InvalidProtocolBufferException | UninitializedMessageException e) {
            return null;
        }
    }

    private void compare(DynamicMessage parsed, MessageView view, View slot) {
        String refusal = null;
        try {
            view.wrap(slot).validate();
        } catch (InvalidProtobufMessageException e) {
            refusal = e.getMessage();
        }
        boolean valid = parsed != null && !isRefusedSlowly(view.descriptor(), slot, refusal);
        assertEquals(valid, refusal == null, refusal);
        if (valid) {
            accepted++;
            Comparison.check(parsed, view.wrap(slot));
            assertEquals(parsed, view.toMessage());
        } else {
            refused++;
            readAsFarAsItGoes(view, slot);
        }
    }

    /**
     * Whether a message is refused only where the parser reads its varints byte by byte. Otherwise
     * 4.36 takes the tenth byte of a 64-bit varint for the last one if it is odd, even if it says
     * that another one follows. A buffer of eight bytes makes it read all varints byte by byte.
     */
    private static boolean isRefusedSlowly(Descriptor type, View slot, String refusal) {
        if (refusal == null || !refusal.contains("longer than 10 bytes")) {
            return false;
        }
        InputStream bytes = new ByteArrayInputStream(slot.toByteArray());
        try {
            DynamicMessage.getDefaultInstance(type)
                    .getParserForType()
                    .parsePartialFrom(CodedInputStream.newInstance(bytes, 8), Schemas.EXTENSIONS);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Without a check before, what is malformed leads to one exception and to no other. */
    private static void readAsFarAsItGoes(MessageView view, View slot) {
        try {
            Reading.readAll(view.wrap(slot));
        } catch (InvalidProtobufMessageException e) {
            assertTrue(e.getMessage() != null);
        }
    }
}
