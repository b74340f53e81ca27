package io.zoosync.bench.soak;

import io.zoosync.bench.harness.Machine;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.queue.QueueStats;
import io.zoosync.queue.ZooQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * {@code soak [--seconds N] [--seed N]}: kills and stops processes at random for that long, and
 * judges what became of each message and of what a lock protected.
 *
 * <p>It goes in rounds. In each, processes work and die for some seconds; then the producers end,
 * the consumers empty the queue, and every message of the round is accounted for. Queue and lock
 * stay the same in all rounds.
 */
public final class Soak {
    /** The exit status of a worker that saw a broken promise. */
    static final int BROKEN = 3;

    private static final int CAPACITY = 1 << 20;
    private static final long ROUND_NANOS = Duration.ofSeconds(10).toNanos();

    private final long seconds;
    private final long seed;

    private Soak(long seconds, long seed) {
        this.seconds = seconds;
        this.seed = seed;
    }

    /** Exits with 0 if all promises held, with 1 if one was broken, with 2 for a wrong argument. */
    public static void main(String[] args) throws Exception {
        long seconds = 60;
        long seed = System.nanoTime();
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length || !args[i + 1].matches("\\d{1,9}")) {
                usage();
            }
            long value = Long.parseLong(args[i + 1]);
            switch (args[i]) {
                case "--seconds" -> seconds = value;
                case "--minutes" -> seconds = 60 * value;
                case "--seed" -> seed = value;
                default -> usage();
            }
        }
        System.out.println(Machine.describe());
        try {
            new Soak(seconds, seed).run();
        } catch (BrokenPromiseException e) {
            System.err.println("soak failed: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void usage() {
        System.err.println("usage: soak [--seconds N | --minutes N] [--seed N]");
        System.exit(2);
    }

    private void run() throws Exception {
        System.out.printf("%d s, --seed %d%n", seconds, seed);
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        Totals totals = new Totals();
        try (Workspace workspace = Workspace.create()) {
            Path directory = workspace.directory();
            System.setProperty("zoosync.dir", directory.resolve("zoosync").toString());
            Board board = Board.open(directory);
            try (ZooQueue queue = ZooQueue.create(Worker.QUEUE, CAPACITY);
                    PoolUser pool = new PoolUser(seed)) {
                for (int round = 0; System.nanoTime() < end; round++) {
                    long left = end - System.nanoTime();
                    new Round(directory, board, queue, pool, seed + round, totals)
                            .run(Math.min(ROUND_NANOS, left));
                    report(totals, queue.stats(), board);
                }
            }
        }
        System.out.println("every promise held");
    }

    private static void report(Totals totals, QueueStats stats, Board board) {
        long[] recoveries = board.recoveries();
        Arrays.sort(recoveries);
        System.out.printf(
                Locale.ROOT,
                "%,d messages, %,d of them again and flagged, %,d claims of the dead skipped;"
                        + " %,d kills, %,d stops; %,d locked additions; %s; %s%n",
                totals.messages,
                totals.redelivered,
                stats.lostClaims(),
                totals.kills,
                totals.stops,
                totals.additions,
                recoveryTimes(recoveries),
                totals.poolReport());
    }

    private static String recoveryTimes(long[] sorted) {
        if (sorted.length == 0) {
            return "no lock to recover";
        }
        return String.format(
                Locale.ROOT,
                "%,d locks recovered in p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                sorted.length,
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }
}
