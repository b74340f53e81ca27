package io.zoosync.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** The driver of this process, as the process sees it. */
public final class Parent {
    private static final int BEFORE = 0;
    private static final int MEASURING = 1;
    private static final int OVER = 2;

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private volatile int phase = BEFORE;
    private volatile boolean gone;
    private int core = Core.ANY;

    /** Says that this process is ready, and waits until all of them may start. */
    public Window awaitGo() throws IOException {
        Window window = awaitWindow();
        daemon("clock", () -> keepTime(window));
        daemon("driver-watch", this::awaitEnd);
        return window;
    }

    /**
     * Says that this process is ready for a task, and waits to be told which, so as to prepare it;
     * {@link #awaitWindow} follows.
     *
     * @return its name, or null once the driver wants no more of this process, or is no more
     */
    public String awaitTask() throws IOException {
        String[] words = awaitWords();
        return words == null ? null : words[1];
    }

    /**
     * Says that the task is prepared, and waits until it may start. Its clock is the window itself.
     */
    public Window awaitWindow() throws IOException {
        String[] words = awaitWords();
        if (words == null) {
            System.exit(1); // the driver is gone, or gave up
        }
        pin(words);
        return window(words);
    }

    private String[] awaitWords() throws IOException {
        System.out.println("ready");
        String line = in.readLine();
        return line == null ? null : line.split(" ");
    }

    private static Window window(String[] words) {
        return new Window(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }

    private void pin(String[] words) throws IOException {
        int wanted = Integer.parseInt(words[3]);
        if (wanted != core) {
            Core.pinThisThread(wanted);
            core = wanted;
        }
    }

    /** True from the window's start on. Costs no look at the clock. */
    public boolean hasBegun() {
        return phase >= MEASURING;
    }

    /** True from the window's end on. Costs no look at the clock. */
    public boolean hasEnded() {
        return phase == OVER;
    }

    /** True once the driver wants no more of this process, or is no more. */
    public boolean isGone() {
        return gone;
    }

    /** Says the result. */
    public void result(Object... numbers) {
        StringBuilder line = new StringBuilder("result");
        for (Object number : numbers) {
            line.append(' ').append(number);
        }
        System.out.println(line);
    }

    private void keepTime(Window window) {
        sleepUntil(window.start());
        phase = MEASURING;
        sleepUntil(window.end());
        phase = OVER;
    }

    private static void sleepUntil(long nanoTime) {
        for (long left; (left = nanoTime - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    /** A process that does not leave by itself soon after its driver is made to. */
    private void awaitEnd() {
        try {
            in.readLine();
        } catch (IOException e) {
            // no driver either
        }
        gone = true;
        sleepUntil(System.nanoTime() + 3_000_000_000L);
        Runtime.getRuntime().halt(1);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
