package io.zoosync.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes do while they wait: how often their threads woke up, and what they used of the
 * processor. It counts the main thread and ZooSync's own; the JVM compiles and collects when it
 * likes.
 */
public final class Wakes {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern SLEEPS =
            Pattern.compile("^voluntary_ctxt_switches:\\s*(\\d+)$", Pattern.MULTILINE);

    /** The share of a core that no thread uses that sleeps, on however slow a machine. */
    private static final double MOST_SHARE = 0.2;

    private static final double TICKS_A_SECOND = 100;

    private final long nanos;
    private final int threads;
    private final long sleeps;
    private final long ticks;

    private Wakes(long nanos, int threads, long sleeps, long ticks) {
        this.nanos = nanos;
        this.threads = threads;
        this.sleeps = sleeps;
        this.ticks = ticks;
    }

    /** Skips the test where the system does not count. */
    public static void assumeCounted() {
        assumeTrue(Files.exists(PROC.resolve("self/task")), "no /proc/PID/task here");
    }

    /** Counts what processes did until now. */
    public static Wakes of(List<Long> pids) throws IOException {
        int threads = 0;
        long sleeps = 0;
        long ticks = 0;
        for (long pid : pids) {
            try (DirectoryStream<Path> tasks =
                    Files.newDirectoryStream(PROC.resolve(pid + "/task"))) {
                for (Path task : tasks) {
                    try {
                        if (isOurs(Files.readString(task.resolve("comm")).strip())) {
                            sleeps += sleeps(Files.readString(task.resolve("status")));
                            ticks += ticks(Files.readString(task.resolve("stat")));
                            threads++;
                        }
                    } catch (IOException e) {
                        // the thread has just ended: there is no such file, or no such process
                    }
                }
            }
        }
        return new Wakes(System.nanoTime(), threads, sleeps, ticks);
    }

    private static boolean isOurs(String name) {
        return name.equals("java") || name.startsWith("zoosync");
    }

    private static long sleeps(String status) {
        Matcher sleeps = SLEEPS.matcher(status);
        assertTrue(sleeps.find(), status);
        return Long.parseLong(sleeps.group(1));
    }

    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    /**
     * Fails if the threads of these processes woke up more often since {@code before} than each of
     * them may in a second, or did not sleep.
     */
    public static void assertFew(List<Long> pids, Wakes before, int mostASecond)
            throws IOException {
        Wakes after = of(pids);
        double seconds = (after.nanos - before.nanos) / 1e9;
        long woke = after.sleeps - before.sleeps;
        double used = (after.ticks - before.ticks) / TICKS_A_SECOND;
        String what =
                String.format(
                        "%d threads in %.1f s: %d wakes, %.2f s of processor",
                        after.threads, seconds, woke, used);
        double most = pids.size() * mostASecond * seconds;
        assertTrue(woke <= most, what + "; at most " + most + " wakes were expected");
        assertTrue(used <= pids.size() * MOST_SHARE * seconds, what);
    }
}
