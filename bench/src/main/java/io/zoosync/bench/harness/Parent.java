package io.zoosync.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** The driver of this process, as the process sees it. */
public final class Parent {
    private static final int BEFORE = 0;
    private static final int MEASURING = 1;
    private static final int OVER = 2;

    private final BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final BlockingQueue<Optional<Window>> turns = new LinkedBlockingQueue<>();
    private volatile int phase = BEFORE;
    private volatile boolean last;
    private volatile boolean gone;
    private int core = Core.ANY;

    /** Says that this process is ready, and waits until all of them may start. */
    public Window awaitGo() throws IOException {
        Window window = awaitWindow();
        daemon("clock", () -> keepTime(window));
        daemon("driver-watch", this::follow);
        return window;
    }

    /**
     * Waits for the next turn, of a process that goes by the window itself.
     *
     * @return null if there is none
     */
    public Window awaitTurn() throws InterruptedException {
        return turns.take().orElse(null);
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

    /** True once there are no more turns; then all windows have begun and ended. */
    public boolean isLast() {
        return last;
    }

    /** True once the driver wants no more of this process, or is no more. */
    public boolean isGone() {
        return gone;
    }

    /** Says the result of a turn; the next one's window has not begun. */
    public void result(Object... numbers) {
        enter(BEFORE);
        StringBuilder line = new StringBuilder("result");
        for (Object number : numbers) {
            line.append(' ').append(number);
        }
        System.out.println(line);
    }

    private void keepTime(Window window) {
        sleepUntil(window.start());
        enter(MEASURING);
        sleepUntil(window.end());
        enter(OVER);
    }

    private static void sleepUntil(long nanoTime) {
        for (long left; (left = nanoTime - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(left);
        }
    }

    /** A process that does not leave by itself soon after its driver is made to. */
    private void follow() {
        try {
            for (String line; (line = in.readLine()) != null; ) {
                String[] words = line.split(" ");
                if (words[0].equals("stop")) {
                    end();
                } else {
                    Window window = window(words);
                    turns.add(Optional.of(window));
                    daemon("clock", () -> keepTime(window));
                }
            }
        } catch (IOException e) {
            // no driver either
        }
        gone = true;
        end();
        sleepUntil(System.nanoTime() + 3_000_000_000L);
        Runtime.getRuntime().halt(1);
    }

    private synchronized void enter(int next) {
        phase = last ? OVER : next;
    }

    private synchronized void end() {
        last = true;
        phase = OVER;
        turns.add(Optional.empty());
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
