package io.zoosync.examples.demo;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the demo prints: lines, a progress bar where there is a terminal, and results of checks. */
public final class Screen {
    private static final int BAR_WIDTH = 30;
    private static final long LINE_INTERVAL_NANOS = 1_000_000_000;

    private final Charset charset = charset();
    private final boolean unicode = charset.equals(StandardCharsets.UTF_8);
    private final boolean terminal = isTerminal();
    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    private int checks;
    private int failures;
    private int barLength;
    private long lastProgress = System.nanoTime();

    /** The encoding of standard output. */
    private static Charset charset() {
        for (String key : new String[] {"stdout.encoding", "sun.stdout.encoding"}) {
            String name = System.getProperty(key);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        String locale = System.getProperty("native.encoding", "US-ASCII");
        return Charset.isSupported(locale) ? Charset.forName(locale) : StandardCharsets.US_ASCII;
    }

    /** From JDK 22 on there may be a console that is no terminal, and a method that says so. */
    @SuppressWarnings("SystemConsoleNull") // that is what the second look is for
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // an older JDK, whose console is one
        }
    }

    /** Prints a line, formatted as by {@link String#format}. */
    public void line(String format, Object... arguments) {
        endProgress();
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    /** Begins a part. */
    public void title(String title) {
        line("%n%s", title);
    }

    /** Prints whether something held, formatted as by {@link String#format}. */
    public void check(boolean held, String format, Object... arguments) {
        checks++;
        failures += held ? 0 : 1;
        String mark = unicode ? (held ? "✓" : "✗") : (held ? "[ok]" : "[FAILED]");
        line("  %s %s", mark, String.format(Locale.ROOT, format, arguments));
    }

    /** Prints the sum of the checks; returns whether all held. */
    public boolean conclude() {
        if (failures == 0) {
            line("%nAll %d checks held.", checks);
        } else {
            line("%n%d of %d checks failed.", failures, checks);
        }
        return failures == 0;
    }

    /**
     * Shows how far something has come: as a bar that moves, or as a line every second.
     *
     * @param fraction 0 to 1
     */
    void progress(double fraction, String text) {
        double done = Math.max(0, Math.min(1, fraction));
        if (terminal) {
            String line =
                    String.format(Locale.ROOT, "  %s %3.0f %%  %s", bar(done), 100 * done, text);
            String blanks = " ".repeat(Math.max(0, barLength - line.length()));
            out.print("\r" + line + blanks);
            out.flush();
            barLength = line.length();
        } else if (System.nanoTime() - lastProgress >= LINE_INTERVAL_NANOS) {
            lastProgress = System.nanoTime();
            line("  %3.0f %%  %s", 100 * done, text);
        }
    }

    private String bar(double done) {
        int full = (int) Math.round(done * BAR_WIDTH);
        String black = unicode ? "█" : "#";
        String white = unicode ? "░" : ".";
        return black.repeat(full) + white.repeat(BAR_WIDTH - full);
    }

    /** Removes the bar. */
    private void endProgress() {
        if (barLength > 0) {
            out.print("\r" + " ".repeat(barLength) + "\r");
            barLength = 0;
        }
    }
}
