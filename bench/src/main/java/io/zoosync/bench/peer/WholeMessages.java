package io.zoosync.bench.peer;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Large messages of which every byte is written and read in place. Message {@code s} holds the
 * longs {@code s, s+1, s+2, ...}, so that its sum tells that it came whole and in its turn.
 *
 * <p>What is written goes through a tile that stays in the first-level cache, for which HotSpot
 * uses vector instructions and bulk copies on every JDK; what is read is copied to such a tile too
 * and added up there, in eight sums that do not wait for each other.
 */
public final class WholeMessages {
    private static final int TILE = 1024;

    /** Up to so many longs need no tile. */
    private static final int SHORT = 32;

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
        int n = message.remaining() / Long.BYTES;
        if (n <= SHORT) {
            for (int i = 0; i < n; i++) {
                message.putLong(i * Long.BYTES, seed + i);
            }
            return;
        }
        LongBuffer longs = message.asLongBuffer();
        for (int i = 0; i < n; i += TILE) {
            int length = Math.min(TILE, n - i);
            count(seed + i, length);
            longs.put(i, tile, 0, length);
        }
    }

    private void count(long first, int length) {
        for (int i = 0; i < length; i++) {
            tile[i] = ascending[i] + first;
        }
    }

    /** Reads the next message whole. */
    public void read(ByteBuffer message) {
        verify(message, next);
        next++;
    }

    /** Reads whole a message of several senders, and has it counted. */
    public void read(ByteBuffer message, Tally tally) {
        long number = message.getLong(0);
        verify(message, number);
        tally.take(number);
    }

    /** Reads whole a message that must be {@code seed}. */
    public void verify(ByteBuffer message, long seed) {
        int n = message.remaining() / Long.BYTES;
        long sum = n <= SHORT ? sumShort(message, n) : sum(message.asLongBuffer(), n);
        long expected = n * seed + n * (n - 1L) / 2;
        if (sum != expected) {
            throw new IllegalStateException(
                    "message " + seed + " has the sum " + sum + " instead of " + expected);
        }
    }

    private static long sumShort(ByteBuffer message, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += message.getLong(i * Long.BYTES);
        }
        return sum;
    }

    private long sum(LongBuffer longs, int n) {
        long sum = 0;
        for (int i = 0; i < n; i += TILE) {
            int length = Math.min(TILE, n - i);
            longs.get(i, tile, 0, length);
            sum += sum(tile, length);
        }
        return sum;
    }

    /** Eight sums that do not wait for each other. */
    private static long sum(long[] tile, int length) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        long e = 0;
        long f = 0;
        long g = 0;
        long h = 0;
        int n = length & -8;
        for (int i = 0; i < n; i += 8) {
            a += tile[i];
            b += tile[i + 1];
            c += tile[i + 2];
            d += tile[i + 3];
            e += tile[i + 4];
            f += tile[i + 5];
            g += tile[i + 6];
            h += tile[i + 7];
        }
        for (int i = n; i < length; i++) {
            a += tile[i];
        }
        return a + b + c + d + e + f + g + h;
    }

    /** How many were read. */
    public long count() {
        return next;
    }
}
