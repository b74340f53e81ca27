package io.zoosync.pool;

/**
 * Says how many elements the next message should have: a fixed number, or as many as take a worker
 * a few milliseconds, by what the last messages took, and one millisecond towards the end; so that
 * neither the sending counts nor the last one keeps everybody waiting. Asked by the thread that
 * sends, told by the dispatcher.
 *
 * <p>This is guided self-scheduling (C. D. Polychronopoulos and D. J. Kuck, 1987): a chunk is a
 * part of what is left for each worker. The limits keep the first chunks from being long, which
 * would be noticed when a map is cancelled, and the last ones from being many.
 */
final class ChunkSizer {
    private static final double LEAST_NANOS = 1_000_000;
    private static final double MOST_NANOS = 8_000_000;

    /** In how many chunks a worker would do its share of what is left. */
    private static final int PARTS = 8;

    /** A chunk is at most so many times as large as one that was measured. */
    private static final int GROWTH = 8;

    private static final int MOST_BYTES = 256 * 1024;
    private static final int MOST_ELEMENTS = 1 << 20;
    private static final int WINDOW_OF_SMALL = 1024;

    private final int fixed;
    private final int workers;

    /** How long a worker takes for an element; 0 while that is not known. */
    private volatile double elementNanos;

    /** How many elements the message had that was measured last. */
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
        double nanos = elementNanos;
        if (nanos == 0) {
            return 1;
        }
        double share = left / (2.0 * workers);
        double time = Math.max(LEAST_NANOS, Math.min(left * nanos / workers / PARTS, MOST_NANOS));
        double fitting = MOST_BYTES / Math.max(inputBytes, outputBytes);
        double most = Math.min(Math.min((double) GROWTH * measured, MOST_ELEMENTS), fitting);
        return (int) Math.max(1, Math.min(Math.min(time / nanos, share), most));
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
        measured = count;
        elementNanos = (double) Math.max(nanos, 1) / count;
    }
}
