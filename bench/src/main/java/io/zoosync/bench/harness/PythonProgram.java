package io.zoosync.bench.harness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Peers written in Python. The source is found from {@code -Dzoosync.home}, the project's
 * directory, or else from the current one.
 *
 * @param python the interpreter
 * @param version what it said of its version
 */
public record PythonProgram(String python, String version) {
    private static final Path SOURCES =
            Path.of(System.getProperty("zoosync.home", ""), "bench", "src", "main", "python");

    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    /**
     * The Python on the path, or else the system's, where a program that tells versions works.
     *
     * @param versions a program, which imports what is needed and prints one line
     */
    public static Optional<PythonProgram> find(String versions) {
        for (String python : PYTHONS) {
            try {
                Process process =
                        new ProcessBuilder(python, "-c", versions)
                                .redirectError(ProcessBuilder.Redirect.DISCARD)
                                .start();
                String said =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.onExit().join().exitValue() == 0) {
                    return Optional.of(new PythonProgram(python, said.strip()));
                }
            } catch (IOException e) {
                // there is no such program; the next one
            }
        }
        return Optional.empty();
    }

    /** The command that runs {@code NAME.py}; {@code -B} keeps the sources' directory clean. */
    public List<String> command(String name) {
        return List.of(python, "-B", SOURCES.resolve(name + ".py").toString());
    }
}
