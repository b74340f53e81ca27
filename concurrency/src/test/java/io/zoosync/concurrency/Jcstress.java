package io.zoosync.concurrency;

import io.zoosync.testing.ZooDirectory;
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

    private static final int STRIDES = 4;

    /** Milliseconds for each test in each configuration, if not the least. */
    private static final Integer MILLIS = Integer.getInteger("zoosync.stress.millis");

    private static final int LEAST_MILLIS = 200;
    private static final long PATIENCE_MINUTES = 5;
    private static final int CONFIGURATIONS = 30;
    private static final Path DIRECTORY = Path.of("target", "jcstress").toAbsolutePath();
    private static final Path OUTPUT = DIRECTORY.resolve("output.txt");

    private Jcstress() {}

    /** Runs the tests whose names a regular expression finds; what each came to. */
    static Collection<TestResult> run(String tests) throws Exception {
        if (Files.exists(DIRECTORY)) {
            ZooDirectory.remove(DIRECTORY);
        }
        Files.createDirectories(DIRECTORY);
        Path memory = ZooDirectory.createTemporary();
        try {
            run(command(tests, memory));
        } finally {
            ZooDirectory.remove(memory);
        }
        return read();
    }

    private static List<String> command(String tests, Path memory) {
        String flags =
                "-XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED"
                        + " -XX:+UseSerialGC -Dzoosync.dir="
                        + memory;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-cp", classPath()));
        command.addAll(List.of("org.openjdk.jcstress.Main", "-t", tests, "-v", "-r", "report"));
        command.addAll(List.of("-f", "1", "-iters", "1", "-time", String.valueOf(millis())));
        command.addAll(List.of("-strideSize", String.valueOf(STRIDE)));
        command.addAll(List.of("-strideCount", String.valueOf(STRIDES)));
        command.addAll(List.of("-af", "NONE")); // it would need jna-platform
        if (MILLIS == null) {
            command.addAll(List.of("-sc", "false", "-jvmArgs", flags));
        } else { // each actor interpreted and compiled in each way, with all that jcstress knows
            command.addAll(List.of("-sc", "true", "-jvmArgsPrepend", flags));
        }
        return command;
    }

    private static int millis() {
        return MILLIS == null ? LEAST_MILLIS : MILLIS;
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(DIRECTORY.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(OUTPUT.toFile())
                        .start();
        try {
            long patience = TimeUnit.MINUTES.toMillis(PATIENCE_MINUTES);
            patience += MILLIS == null ? 0 : (long) CONFIGURATIONS * 100 * MILLIS;
            if (!process.waitFor(patience, TimeUnit.MILLISECONDS)) {
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
