package io.zoosync.bench.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes processes stand still and go on. A shell sends the signals; it outlives this process,
 * however that ends, and kills those that stand still then: they could not end by themselves.
 */
final class Signals implements AutoCloseable {
    private static final String SHELL =
            """
            held=
            while read -r signal processes; do
                case $signal in
                HELD) held=$processes ;;
                *) kill -s "$signal" $processes ;;
                esac
                echo done
            done
            [ -z "$held" ] || kill -s KILL $held
            """;

    private final Set<Long> held = new TreeSet<>();
    private final Process shell;
    private final Writer to;
    private final BufferedReader from;

    Signals() throws IOException {
        shell =
                new ProcessBuilder("sh", "-c", SHELL)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        to = new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8);
        from =
                new BufferedReader(
                        new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Makes processes stand still. */
    synchronized void hold(List<Long> processes) throws IOException {
        held.addAll(processes);
        say("HELD", held);
        say("STOP", processes);
    }

    /** Lets processes go on. */
    synchronized void resume(List<Long> processes) throws IOException {
        say("CONT", processes);
        held.removeAll(processes);
        say("HELD", held);
    }

    private void say(String signal, Iterable<Long> processes) throws IOException {
        StringBuilder line = new StringBuilder(signal);
        processes.forEach(id -> line.append(' ').append(id));
        to.write(line.append('\n').toString());
        to.flush();
        if (from.readLine() == null) {
            throw new IOException("the shell that sends signals has ended");
        }
    }

    @Override
    public void close() {
        try {
            to.close();
            shell.onExit().join();
            from.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
