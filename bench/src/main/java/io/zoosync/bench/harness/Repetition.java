package io.zoosync.bench.harness;

/**
 * What was done again and again in a window.
 *
 * @param count how often
 * @param nanos in how many nanoseconds
 */
public record Repetition(long count, long nanos) {
    /** How many times a batch fits into the window, at least. */
    private static final int BATCHES = 16;

    /**
     * Does something again and again until the window ends, and counts from its beginning on. The
     * clock is looked at between batches, whose size is found while warming up; the last batch is
     * counted whole.
     */
    public static Repetition of(Runnable once, Window window) {
        long batch = 1;
        do {
            long began = System.nanoTime();
            run(once, batch);
            if ((System.nanoTime() - began) * 2 * BATCHES < window.nanos()) {
                batch *= 2;
            }
        } while (!window.hasBegun());
        long count = 0;
        long began = System.nanoTime();
        do {
            run(once, batch);
            count += batch;
        } while (!window.hasEnded());
        return new Repetition(count, System.nanoTime() - began);
    }

    private static void run(Runnable once, long times) {
        for (long i = 0; i < times; i++) {
            once.run();
        }
    }
}
