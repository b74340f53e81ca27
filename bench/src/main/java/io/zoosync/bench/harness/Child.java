package io.zoosync.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process of a run, as its driver sees it. Closing it ends the process. */
public final class Child implements AutoCloseable {
    /** By how much of the window a child may have begun or ended late. */
    private static final double TOLERANCE = 0.5;

    private final Workspace workspace;
    private final Process process;
    private final Path errors;
    private final String name;
    private final BufferedReader from;
    private final Writer to;
    private CompletableFuture<Void> watchdog = CompletableFuture.completedFuture(null);

    private Child(Workspace workspace, List<String> command, String name, Duration timeout)
            throws IOException {
        this.workspace = workspace;
        this.name = name;
        errors = Files.createTempFile(workspace.directory(), "errors-", ".txt");
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        workspace.add(process);
        from =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        watch(timeout);
    }

    /** Kills the process if it hangs. */
    private void watch(Duration timeout) {
        unwatch();
        watchdog =
                CompletableFuture.runAsync(
                        process::destroyForcibly,
                        CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Takes no offence at a process that is made to stand still. */
    void unwatch() {
        watchdog.cancel(false);
    }

    /** Starts a program. */
    public static Child program(Workspace workspace, Plan plan, List<String> command)
            throws IOException {
        return new Child(workspace, command, command.toString(), plan.timeout());
    }

    /** Starts a JVM like this one, with the same flags and class path and some more flags. */
    public static Child java(
            Workspace workspace,
            Plan plan,
            List<String> flags,
            Class<?> main,
            List<String> arguments)
            throws IOException {
        String name = main.getSimpleName() + " " + arguments;
        return new Child(workspace, command(flags, main, arguments), name, plan.timeout());
    }

    /** The command that starts such a JVM. */
    static List<String> command(List<String> flags, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /**
     * Waits until all are ready, and gives them all the same window, which begins after the plan's
     * warm-up. Where there are cores enough, each child gets one for the thread that works, so that
     * no two of them are ever put on the same one.
     */
    static Window go(Plan plan, List<Child> children) throws IOException {
        return go(plan, children, children.size() <= Runtime.getRuntime().availableProcessors());
    }

    /** As {@link #go(Plan, List)}; leaves the children where they are unless {@code pinned}. */
    static Window go(Plan plan, List<Child> children, boolean pinned) throws IOException {
        for (Child child : children) {
            child.expect("ready");
        }
        Window window = Window.after(plan);
        for (int i = 0; i < children.size(); i++) {
            int core = pinned ? i : Core.ANY;
            children.get(i).send("go " + window.start() + " " + window.end() + " " + core);
        }
        return window;
    }

    /**
     * Has a child that takes one task after another do one of them, with a core of its own; again
     * if it got to run too little to be believed.
     *
     * @return the numbers of its result, as {@link #result}
     */
    public double[] measure(Plan plan, String task) throws IOException {
        return measure(plan, task, true);
    }

    /** As {@link #measure}, for a child whose threads or processes need all the cores. */
    public double[] measureUnbound(Plan plan, String task) throws IOException {
        return measure(plan, task, false);
    }

    private double[] measure(Plan plan, String task, boolean pinned) throws IOException {
        return Attempts.of(
                () -> {
                    task(task);
                    return result(go(plan, List.of(this), pinned));
                });
    }

    /** Waits until a child that takes tasks is ready for one. */
    public void awaitReady() throws IOException {
        expect("ready");
    }

    /** The process, as the system numbers it. */
    public long id() {
        return process.pid();
    }

    /** Tells a child that stays its next turn. */
    void turn(Plan plan, Window window) throws IOException {
        watch(plan.timeout());
        send("turn " + window.start() + " " + window.end());
    }

    /** Tells a child that stays to come to an end. */
    void stop(Plan plan) throws IOException {
        watch(plan.timeout());
        send("stop");
    }

    /** Tells a child that takes one task after another the next one. */
    void task(String task) throws IOException {
        expect("ready");
        send("task " + task);
    }

    /**
     * Waits for the numbers of the child's result. The first is what it counted, the second the
     * nanoseconds in which it did so.
     *
     * @throws IOException if the child failed, or if it got to run too little to be believed
     */
    public double[] result(Window window) throws IOException {
        double[] numbers = numbers();
        if (numbers[0] == 0 || isTooFarFrom(window, numbers[0], numbers[1])) {
            throw new MissedWindowException(name, numbers[1], window);
        }
        return numbers;
    }

    /**
     * Waits for the numbers of the child's result, however few and late they are: of one that
     * others may have kept from working.
     */
    public double[] numbers() throws IOException {
        String[] words = expect("result").split(" ");
        double[] numbers = new double[words.length - 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(words[i + 1]);
        }
        return numbers;
    }

    /** What takes long may end after the window, by one of its kind. */
    private static boolean isTooFarFrom(Window window, double count, double nanos) {
        double allowed = Math.max(TOLERANCE * window.nanos(), nanos / count);
        return Math.abs(nanos - window.nanos()) > allowed;
    }

    /** Waits for the child's result; tells how many it counted in a nanosecond. */
    public double rate(Window window) throws IOException {
        double[] numbers = result(window);
        return numbers[0] / numbers[1];
    }

    /** Waits for a child that has nothing to say to end well. */
    public void awaitExit() throws IOException {
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(name + " failed" + complaint());
        }
    }

    /** Waits for the line that begins with a word, and returns it. */
    private String expect(String word) throws IOException {
        String line = from.readLine();
        if (line == null || !line.startsWith(word)) {
            throw new IOException(name + " said " + line + " instead of " + word + complaint());
        }
        return line;
    }

    private String complaint() throws IOException {
        process.destroyForcibly().onExit().join();
        String text = Files.readString(errors).strip();
        return ", exit status " + process.exitValue() + (text.isEmpty() ? "" : ":\n" + text);
    }

    private void send(String line) throws IOException {
        to.write(line + "\n");
        to.flush();
    }

    /** Ends the process by the end of its input, or after a while by force. */
    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            process.destroyForcibly(); // it can no longer be asked
        }
        process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        unwatch();
        workspace.remove(process);
        closeQuietly();
    }

    private void closeQuietly() {
        try {
            from.close();
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
