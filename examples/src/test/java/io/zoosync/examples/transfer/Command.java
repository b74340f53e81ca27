package io.zoosync.examples.transfer;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a JVM of its own, one that starts soon. Closing it kills it. */
final class Command implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path errors;

    private Command(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /** Starts {@code arrow ARGUMENT...}, with nothing to read. */
    static Command arrow(Path directory, Object... arguments) throws IOException {
        Path errors = errors(directory);
        ProcessBuilder builder = builder(directory, errors, ArrowTransfer.class, arguments);
        return new Command(builder.redirectInput(new File("/dev/null")).start(), errors);
    }

    /** Starts {@code first | second}; closing the one that is returned leaves the first alone. */
    static Command pipe(Path directory, List<?> first, List<?> second) throws IOException {
        Path errors = errors(directory);
        List<Process> processes =
                ProcessBuilder.startPipeline(
                        List.of(
                                builder(directory, errors, ArrowTransfer.class, first.toArray()),
                                builder(directory, errors, ArrowTransfer.class, second.toArray())));
        return new Command(processes.get(1), errors);
    }

    /** Starts {@code arrow ARGUMENT...}, which reads what it is fed. */
    static Command fed(Path directory, Object... arguments) throws IOException {
        Path errors = errors(directory);
        return new Command(
                builder(directory, errors, ArrowTransfer.class, arguments).start(), errors);
    }

    /** Gives it more to read, and waits until that was read but for what a pipe holds. */
    void feed(byte[] bytes, int from, int length) throws IOException {
        process.getOutputStream().write(bytes, from, length);
        process.getOutputStream().flush();
    }

    void endOfFeed() throws IOException {
        process.getOutputStream().close();
    }

    /** Starts {@code arrow ARGUMENT... < input > output}. */
    static Command redirected(Path directory, Path input, Path output, Object... arguments)
            throws IOException {
        Path errors = errors(directory);
        ProcessBuilder builder = builder(directory, errors, ArrowTransfer.class, arguments);
        return new Command(
                builder.redirectInput(input.toFile()).redirectOutput(output.toFile()).start(),
                errors);
    }

    /** Runs a {@link DyingReceiver} to its end. */
    static void die(Path directory, Object... arguments) throws IOException, InterruptedException {
        Path errors = errors(directory);
        ProcessBuilder builder = builder(directory, errors, DyingReceiver.class, arguments);
        try (Command command = new Command(builder.start(), errors)) {
            if (command.await() != 9) {
                throw new AssertionError("status " + command.await() + ": " + command.errors());
            }
        }
    }

    /** What {@link Tables} does with its arguments and prints. */
    static String tables(Path directory, Object... arguments)
            throws IOException, InterruptedException {
        Path errors = errors(directory);
        Path output = errors(directory);
        Process process =
                builder(directory, errors, Tables.class, arguments)
                        .redirectOutput(output.toFile())
                        .start();
        try (Command command = new Command(process, errors)) {
            command.succeed();
        }
        return Files.readString(output);
    }

    private static Path errors(Path directory) throws IOException {
        return Files.createTempFile(directory, "output-", ".txt");
    }

    private static ProcessBuilder builder(
            Path directory, Path errors, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> !flag.startsWith("-javaagent"))
                        .toList());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("--add-opens=java.base/java.nio=ALL-UNNAMED");
        command.add("-Dzoosync.dir=" + directory.resolve("shm"));
        command.add("-cp");
        command.add(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectError(Redirect.appendTo(errors.toFile()));
    }

    /** Waits for the end; returns the exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("did not end: " + errors());
        }
        return process.exitValue();
    }

    /** Waits for the end, which must be a good one; returns what was said. */
    String succeed() throws InterruptedException {
        if (await() != 0) {
            throw new AssertionError("status " + await() + ": " + errors());
        }
        return errors();
    }

    /** Waits for the end, which must be an error; returns what was said. */
    String fail() throws InterruptedException {
        if (await() != 1) {
            throw new AssertionError("status " + await() + ": " + errors());
        }
        return errors();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What was said on standard error. */
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
