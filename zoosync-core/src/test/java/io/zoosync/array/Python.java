package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Python process with NumPy, which runs a script and is spoken with in lines. */
final class Python implements AutoCloseable {
    private static final List<String> COMMANDS = List.of("/usr/bin/python3", "python3");

    private final Process process;
    private final BufferedReader output;
    private final Writer input;

    private Python(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a script; the test is skipped where there is no Python with NumPy.
     *
     * @param arguments what the script has as {@code sys.argv[1:]}
     */
    static Python start(String script, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(interpreter(), "-u", "-c", script));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        return new Python(builder.start());
    }

    /** Runs a script to its end, which must be a success; gives all that it printed. */
    static String run(String script, Object... arguments) throws IOException {
        try (Python python = start(script, arguments)) {
            return python.end();
        }
    }

    private static String interpreter() {
        for (String command : COMMANDS) {
            try {
                Process process =
                        new ProcessBuilder(command, "-c", "import numpy")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start();
                if (process.waitFor() == 0) {
                    return command;
                }
            } catch (IOException e) {
                // not there: the next one
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return abort("no python3 with NumPy on this machine");
    }

    /** Writes a line to the script's standard input. */
    void send(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** The next line that it prints. */
    String line() throws IOException {
        String line = output.readLine();
        return line == null ? "end of output" : line;
    }

    /** Waits for its end, which must be a success; gives what it printed since the last line. */
    String end() throws IOException {
        input.close();
        StringBuilder rest = new StringBuilder();
        for (String line; (line = output.readLine()) != null; ) {
            rest.append(line).append('\n');
        }
        try {
            assertEquals(0, process.waitFor(), rest::toString);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return rest.toString().strip();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path as an argument that a script can use. */
    static String path(Path path) {
        return path.toAbsolutePath().toString();
    }
}
