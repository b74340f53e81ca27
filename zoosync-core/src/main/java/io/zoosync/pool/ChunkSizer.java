package io.zoosync.pool;

/**
 * Says how many elements the next message should have: a fixed number, or as many as take a worker
 * about a millisecond, by what the last messages took, so that neither the sending counts nor the
 * last one keeps everybody waiting. Asked by the thread that sends, told by the dispatcher.
 */
final class ChunkSizer {
    private static final double TARGET_NANOS = 1_000_000;

    /** A chunk is at most so many times as large as one that was measured. */
    private static final int GROWTH = 8;

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_ELEMENTS = 1 << 16;
    private static final int WINDOW_OF_SMALL = 1024;

    private final int fixed;
    private final int workers;
    private volatile int measured;

    /** The sizes of the last messages' payloads by element, at least. */
    private volatile double inputBytes;

    private volatile double outputBytes;

    /**
     * @param chunk the fixed number, or 0
     */
    ChunkSizer(int chunk, int workers) {
        this.fixed = chunk;
        this.workers = workers;
    }

    /** How many messages may be under way at a time. */
    int window() {
        return fixed > 0 ? Math.max(WINDOW_OF_SMALL, 4 * workers) : 3 * workers + 1;
    }

    /** How many elements to send next, of so many that are left. */
    int next(long left) {
        if (fixed > 0) {
            return (int) Math.min(fixed, left);
        }
        double share = left / (2.0 * workers);
        double fitting = MOST_BYTES / Math.max(inputBytes, outputBytes);
        return (int)
                Math.max(1, Math.min(Math.min(measured, MOST_ELEMENTS), Math.min(share, fitting)));
    }

    /** The inputs of so many elements took so many bytes. */
    void sent(int count, int bytes) {
        inputBytes = (double) bytes / count;
    }

    /** So many elements took a worker so long, and gave so many bytes. */
    void received(int count, long nanos, int bytes) {
        if (fixed > 0) {
            return;
        }
        outputBytes = (double) bytes / count;
        double fitting = TARGET_NANOS * count / Math.max(nanos, 1);
        measured = (int) Math.max(1, Math.min(fitting, (double) GROWTH * count));
    }
}
