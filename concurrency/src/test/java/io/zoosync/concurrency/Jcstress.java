package io.zoosync.concurrency;

import io.zoosync.testing.ZooDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * A run of jcstress's harness in a JVM of its own, which starts one more JVM for each test and
 * configuration. What it prints is in {@code target/jcstress/run-1/output.txt}, and so on.
 *
 * <p>The tests share real segments in a directory that is removed at the end.
 */
final class Jcstress {
    /** States at a time, {@value} in a stride; {@link Pool} has to have more than twice as many. */
    private static final int STRIDE = 32;

    private static final int STRIDES = 2;

    private static final int PATIENCE_SECONDS = 600;

    /** What Maven leaves the whole module; less, so that a hang is told of. */
    private static final int LONG_PATIENCE_SECONDS =
            Integer.getInteger("zoosync.test.seconds", 1800) - 60;

    private static final Path DIRECTORY = Path.of("target", "jcstress").toAbsolutePath();
    private static final String OUTPUT = "output.txt";

    private static int runs;

    private Jcstress() {}

    /**
     * Runs the tests whose names a regular expression finds.
     *
     * @param millis for each test in each configuration
     * @param thorough whether in all configurations that jcstress knows: the actors interpreted and
     *     compiled in each way, and with the compiler's random choices
     * @return what each test came to in each configuration
     */
    static Collection<TestResult> run(String tests, int millis, boolean thorough) throws Exception {
        Path directory = newDirectory();
        Path memory = ZooDirectory.createTemporary();
        try {
            run(
                    command(tests, millis, thorough, memory),
                    directory,
                    thorough ? LONG_PATIENCE_SECONDS : PATIENCE_SECONDS);
        } finally {
            ZooDirectory.remove(memory);
        }
        return read(directory);
    }

    private static Path newDirectory() throws IOException {
        runs++;
        if (runs == 1 && Files.exists(DIRECTORY)) {
            ZooDirectory.remove(DIRECTORY);
        }
        return Files.createDirectories(DIRECTORY.resolve("run-" + runs));
    }

    private static List<String> command(String tests, int millis, boolean thorough, Path memory) {
        String flags =
                "-XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED"
                        + " -XX:+UseSerialGC -Dzoosync.dir="
                        + memory;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath()));
        command.addAll(List.of("org.openjdk.jcstress.Main", "-t", tests, "-v", "-r", "report"));
        command.addAll(List.of("-f", "1", "-iters", "1", "-time", String.valueOf(millis)));
        command.addAll(List.of("-strideSize", String.valueOf(STRIDE)));
        command.addAll(List.of("-strideCount", String.valueOf(STRIDES)));
        command.addAll(List.of("-spinStyle", "THREAD_YIELD")); // other processes may run, too
        command.addAll(List.of("-af", "NONE")); // it would need jna-platform
        command.addAll(List.of("-sc", String.valueOf(thorough)));
        command.addAll(List.of(thorough ? "-jvmArgsPrepend" : "-jvmArgs", flags));
        return command;
    }

    /** Without what does not exist, which jcstress stumbles over. */
    private static String classPath() {
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry -> new File(entry).exists())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void run(List<String> command, Path directory, int patienceSeconds)
            throws IOException, InterruptedException {
        Path output = directory.resolve(OUTPUT);
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                throw new AssertionError("jcstress hangs:\n" + Files.readString(output));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Collection<TestResult> read(Path directory)
            throws IOException, ClassNotFoundException {
        InProcessCollector results = new InProcessCollector();
        for (Path file : resultFiles(directory)) {
            DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
            reader.dump();
            reader.close();
        }
        if (results.getTestResults().isEmpty()) {
            String output = Files.readString(directory.resolve(OUTPUT));
            throw new AssertionError("jcstress has no results:\n" + output);
        }
        return results.getTestResults();
    }

    private static List<Path> resultFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".bin.gz"))
                    .collect(Collectors.toList());
        }
    }
}
