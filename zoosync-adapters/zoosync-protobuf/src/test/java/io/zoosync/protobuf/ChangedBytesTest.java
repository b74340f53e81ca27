package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import io.zoosync.queue.View;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Messages whose bytes change while a view is around them, as a stranger could have it who writes
 * to a queue's memory. Reading gives any values or {@link InvalidProtobufMessageException}, and
 * throws nothing else.
 */
@Timeout(120)
class ChangedBytesTest {
    private static final int CASES = 40_000;

    private final List<MessageView> views =
            Schemas.types().stream().map(type -> MessageView.of(type, Schemas.EXTENSIONS)).toList();
    private Shown shown;

    @BeforeEach
    void open() throws Exception {
        shown = new Shown("changed");
    }

    @AfterEach
    void close() throws Exception {
        shown.close();
    }

    @Test
    void shouldReadChangedBytesWithoutAnyOtherException() throws Exception {
        int refused = 0;
        int read = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            MessageView view = views.get(seed % views.size());
            byte[] bytes = new RandomWire(random, 1).message(view.descriptor());
            View slot = shown.put(bytes);
            try {
                view.wrap(slot);
                touch(view, random);
                change(slot.buffer(), bytes.length, random);
                Reading.readAll(view);
                read++;
            } catch (InvalidProtobufMessageException e) {
                refused++;
            } catch (RuntimeException e) {
                String hex = HexFormat.of().formatHex(bytes);
                throw new AssertionError("seed " + seed + " " + view + " " + hex, e);
            }
        }
        assertTrue(read > CASES / 10, read + " read");
        assertTrue(refused > CASES / 10, refused + " refused");
    }

    /** Has some parts of the view look at the message, so that they know where things were. */
    private static void touch(MessageView view, Random random) {
        for (FieldDescriptor field : Schemas.fieldsOf(view.descriptor())) {
            if (random.nextInt(4) > 0) {
                continue;
            }
            if (field.isMapField()) {
                view.map(field).size();
            } else if (field.isRepeated()) {
                if (view.repeated(field).size() > 0 && field.getJavaType() == JavaType.INT) {
                    view.repeated(field).getInt(0);
                }
            } else if (field.getJavaType() == JavaType.MESSAGE && Reading.isViewable(field)) {
                view.message(field);
            }
        }
    }

    private static void change(ByteBuffer bytes, int length, Random random) {
        for (int n = random.nextInt(6); n >= 0 && length > 0; n--) {
            bytes.put(random.nextInt(length), (byte) random.nextInt(256));
        }
    }

    /** As above, with another thread that writes at any moment. */
    @Test
    void shouldReadWhileAnotherThreadWrites() throws Exception {
        MessageView view = views.get(0);
        byte[] bytes = longMessage(view);
        View slot = shown.put(bytes);
        ByteBuffer target = slot.buffer();
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer =
                new Thread(
                        () -> {
                            Random random = new Random(7);
                            while (!stop.get()) {
                                change(target, bytes.length, random);
                                target.put(0, bytes); // whole again
                            }
                        });
        writer.start();
        try {
            for (int i = 0; i < 5000; i++) {
                try {
                    Reading.readAll(view.wrap(slot));
                    view.validate().toMessage();
                } catch (InvalidProtobufMessageException e) {
                    assertTrue(e.getMessage() != null);
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    private static byte[] longMessage(MessageView view) {
        byte[] longest = {};
        for (int seed = 0; seed < 200; seed++) {
            byte[] bytes = new RandomWire(new Random(seed), 0).message(view.descriptor());
            longest = bytes.length > longest.length && bytes.length < 4000 ? bytes : longest;
        }
        return longest;
    }
}
