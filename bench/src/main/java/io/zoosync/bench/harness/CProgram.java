package io.zoosync.bench.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Peers written in C, compiled from their source where the machine has a compiler. The source is
 * found from {@code -Dzoosync.home}, the project's directory, or else from the current one.
 */
public final class CProgram {
    private static final Path SOURCES =
            Path.of(System.getProperty("zoosync.home", ""), "bench", "src", "main", "c");

    private CProgram() {}

    /** The first line of {@code gcc --version}, or empty where there is no gcc. */
    public static Optional<String> compiler() {
        try {
            Process process =
                    new ProcessBuilder("gcc", "--version").redirectErrorStream(true).start();
            return text(process).lines().findFirst();
        } catch (IOException e) {
            return Optional.empty(); // not installed
        }
    }

    /** Compiles {@code NAME.c} with some flags and returns the program. */
    public static Path compile(Workspace workspace, String name, String... flags)
            throws IOException {
        Path program = workspace.directory().resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(List.of(flags));
        command.addAll(List.of("-o", program.toString(), SOURCES.resolve(name + ".c").toString()));
        command.add("-lpthread");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = text(process);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + " failed:\n" + said);
        }
        return program;
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
