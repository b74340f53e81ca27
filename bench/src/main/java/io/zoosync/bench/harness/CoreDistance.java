package io.zoosync.bench.harness;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How far apart the first two cores are, by the time that a cache line takes to and fro. A virtual
 * machine's host may put its cores near each other at one moment and far apart at the next; what
 * two processes say to each other then takes several times as long, whoever they are.
 */
final class CoreDistance {
    /** Busy for so long, the cores are where the host keeps busy ones. */
    private static final long SETTLING_NANOS = 1_500_000_000;

    private static final int PROBES = 15;
    private static final int SAMPLES = 200;
    private static final int TRIPS = 100;

    /** The word's place in an array that no other word shares a cache line with. */
    private static final int WORD = 64;

    private static final double MOST_CHANGE = 2.4;

    private final double usual;

    private CoreDistance(double usual) {
        this.usual = usual;
    }

    /** For what runs in one process: any distance is usual. */
    static CoreDistance any() {
        return new CoreDistance(Double.NaN);
    }

    /** Finds out what is usual here; any, where there is one core or no way to choose one. */
    static CoreDistance ofThisMachine() throws IOException {
        if (Runtime.getRuntime().availableProcessors() < 2 || !Core.canPin()) {
            return any();
        }
        long settled = System.nanoTime() + SETTLING_NANOS;
        while (System.nanoTime() - settled < 0) {
            probe();
        }
        double[] nanos = new double[PROBES];
        for (int i = 0; i < PROBES; i++) {
            nanos[i] = probe();
        }
        Arrays.sort(nanos);
        return new CoreDistance(nanos[PROBES / 2]);
    }

    /** The same with another distance as the usual one. */
    CoreDistance movedTo(double nanos) {
        return new CoreDistance(nanos);
    }

    /** Says what is usual, if there is such a thing. */
    void print() {
        if (!Double.isNaN(usual)) {
            System.out.printf(
                    Locale.ROOT, "a cache line takes %.0f ns to the other core and back%n", usual);
        }
    }

    /** The time of a line to and fro at the moment, in nanoseconds. */
    double nanos() throws IOException {
        return Double.isNaN(usual) ? usual : probe();
    }

    /** Whether a distance is about as usual. */
    boolean isUsual(double nanos) {
        return Double.isNaN(usual) || nanos < usual * MOST_CHANGE && nanos > usual / MOST_CHANGE;
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
