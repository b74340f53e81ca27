package io.zoosync.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How far apart the first two cores are, by the time that a cache line takes to and fro. A virtual
 * machine's host may put its cores near each other at one moment and far apart at the next; what
 * two processes say to each other then takes several times as long, whoever they are.
 */
final class CoreDistance {
    private static final int SAMPLES = 200;
    private static final int TRIPS = 100;

    /** The word's place in an array that no other word shares a cache line with. */
    private static final int WORD = 64;

    private static final double MOST_CHANGE = 1.6;

    private static boolean inTurn;
    private static double noted;

    private CoreDistance() {}

    /**
     * The time of a line to and fro at the moment, in nanoseconds; NaN where there is one core, or
     * no way to choose one.
     */
    private static double nanos() throws IOException {
        return Runtime.getRuntime().availableProcessors() > 1 && Core.canPin()
                ? probe()
                : Double.NaN;
    }

    /** The distance before a contender's turn, in which it is to be {@link #note noted}. */
    static double beginTurn() throws IOException {
        inTurn = true;
        noted = Double.NaN;
        return nanos();
    }

    /**
     * Notes the distance at the end of a run, while its processes are still there: a host that
     * moves cores apart as they get busy moves them back when the processes are gone.
     */
    static void note() {
        if (inTurn) {
            try {
                noted = nanos();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The distance as the turn's last run noted it; as it is now if none did. */
    static double endTurn() throws IOException {
        inTurn = false;
        return Double.isNaN(noted) ? nanos() : noted;
    }

    /** Whether two distances are about the same; any are if they are not known. */
    static boolean isAlike(double nanos, double other) {
        return !(Math.max(nanos, other) > MOST_CHANGE * Math.min(nanos, other));
    }

    private static double probe() throws IOException {
        AtomicIntegerArray words = new AtomicIntegerArray(2 * WORD);
        CompletableFuture<double[]> ping = new CompletableFuture<>();
        CompletableFuture<double[]> pong = new CompletableFuture<>();
        start(0, ping, () -> ping(words));
        start(1, pong, () -> pong(words));
        pong.join();
        double[] nanos = ping.join();
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    private static void start(
            int core, CompletableFuture<double[]> result, Attempts.Measurement work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                Core.pinThisThread(core);
                                result.complete(work.measure());
                            } catch (IOException e) {
                                result.completeExceptionally(e);
                            }
                        },
                        "core " + core);
        thread.setDaemon(true);
        thread.start();
    }

    private static double[] ping(AtomicIntegerArray words) {
        double[] nanos = new double[SAMPLES];
        int n = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            long began = System.nanoTime();
            for (int i = 0; i < TRIPS; i++) {
                words.setRelease(WORD, ++n);
                await(words, ++n);
            }
            nanos[sample] = (double) (System.nanoTime() - began) / TRIPS;
        }
        return nanos;
    }

    private static double[] pong(AtomicIntegerArray words) {
        for (int n = 0; n < 2 * SAMPLES * TRIPS; ) {
            await(words, ++n);
            words.setRelease(WORD, ++n);
        }
        return new double[0];
    }

    private static void await(AtomicIntegerArray words, int n) {
        while (words.getAcquire(WORD) != n) {
            Thread.onSpinWait();
        }
    }
}
