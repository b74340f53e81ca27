package io.zoosync.bench.peer;

import com.google.protobuf.ByteString;
import io.zoosync.bench.readings.Part;
import io.zoosync.bench.readings.Reading;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/** The messages that the protobuf benchmark sends: 4 KB, of which 3 KB are bytes. */
public enum Readings {
    /** The rest is bytes as well. */
    BYTES,

    /** The rest is text, packed numbers, and messages. */
    MIXED;

    private static final int IMAGE_BYTES = 3 << 10;
    private static final int PREVIEW_BYTES = 900;
    private static final int SAMPLES = 64;
    private static final int PARTS = 8;

    private final Reading template = template();

    /** What they are, for people. */
    public static List<String> describe() {
        return List.of(
                "messages of "
                        + BYTES.of(1).getSerializedSize()
                        + " bytes: an int64, a double, a string, "
                        + PREVIEW_BYTES
                        + " and "
                        + IMAGE_BYTES
                        + " bytes",
                "mixed, of "
                        + MIXED.of(1).getSerializedSize()
                        + ": instead of the shorter bytes a longer string, "
                        + SAMPLES
                        + " packed doubles and "
                        + PARTS
                        + " messages",
                "three fields: the int64, the double, the longer bytes (their length and last)");
    }

    /** A new message, which has not been asked for its size yet. */
    public Reading of(long id) {
        return template.toBuilder().setId(id).setValue(0.5 * id).build();
    }

    private Reading template() {
        Random random = new Random(1);
        Reading.Builder reading =
                Reading.newBuilder()
                        .setStation("station 42 at the river")
                        .setImage(bytes(random, IMAGE_BYTES));
        if (name().equals("BYTES")) {
            return reading.setPreview(bytes(random, PREVIEW_BYTES)).build();
        }
        reading.setNote("calm, some clouds; ".repeat(12));
        DoubleStream.generate(random::nextDouble).limit(SAMPLES).forEach(reading::addSamples);
        for (int i = 0; i < PARTS; i++) {
            reading.addParts(Part.newBuilder().setName("part number " + i).setCount(i + 1));
        }
        return reading.build();
    }

    private static ByteString bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
