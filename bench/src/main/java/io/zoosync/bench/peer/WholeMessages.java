package io.zoosync.bench.peer;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Large messages of which every byte is written and read in place. Message {@code s} holds the
 * longs {@code s, s+1, s+2, ...}, so that its sum tells that it came whole and in its turn.
 *
 * <p>What is written goes through a tile that stays in the first-level cache, for which HotSpot
 * uses vector instructions and bulk copies on every JDK; what is read is added up where it lies, in
 * four sums that do not wait for each other.
 */
public final class WholeMessages {
    private static final int TILE = 1024;

    private final long[] ascending = new long[TILE];
    private final long[] tile = new long[TILE];
    private long next;

    /** Begins at message 0. */
    public WholeMessages() {
        for (int i = 0; i < TILE; i++) {
            ascending[i] = i;
        }
    }

    /** Writes the message {@code seed}. */
    public void fill(ByteBuffer message, long seed) {
        LongBuffer longs = message.asLongBuffer();
        int n = longs.capacity();
        for (int i = 0; i < n; i += TILE) {
            count(seed + i);
            longs.put(i, tile, 0, Math.min(TILE, n - i));
        }
    }

    private void count(long first) {
        for (int i = 0; i < TILE; i++) {
            tile[i] = ascending[i] + first;
        }
    }

    /** Reads the next message whole. */
    public void read(ByteBuffer message) {
        verify(message, next);
        next++;
    }

    /** Reads whole a message that must be {@code seed}. */
    public void verify(ByteBuffer message, long seed) {
        int n = message.capacity() / Long.BYTES;
        long sum = sum(message, n * Long.BYTES);
        long expected = n * seed + n * (n - 1L) / 2;
        if (sum != expected) {
            throw new IllegalStateException(
                    "message " + seed + " has the sum " + sum + " instead of " + expected);
        }
    }

    private static long sum(ByteBuffer message, int length) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        int i = 0;
        for (; i <= length - 32; i += 32) {
            a += message.getLong(i);
            b += message.getLong(i + 8);
            c += message.getLong(i + 16);
            d += message.getLong(i + 24);
        }
        for (; i < length; i += Long.BYTES) {
            a += message.getLong(i);
        }
        return a + b + c + d;
    }

    /** How many were read. */
    public long count() {
        return next;
    }
}
