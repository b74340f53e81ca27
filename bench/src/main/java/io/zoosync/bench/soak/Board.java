package io.zoosync.bench.soak;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the driver tells its processes, and what the lock protects.
 *
 * <pre>
 *  0  phase         one of RUN, DRAIN, END
 *  8  killed at     System.nanoTime() of the last kill of a lock holder
 * 64  first         counted up under the lock
 * 72  second        counted up after it: equal outside of the lock
 * 80  recoveries    how often a holder was told that its predecessor had died
 * 88  samples       a ring of recovery times, in nanoseconds
 * </pre>
 */
final class Board {
    /** Everybody works. */
    static final int RUN = 0;

    /** Producers end; consumers go on. */
    static final int DRAIN = 1;

    /** Everybody ends. */
    static final int END = 2;

    private static final int PHASE = 0;
    private static final int KILLED_AT = 8;
    private static final int FIRST = 64;
    private static final int SECOND = 72;
    private static final int RECOVERIES = 80;
    private static final int SAMPLES = 88;
    private static final int MOST_SAMPLES = 1 << 16;

    private final MappedByteBuffer bytes;

    private Board(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Board open(Path directory) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        directory.resolve("board"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            MappedByteBuffer bytes =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, SAMPLES + 8L * MOST_SAMPLES);
            bytes.order(ByteOrder.nativeOrder());
            return new Board(bytes);
        }
    }

    int phase() {
        return bytes.getInt(PHASE);
    }

    void phase(int phase) {
        bytes.putInt(PHASE, phase);
    }

    void holderKilled() {
        bytes.putLong(KILLED_AT, System.nanoTime());
    }

    /** Adds one to both counters; the caller holds the lock. */
    void add() {
        long next = bytes.getLong(FIRST) + 1;
        bytes.putLong(FIRST, next);
        Thread.onSpinWait();
        bytes.putLong(SECOND, next);
    }

    /** Whether nobody is between the two additions; the caller holds the lock. */
    boolean isWhole() {
        return bytes.getLong(FIRST) == bytes.getLong(SECOND);
    }

    /**
     * Completes what a dead holder began, and notes how long it took to get here: since the kill,
     * or since this process began to wait, if that was later.
     */
    void recover(long waitingSince) {
        bytes.putLong(SECOND, bytes.getLong(FIRST));
        long n = bytes.getLong(RECOVERIES);
        long now = System.nanoTime();
        long took = Math.min(now - bytes.getLong(KILLED_AT), now - waitingSince);
        bytes.putLong(SAMPLES + 8 * (int) (n % MOST_SAMPLES), took);
        bytes.putLong(RECOVERIES, n + 1);
    }

    long total() {
        return bytes.getLong(FIRST);
    }

    /** Recovery times in nanoseconds, in no order; the latest ones if there were very many. */
    long[] recoveries() {
        int n = (int) Math.min(bytes.getLong(RECOVERIES), MOST_SAMPLES);
        long[] samples = new long[n];
        for (int i = 0; i < n; i++) {
            samples[i] = bytes.getLong(SAMPLES + 8 * i);
        }
        return samples;
    }
}
