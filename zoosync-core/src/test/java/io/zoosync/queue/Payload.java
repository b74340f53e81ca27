package io.zoosync.queue;

/**
 * Messages whose every byte follows from a seed. A message of 8 bytes and more begins with the
 * seed, which may be a tag: a producer's number and the message's number.
 */
final class Payload {
    private static final int SEQUENCE_BITS = 48;

    private Payload() {}

    static long tag(int producer, long sequence) {
        return (long) producer << SEQUENCE_BITS | sequence;
    }

    static int producer(long tag) {
        return (int) (tag >>> SEQUENCE_BITS);
    }

    static long sequence(long tag) {
        return tag & (1L << SEQUENCE_BITS) - 1;
    }

    /** The seed of a message of 8 bytes and more. */
    static long seedOf(Message message) {
        return message.getLong(0);
    }

    static Claim write(Claim claim, long seed) {
        int length = claim.length();
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            claim.putLong(at, word(seed, at));
        }
        for (; at < length; at++) {
            claim.putByte(at, (byte) word(seed, at));
        }
        return claim;
    }

    static void check(Message message, long seed) {
        int length = message.length();
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            require(message, seed, at, message.getLong(at) == word(seed, at));
        }
        for (; at < length; at++) {
            require(message, seed, at, message.getByte(at) == (byte) word(seed, at));
        }
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) mix(seed + i);
        }
        return bytes;
    }

    /** A reproducible number from a seed: the finaliser of SplitMix64. */
    static long mix(long seed) {
        long z = seed + 0x9e3779b97f4a7c15L;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    private static long word(long seed, int at) {
        return at == 0 ? seed : mix(seed + at);
    }

    private static void require(Message message, long seed, int at, boolean equal) {
        if (!equal) {
            throw new AssertionError(
                    "wrong byte in message "
                            + message.id()
                            + ", seed "
                            + seed
                            + ": length="
                            + message.length()
                            + ", index="
                            + at);
        }
    }
}
