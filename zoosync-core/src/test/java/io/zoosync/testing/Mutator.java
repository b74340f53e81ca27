package io.zoosync.testing;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/** Damages bytes, as a stranger could who writes to shared memory. */
public final class Mutator {
    private static final long[] EXTREMES = {
        0,
        1,
        -1,
        7,
        8,
        63,
        64,
        127,
        128,
        255,
        4095,
        4096,
        4097,
        65_535,
        65_536,
        1 << 30,
        1L << 31,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        1L << 33,
        1L << 62,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 7,
        Long.MIN_VALUE,
        -8,
        -64
    };
    private static final int KINDS = 10;

    private Mutator() {}

    /**
     * Changes something in a part of a buffer: a bit, a byte, a number to a random, an extreme or a
     * near one, two numbers for each other, a run of bytes, or a run moved elsewhere.
     *
     * @param bytes in the order in which its numbers are; its position and limit do not matter
     */
    public static void mutate(ByteBuffer bytes, int from, int to, SplittableRandom random) {
        if (to - from < Long.BYTES) {
            for (int at = from; at < to; at++) {
                bytes.put(at, (byte) random.nextInt());
            }
            return;
        }
        int at = random.nextInt(from, to);
        int four = within(at & -Integer.BYTES, from, to, Integer.BYTES);
        int eight = within(at & -Long.BYTES, from, to, Long.BYTES);
        switch (random.nextInt(KINDS)) {
            case 0 -> bytes.put(at, (byte) (bytes.get(at) ^ 1 << random.nextInt(8)));
            case 1 -> bytes.put(at, (byte) random.nextInt());
            case 2 -> bytes.putInt(four, random.nextInt());
            case 3 -> bytes.putInt(four, (int) extreme(random));
            case 4 -> bytes.putInt(four, bytes.getInt(four) + random.nextInt(-64, 65));
            case 5 -> bytes.putLong(eight, random.nextLong() >> random.nextInt(64));
            case 6 -> bytes.putLong(eight, extreme(random));
            case 7 -> bytes.putLong(eight, bytes.getLong(eight) + random.nextInt(-64, 65));
            case 8 -> {
                int other = within(random.nextInt(from, to) & -Long.BYTES, from, to, Long.BYTES);
                long value = bytes.getLong(eight);
                bytes.putLong(eight, bytes.getLong(other));
                bytes.putLong(other, value);
            }
            default -> moveRun(bytes, at, from, to, random);
        }
    }

    private static void moveRun(
            ByteBuffer bytes, int at, int from, int to, SplittableRandom random) {
        int length = random.nextInt(1, 33);
        boolean copied = random.nextBoolean();
        int source = random.nextInt(from, to);
        byte[] run = new byte[Math.min(length, to - Math.max(at, source))];
        if (copied) {
            bytes.get(source, run);
        } else {
            random.nextBytes(run);
        }
        bytes.put(at, run);
    }

    private static int within(int at, int from, int to, int size) {
        return Math.max(from, Math.min(at, to - size));
    }

    /** A number at which sizes and positions change their meaning. */
    public static long extreme(SplittableRandom random) {
        return EXTREMES[random.nextInt(EXTREMES.length)];
    }
}
