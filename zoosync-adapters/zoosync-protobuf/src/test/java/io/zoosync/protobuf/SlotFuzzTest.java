package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.Fuzz;
import io.zoosync.testing.Mutator;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged messages between other ones: what is read, or why it is refused, does not depend on what
 * lies before and behind the slot, so nothing is read from there.
 */
@Timeout(3600)
class SlotFuzzTest {
    private static final String QUEUE = "slot-fuzz";
    private static final int CASES = 100_000;
    private static final int NEIGHBOUR = 64;
    private static final int MOST_DEPTH = 400;

    /** What a reader would take for a field, for the end of a group, and for a long varint. */
    private static final byte[] FILLINGS = {0x08, 0x0c, (byte) 0xff};

    private ZooQueue queue;
    private List<MessageView> views;
    private int read;
    private int refused;

    @BeforeEach
    void open() throws Exception {
        queue = ZooQueue.create(QUEUE, 1 << 16);
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
    void shouldReadNothingOutsideOfTheSlot() {
        int cases = Fuzz.cases(CASES);
        Fuzz.run(
                "damaged protobuf messages between others",
                cases,
                (number, random) -> {
                    MessageView view = views.get(number % views.size());
                    byte[] bytes = damaged(view, random);
                    String first = outcome(view, bytes, FILLINGS[0]);
                    for (int i = 1; i < FILLINGS.length; i++) {
                        String hex = HexFormat.of().formatHex(bytes);
                        assertEquals(first, outcome(view, bytes, FILLINGS[i]), hex);
                    }
                });
        System.out.printf("%,d read, %,d refused%n", read, refused);
        assertTrue(read > cases / 10, read + " read");
        assertTrue(refused > cases / 10, refused + " refused");
    }

    private static byte[] damaged(MessageView view, SplittableRandom random) {
        byte[] bytes = new RandomWire(new Random(random.nextLong()), 1).message(view.descriptor());
        switch (random.nextInt(5)) {
            case 0 -> bytes = Wire.concat(bytes, hostile(view, random));
            case 1 -> bytes = Wire.concat(hostile(view, random), bytes);
            case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 3 -> bytes = nested(view, random);
            default -> {
                ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    Mutator.mutate(buffer, 0, bytes.length, random);
                }
            }
        }
        return bytes;
    }

    /** A field with a length or a number at which counting goes wrong, or with no end. */
    private static byte[] hostile(MessageView view, SplittableRandom random) {
        byte[] tag = Wire.varint((long) number(view, random) << 3 | random.nextInt(8), 0);
        byte[] value = Wire.varint(Mutator.extreme(random), random.nextInt(12));
        return Wire.concat(tag, Arrays.copyOf(value, random.nextInt(value.length + 1)));
    }

    private static int number(MessageView view, SplittableRandom random) {
        List<FieldDescriptor> fields = Schemas.fieldsOf(view.descriptor());
        return fields.isEmpty() || random.nextInt(4) == 0
                ? random.nextInt(1 << 29)
                : fields.get(random.nextInt(fields.size())).getNumber();
    }

    /** Messages within messages, or groups within groups, deeper than anybody should follow. */
    private static byte[] nested(MessageView view, SplittableRandom random) {
        int number = number(view, random);
        boolean group = random.nextBoolean();
        byte[] bytes = {};
        for (int depth = random.nextInt(MOST_DEPTH); depth > 0; depth--) {
            byte[] start = Wire.varint((long) number << 3 | (group ? 3 : 2), 0);
            bytes =
                    group
                            ? Wire.concat(start, bytes, Wire.varint((long) number << 3 | 4, 0))
                            : Wire.concat(start, Wire.varint(bytes.length, 0), bytes);
        }
        return bytes.length <= 1 << 13 ? bytes : Arrays.copyOf(bytes, 1 << 13);
    }

    /** What reading gives between neighbours that are filled with a byte. */
    private String outcome(MessageView view, byte[] bytes, byte filling) throws Exception {
        byte[] neighbour = new byte[NEIGHBOUR];
        Arrays.fill(neighbour, filling);
        queue.put(neighbour);
        queue.put(bytes);
        queue.put(neighbour);
        queue.take();
        try (View slot = queue.tryRecvView()) {
            String outcome = read(view, slot);
            slot.commit();
            return outcome;
        } finally {
            queue.take();
        }
    }

    private String read(MessageView view, View slot) {
        StringBuilder outcome = new StringBuilder();
        try {
            outcome.append(Reading.readAll(view.wrap(slot)));
            read++;
        } catch (InvalidProtobufMessageException e) {
            outcome.append(e.getMessage());
            refused++;
        }
        try {
            view.wrap(slot).validate();
        } catch (InvalidProtobufMessageException e) {
            outcome.append(e.getMessage());
        }
        return outcome.toString();
    }
}
