package io.zoosync.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real JVM beside the test's own, with the test's class path and ZooSync directory, that is
 * spoken with in lines over its standard input and output.
 *
 * <p>Whatever waits for the child has a watchdog: when it barks, the child's thread dump is asked
 * for, the child is killed, and the {@link AssertionError} shows all that it printed.
 */
public final class ChildJvm implements AutoCloseable {
    /** How long anything may take before a test is thought to hang. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * What {@link #waitFor} returns for a process that was killed, or that halted at a crash point.
     */
    public static final int KILLED = 137;

    static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final String END = "\0end of output";

    private final Process process;
    private final boolean wrapped;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> transcript = new ArrayList<>();
    private final Thread reader;
    private final String title;

    private ChildJvm(Builder builder) throws IOException {
        this.title = builder.main.getName() + " " + builder.arguments;
        List<String> command = builder.command();
        this.wrapped = !command.get(0).equals(JAVA);
        this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = new Thread(this::readAll, "output of child " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code main} with the light default flags. */
    public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return of(main, arguments).start();
    }

    /** A child to be started with more than the defaults. */
    public static Builder of(Class<?> main, Object... arguments) {
        return new Builder(main, arguments);
    }

    /** What to start. */
    public static final class Builder {
        private final Class<?> main;
        private final List<String> arguments = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();
        private List<String> prefix = List.of();
        private String classPath;

        private Builder(Class<?> main, Object... arguments) {
            this.main = main;
            for (Object argument : arguments) {
                this.arguments.add(String.valueOf(argument));
            }
        }

        /** Adds flags of the JVM; later ones win over the defaults. */
        public Builder flags(String... more) {
            flags.addAll(List.of(more));
            return this;
        }

        /** The child's directory, instead of the one of this JVM. */
        public Builder directory(Path directory) {
            return flags("-Dzoosync.dir=" + directory);
        }

        /** The crash point at which the child halts: {@code NAME:N}. */
        public Builder crashAt(Enum<?> point, int passing) {
            return flags("-Dzoosync.crashpoint=" + point.name() + ":" + passing);
        }

        /** A command that runs the JVM's command line, which follows it. */
        public Builder prefix(String... command) {
            prefix = List.of(command);
            return this;
        }

        /** The child's class path, instead of the one of this JVM. */
        public Builder classPath(String path) {
            classPath = path;
            return this;
        }

        public ChildJvm start() throws IOException {
            return new ChildJvm(this);
        }

