package io.zoosync.testing;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs scripts in the real {@code jshell} of the JDK that runs the tests. */
public final class JShellProcess {
    private static final long PATIENCE_SECONDS = 240;

    private JShellProcess() {}

    /** Where snippets run: in a JVM of their own, or in that of the tool. */
    public enum Mode {
        REMOTE,
        LOCAL
    }

    /**
     * Runs a script with the class path and the ZooSync directory of this JVM.
     *
     * @param options of the tool
     * @return all that was printed, to either stream
     * @throws AssertionError if it does not end
     */
    public static String run(Mode mode, List<String> options, Path script) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jshell").toString());
        String classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Path directory = Files.createTempDirectory("zoosync-jshell-");
        Files.createDirectories(directory.resolve(".java/.userPrefs")); // else it says that it did
        flags(command, mode, "-Djava.util.prefs.userRoot=" + directory);
        flags(command, mode, "-Dzoosync.dir=" + System.getProperty("zoosync.dir"));
        flags(command, mode, "-XX:TieredStopAtLevel=1");
        flags(command, mode, "--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of("--class-path", classPath, "-s"));
        if (mode == Mode.LOCAL) {
            // JDK 17 does not give --class-path to the snippets that run in the tool.
            command.addAll(List.of("--execution", "local", "-J--class-path", "-J" + classPath));
        }
        command.addAll(options);
        command.add(script.toString());
        File output = directory.resolve("output").toFile();
        try {
            return run(command, output);
        } finally {
            ZooDirectory.remove(directory);
        }
    }

    private static void flags(List<String> command, Mode mode, String flag) {
        command.add("-J" + flag);
        if (mode == Mode.REMOTE) {
            command.add("-R" + flag);
        }
    }

    private static String run(List<String> command, File output) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(output)
                        .start();
        try {
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output.toPath(), StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError(
                        "jshell did not end within "
                                + PATIENCE_SECONDS
                                + " s; it printed:\n"
                                + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while jshell ran", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
