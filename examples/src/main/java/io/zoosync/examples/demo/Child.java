package io.zoosync.examples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A child process, spoken with in lines over its standard input and output. */
final class Child {
    /** Exit status of a process that SIGKILL ended. */
    static final int KILLED = 128 + 9;

    private static final long PATIENCE_SECONDS = 120;
    private static final String END = "(end of output)";

    private final String name;
    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    Child(Path directory, Class<?> main, Object... arguments) throws IOException {
        name = main.getSimpleName();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-Dzoosync.dir=" + directory);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        input = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readAll, "output of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void readAll() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // the process is gone
        }
        lines.add(END);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void send(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The next line, which must begin with {@code word}; without that word. */
    String expect(String word) throws IOException, InterruptedException {
        String line = next();
        if (!line.startsWith(word)) {
            throw new IOException(name + " said \"" + line + "\" instead of \"" + word + "\"");
        }
        return line.substring(word.length()).strip();
    }

    /** The next line. */
    String next() throws IOException, InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null || line.equals(END)) {
            throw new IOException(
                    name
                            + (line == null
                                    ? " said nothing for " + PATIENCE_SECONDS + " s"
                                    : " ended before its time"));
        }
        return line;
    }

    /** The next line if there is one already, else null. */
    String poll() {
        String line = lines.peek();
        return line == null || line.equals(END) ? null : lines.poll();
    }

    /** Kills the process (SIGKILL), without waiting for its end. */
    void strike() {
        process.destroyForcibly();
    }

    /** Kills the process unless it has ended; returns its exit status. */
    int kill() {
        return process.destroyForcibly().onExit().join().exitValue();
    }

    /** Waits for the process to end by itself; returns its exit status. */
    int await() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(name + " did not end within " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }
}