        private List<String> command() {
            List<String> command = new ArrayList<>(PidNamespace.prefix());
            command.addAll(prefix);
            command.add(JAVA);
            command.addAll(
                    List.of(
                            "-XX:+IgnoreUnrecognizedVMOptions",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-Xmx32m",
                            "--enable-native-access=ALL-UNNAMED"));
            if (!PidNamespace.prefix().isEmpty()) {
                command.add(
                        "-XX:-UsePerfData"); // a file named after the process: all are process 1
            }
            passOn("zoosync.dir", command);
            passOn("zoosync.os", command);
            if (classPath == null) {
                ClassArchive.file().ifPresent(file -> useArchive(file, command));
                classPath = ClassArchive.reorder(ownClassPath());
            }
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, main.getName()));
            command.addAll(arguments);
            return command;
        }

        /** A JVM that cannot use it starts without, and need not say so among what a child says. */
        private static void useArchive(Path file, List<String> command) {
            command.add("-XX:SharedArchiveFile=" + file);
            command.add("-Xlog:disable");
        }

        private static void passOn(String property, List<String> command) {
            String value = System.getProperty(property);
            if (value != null) {
                command.add("-D" + property + "=" + value);
            }
        }
    }

    static String ownClassPath() {
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        String modules = System.getProperty("jdk.module.path");
        return modules == null ? path : path + File.pathSeparator + modules;
    }

    /**
     * The number of the JVM's process, as this JVM sees it; the child itself sees another one if it
     * has a PID namespace of its own.
     */
    public long pid() {
        return jvm().pid();
    }

    /**
     * The process of the JVM, which a prefix may have started; the prefix's once that has ended.
     */
    private ProcessHandle jvm() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (wrapped && process.isAlive() && System.nanoTime() < deadline) {
            Optional<ProcessHandle> jvm = process.descendants().filter(ChildJvm::isJvm).findFirst();
            if (jvm.isPresent() || isJvm(process.toHandle())) {
                return jvm.orElse(process.toHandle());
            }
            Thread.onSpinWait(); // it is about to be started
        }
        return process.toHandle();
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.info().command().filter(command -> command.endsWith("/java")).isPresent();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Writes a line to the child's standard input. */
    public void send(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw failure("could not be sent \"" + line + "\": " + e);
        }
    }

    /** Ends the child's standard input. */
    public void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line the child prints; null at the end of its output. */
    public String readLine(Duration patience) {
        String line = poll(patience);
        if (line == null) {
            throw failure("printed nothing for " + patience);
        }
        return line.equals(END) ? null : line;
    }

    /** Skips lines until one begins with {@code prefix}; returns what follows it, trimmed. */
    public String expectLine(String prefix) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            String line = poll(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            if (line == null) {
                throw failure("did not print \"" + prefix + "\" within " + PATIENCE);
            }
            if (line.equals(END)) {
                throw failure("ended without printing \"" + prefix + "\"");
            }
            if (line.startsWith(prefix)) {
                return line.substring(prefix.length()).trim();
            }
        }
    }

    /** Sends SIGKILL and waits until the process is reaped. */
    public void kill() {
        if (process.isAlive()) { // else its number may be another's by now
            ProcessHandle jvm = jvm();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            jvm.destroyForcibly(); // what started it ends after it, having reaped it
        }
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends SIGSTOP, and returns when the kernel shows every thread of the process as stopped. */
    public void stop() {
        signal("STOP");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isStopped(pid())) {
            if (System.nanoTime() > deadline) {
                throw failure("did not stop");
            }
            Thread.onSpinWait();
        }
    }

    /** Whether the kernel shows every thread of a process as stopped. */
    public static boolean isStopped(long pid) {
        Path tasks = Path.of("/proc/" + pid + "/task");
        if (!Files.isDirectory(tasks)) {
            return true; // a system that does not tell
        }
        try (Stream<Path> all = Files.list(tasks)) {
            return all.allMatch(ChildJvm::isTaskStopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isTaskStopped(Path task) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            return true; // the thread is gone
        }
    }

    /** Sends SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Sends a signal by name, as {@code kill} knows it. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw failure("could not be sent SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while sending SIG" + name);
        }
    }

    /**
     * Waits for the child's end, and the end of its output; returns its exit status, {@link
     * #KILLED} where SIGKILL ended it.
     */
    public int waitFor(Duration patience) {
        try {
            if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw failure("did not end within " + patience);
            }
            TimeUnit.NANOSECONDS.timedJoin(reader, patience.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while waiting for its end");
        }
        return process.exitValue();
    }

    /** Waits for the child's end, and fails with its output where the status is another one. */
    public void expectExit(int status) {
        int found = waitFor(PATIENCE);
        if (found != status) {
            throw failure("exit status: expected " + status + ", was " + found);
        }
    }

    /** All that the child has printed so far. */
    public String output() {
        synchronized (transcript) {
            return String.join("\n", transcript);
        }
    }

    /** Kills the child if it still runs. */
    @Override
    public void close() {
        kill();
    }

    /** An error that shows what the child printed; the child is killed. */
    public AssertionError failure(String what) {
        if (process.isAlive()) {
            dumpThreads();
        }
        kill();
        try {
            reader.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new AssertionError(
                "child " + pid() + " (" + title + ") " + what + "; its output:\n" + output());
    }

    private void dumpThreads() {
        try {
            new ProcessBuilder("kill", "-QUIT", Long.toString(pid())).start().waitFor();
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (IOException e) {
            // the dump is a help only
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String poll(Duration patience) {
        try {
            String line = lines.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (END.equals(line)) {
                lines.add(END);
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("interrupted while waiting for its output");
        }
    }

    private void readAll() {
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line; (line = output.readLine()) != null; ) {
                synchronized (transcript) {
                    transcript.add(line);
                }
                lines.add(line);
            }
        } catch (IOException e) {
            // the child is gone
        }
        lines.add(END);
    }
}
