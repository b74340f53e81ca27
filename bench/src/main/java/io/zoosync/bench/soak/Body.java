package io.zoosync.bench.soak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/** A message's bytes: who sent it, its number, and filling that follows from both. */
final class Body {
    private static final int HEADER = 8;
    private static final int SHORT = 256;
    private static final int LONG = 60_000;

    private Body() {}

    /** The length of a message: mostly short, at times long. */
    static int length(int producer, int sequence) {
        SplittableRandom random = random(producer, sequence);
        return HEADER + random.nextInt(random.nextInt(32) == 0 ? LONG : SHORT);
    }

    static void write(ByteBuffer message, int producer, int sequence) {
        message.order(ByteOrder.nativeOrder()).putInt(producer).putInt(sequence);
        SplittableRandom random = random(producer, sequence);
        while (message.remaining() >= Long.BYTES) {
            message.putLong(random.nextLong());
        }
        while (message.hasRemaining()) {
            message.put((byte) random.nextInt());
        }
    }

    static int producer(ByteBuffer message) {
        return message.getInt(0);
    }

    static int sequence(ByteBuffer message) {
        return message.getInt(4);
    }

    /** Whether length and every byte are those that were sent. */
    static boolean isWhole(ByteBuffer message) {
        int producer = producer(message);
        int sequence = sequence(message);
        if (message.limit() != length(producer, sequence)) {
            return false;
        }
        message.position(HEADER);
        SplittableRandom random = random(producer, sequence);
        while (message.remaining() >= Long.BYTES) {
            if (message.getLong() != random.nextLong()) {
                return false;
            }
        }
        while (message.hasRemaining()) {
            if (message.get() != (byte) random.nextInt()) {
                return false;
            }
        }
        return true;
    }

    private static SplittableRandom random(int producer, int sequence) {
        return new SplittableRandom(((long) producer << 32) ^ sequence);
    }
}
