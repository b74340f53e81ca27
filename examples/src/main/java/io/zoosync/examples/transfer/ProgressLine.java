package io.zoosync.examples.transfer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How far a transfer has come: a line on standard error that is drawn again, on a terminal only.
 */
final class ProgressLine {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");
    private static final long INTERVAL_NANOS = 100_000_000;

    private final PrintStream out = System.err;
    private final boolean terminal = isTerminal();
    private final String verb;
    private final long began = System.nanoTime();
    private long drawn = began;
    private int length;
    private long batches;
    private long rows;

    ProgressLine(String verb) {
        this.verb = verb;
    }

    /** {@link System#console()} would ask standard input and output, which may be pipes. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false; // not Linux
        }
    }

    /** Counts a batch. */
    void add(int rowsOfBatch) {
        batches++;
        rows += rowsOfBatch;
        draw("");
    }

    long batches() {
        return batches;
    }

    /** Says what is waited for. */
    void waitFor(String what) {
        draw(", waiting for " + what);
    }

    private void draw(String more) {
        long now = System.nanoTime();
        if (terminal && now - drawn >= INTERVAL_NANOS) {
            drawn = now;
            String line = summary() + more;
            out.print("\r" + line + " ".repeat(Math.max(0, length - line.length())));
            out.flush();
            length = line.length();
        }
    }

    /** Prints something worth knowing. */
    void notice(String text) {
        clear();
        out.println("zoosync arrow: " + text);
    }

    /** Prints the sum. */
    void end() {
        clear();
        out.println(summary());
    }

    /** Removes the line. */
    void clear() {
        if (length > 0) {
            out.print("\r" + " ".repeat(length) + "\r");
            out.flush();
            length = 0;
        }
    }

    private String summary() {
        double seconds = (System.nanoTime() - began) / 1e9;
        return String.format(
                Locale.ROOT,
                "%s %,d rows in %,d %s and %.1f s",
                verb,
                rows,
                batches,
                batches == 1 ? "batch" : "batches",
                seconds);
    }
}
