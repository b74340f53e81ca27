package io.zoosync.pool;

import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;

/** Draws a bar over itself again and again, or prints lines. */
final class ProgressBar implements Progress {
    private static final int WIDTH = 40;
    private static final int LINES = 10;

    private final PrintStream out;
    private final boolean terminal;
    private final long started = System.nanoTime();
    private long tenths;
    private boolean ended;

    ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether somebody sits before this process. */
    @SuppressWarnings("SystemConsoleNull") // that is what the second look is for
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try { // since JDK 22 there is a console without a terminal, which this method tells
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }

    @Override
    public void update(long done, long total) {
        if (ended) {
            return;
        }
        ended = done >= total;
        if (terminal) {
            out.print("\r" + line(done, total) + (ended ? System.lineSeparator() : ""));
            out.flush();
        } else if (ended || LINES * done / total > tenths) {
            tenths = total == 0 ? LINES : LINES * done / total;
            out.println(line(done, total));
        }
    }

    private String line(long done, long total) {
        double part = total == 0 ? 1 : (double) done / total;
        int full = (int) (part * WIDTH);
        double seconds = (System.nanoTime() - started) / 1e9;
        return String.format(
                Locale.ROOT,
                "%3d%% [%s%s] %d/%d  %.1f s",
                (int) (100 * part),
                "=".repeat(full),
                " ".repeat(WIDTH - full),
                done,
                total,
                seconds);
    }
}
