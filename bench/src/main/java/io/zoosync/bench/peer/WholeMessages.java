package io.zoosync.bench.peer;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Large messages of which every byte is written and read in place. Message {@code s} holds the
 * longs {@code s, s+1, s+2, ...}, so that its sum tells that it came whole and in its turn.
 *
 * <p>Both go through a tile that stays in the first-level cache, for which HotSpot uses vector
 * instructions and bulk copies on every JDK.
 */
public final class WholeMessages {
    private static final int TILE = 1024;

    private final long[] tile = new long[TILE];
    private long next;

    /** Writes the message {@code seed}. */
    public void fill(ByteBuffer message, long seed) {
        LongBuffer longs = message.asLongBuffer();
        int n = longs.capacity();
        for (int i = 0; i < n; i += TILE) {
            int length = Math.min(TILE, n - i);
            count(tile, length, seed + i);
            longs.put(i, tile, 0, length);
        }
    }

    /** Reads the next message whole. */
    public void read(ByteBuffer message) {
        verify(message, next);
        next++;
    }

    /** Reads whole a message that must be {@code seed}. */
    public void verify(ByteBuffer message, long seed) {
        LongBuffer longs = message.asLongBuffer();
        int n = longs.capacity();
        long sum = 0;
        for (int i = 0; i < n; i += TILE) {
            int length = Math.min(TILE, n - i);
            longs.get(i, tile, 0, length);
            sum += sum(tile, length);
        }
        long expected = n * seed + n * (n - 1L) / 2;
        if (sum != expected) {
            throw new IllegalStateException(
                    "message " + seed + " has the sum " + sum + " instead of " + expected);
        }
    }

    private static void count(long[] tile, int length, long first) {
        for (int i = 0; i < length; i++) {
            tile[i] = first + i;
        }
    }

    private static long sum(long[] tile, int length) {
        long sum = 0;
        for (int i = 0; i < length; i++) {
            sum += tile[i];
        }
        return sum;
    }

    /** How many were read. */
    public long count() {
        return next;
    }
}
