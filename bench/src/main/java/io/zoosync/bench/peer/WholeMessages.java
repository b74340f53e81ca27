package io.zoosync.bench.peer;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;

/**
 * Large messages of which every byte is written and read in place. Message {@code s} holds the
 * longs {@code s, s+1, s+2, ...}, so that its sum tells that it came whole and in its turn.
 *
 * <p>The loops are plain, since HotSpot makes the most of those; what is read goes into four sums
 * that do not wait for each other. JDK 17 reads a buffer one long at a time: there it is copied
 * piece by piece to an array that stays in the first-level cache, which takes whole lines, and
 * added up in the array. (17 and 25 were measured.)
 */
public final class WholeMessages {
    private static final boolean READS_IN_PIECES = Runtime.version().feature() < 21;
    private static final int PIECE = 1024;

    private final LongBuffer piece = LongBuffer.allocate(PIECE);
    private long next;

    /** Writes the message {@code seed}. */
    public void fill(ByteBuffer message, long seed) {
        LongBuffer longs = message.asLongBuffer();
        int n = longs.remaining();
        for (int i = 0; i < n; i++) {
            longs.put(i, seed + i);
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
        LongBuffer longs = message.asLongBuffer();
        int n = longs.remaining();
        long sum = READS_IN_PIECES ? sumOfPieces(longs, n) : sum(longs, n);
        long expected = n * seed + n * (n - 1L) / 2;
        if (sum != expected) {
            throw new IllegalStateException(
                    "message " + seed + " has the sum " + sum + " instead of " + expected);
        }
    }

    private static long sum(LongBuffer longs, int n) {
        long a = 0;
        long b = 0;
        long c = 0;
        long d = 0;
        int fours = n & -4;
        for (int i = 0; i < fours; i += 4) {
            a += longs.get(i);
            b += longs.get(i + 1);
            c += longs.get(i + 2);
            d += longs.get(i + 3);
        }
        for (int i = fours; i < n; i++) {
            a += longs.get(i);
        }
        return a + b + c + d;
    }

    private long sumOfPieces(LongBuffer longs, int n) {
        long sum = 0;
        for (int i = 0; i < n; i += PIECE) {
            int length = Math.min(PIECE, n - i);
            longs.get(i, piece.array(), 0, length);
            sum += sum(piece, length);
        }
        return sum;
    }

    /** How many were read. */
    public long count() {
        return next;
    }
}
