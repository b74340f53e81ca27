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
 * configuration. What it prints is in {@code target/jcstress/output.txt}.
 *
 * <p>The tests share real segments in a directory that is removed at the end.
 */
final class Jcstress {
    /** States at a time, {@value} in a stride; {@link Pool} has to have more than twice as many. */
    private static final int STRIDE = 32;

    private static final int STRIDES = 2;

    private static final long PATIENCE_MINUTES = 5;

    /** Tests times configurations is no more than this, in a long run. */
    private static final int MOST_RUNS = 3000;

    private static final Path DIRECTORY = Path.of("target", "jcstress").toAbsolutePath();
    private static final Path OUTPUT = DIRECTORY.resolve("output.txt");

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
        if (Files.exists(DIRECTORY)) {
            ZooDirectory.remove(DIRECTORY);
        }
        Files.createDirectories(DIRECTORY);
        Path memory = ZooDirectory.createTemporary();
        try {
            long patience = TimeUnit.MINUTES.toMillis(PATIENCE_MINUTES);
            patience += thorough ? (long) MOST_RUNS * (millis + 1000) : 0;
            run(command(tests, millis, thorough, memory), patience);
        } finally {
            ZooDirectory.remove(memory);
        }
        return read();
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

    private static void run(List<String> command, long patienceMillis)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(DIRECTORY.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(OUTPUT.toFile())
                        .start();
        try {
            if (!process.waitFor(patienceMillis, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("jcstress hangs:\n" + Files.readString(OUTPUT));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Collection<TestResult> read() throws IOException, ClassNotFoundException {
        InProcessCollector results = new InProcessCollector();
        for (Path file : resultFiles()) {
            DiskReadCollector reader = new DiskReadCollector(file.toString(), results);
            reader.dump();
            reader.close();
        }
        if (results.getTestResults().isEmpty()) {
            throw new AssertionError("jcstress has no results:\n" + Files.readString(OUTPUT));
        }
        return results.getTestResults();
    }

    private static List<Path> resultFiles() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".bin.gz"))
                    .collect(Collectors.toList());
        }
    }
}
