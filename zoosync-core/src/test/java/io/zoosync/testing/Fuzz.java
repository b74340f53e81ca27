package io.zoosync.testing;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs many small cases, each with random numbers of its own that follow from the seed and the
 * case's number, so that any of them can be repeated alone.
 *
 * <pre>
 * -Dzoosync.fuzz.seed=N   another seed
 * -Dzoosync.fuzz.cases=N  how many cases of each kind, in place of the usual number
 * -Dzoosync.fuzz.case=N   this case only
 * </pre>
 *
 * <p>The cases run one after the other in a thread that is watched: one that does not come to an
 * end fails the test, with its number and where the thread is.
 */
public final class Fuzz {
    /** What all random numbers follow from. */
    public static final long SEED = Long.getLong("zoosync.fuzz.seed", 1);

    private static final int ONLY = Integer.getInteger("zoosync.fuzz.case", -1);
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long LOOK_MILLIS = 50;

    private final String what;
    private final int cases;
    private final Case body;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile int current = -1;

    private Fuzz(String what, int cases, Case body) {
        this.what = what;
        this.cases = cases;
        this.body = body;
    }

    /** One case. */
    @FunctionalInterface
    public interface Case {
        /** Fails by throwing anything. */
        void run(int number, SplittableRandom random) throws Exception;
    }

    /** How many cases to run: {@code usual}, unless the command line says otherwise. */
    public static int cases(int usual) {
        return Integer.getInteger("zoosync.fuzz.cases", usual);
    }

    /** The random numbers of a case. */
    public static SplittableRandom random(int number) {
        return new SplittableRandom(SEED << 32 ^ number);
    }

    /**
     * Runs cases 0 to {@code cases} - 1.
     *
     * @throws AssertionError if one fails, or does not end
     */
    public static void run(String what, int cases, Case body) {
        new Fuzz(what, cases, body).run();
    }

    private void run() {
        long start = System.nanoTime();
        Thread worker = new Thread(this::runAll, what);
        worker.setDaemon(true);
        worker.start();
        watch(worker);
        if (failure.get() != null) {
            throw new AssertionError(describe() + " failed", failure.get());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %,d cases, seed %d, %.1f s%n", what, cases, SEED, seconds);
    }

    private void runAll() {
        try {
            for (int i = ONLY < 0 ? 0 : ONLY; i < (ONLY < 0 ? cases : ONLY + 1); i++) {
                current = i;
                body.run(i, random(i));
            }
        } catch (Throwable thrown) {
            failure.set(thrown);
        }
    }

    private void watch(Thread worker) {
        int seen = -1;
        long since = System.nanoTime();
        try {
            while (worker.isAlive()) {
                worker.join(LOOK_MILLIS);
                if (current != seen) {
                    seen = current;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > PATIENCE_NANOS) {
                    AssertionError hang = new AssertionError(describe() + " does not end");
                    hang.setStackTrace(worker.getStackTrace());
                    throw hang;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(describe() + " was interrupted", e);
        }
    }

    private String describe() {
        return what + ": case " + current + " of seed " + SEED;
    }
}
