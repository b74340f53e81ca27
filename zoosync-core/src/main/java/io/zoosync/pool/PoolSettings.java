package io.zoosync.pool;

import java.io.File;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What a pool was made with.
 *
 * @param extraFlags further flags of the JVM, by how many workers were started before: for tests
 */
record PoolSettings(
        int workers,
        int bufferBytes,
        int retries,
        Duration grace,
        Duration startTimeout,
        String heap,
        List<String> jvmFlags,
        List<Path> classPath,
        Map<String, String> environment,
        PoolFunction.Run initializer,
        ObjectInputFilter resultFilter,
        IntFunction<List<String>> extraFlags) {
    /** A longer argument goes by a file: Linux allows 128 KiB. */
    private static final int LONGEST_ARGUMENT = 100_000;

    /**
     * Starts a worker, which then waits for its assignment.
     *
     * @param files where a class path is written that is too long for an argument
     * @param startsBefore how many were started before
     */
    Process fork(PoolFiles files, int startsBefore) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(files, startsBefore));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Whether a worker can be started before the pool has files. */
    boolean canForkEarly() {
        return classPathText().length() < LONGEST_ARGUMENT;
    }

    private List<String> command(PoolFiles files, int startsBefore) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The first flag lets JDK 17 accept those it does not know.
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-XX:+UseSerialGC"); // the workers are many, and their heaps are small
        command.add("-XX:-UsePerfData");
        command.add("-Xshare:auto");
        String os = System.getProperty("zoosync.os");
        if (os != null) {
            command.add("-Dzoosync.os=" + os);
        }
        if (heap != null) {
            command.add("-Xmx" + heap);
        }
        command.addAll(jvmFlags);
        command.addAll(extraFlags.apply(startsBefore));
        command.add("-cp");
        command.add(classPathArgument(files));
        command.add(WorkerMain.class.getName());
        return command;
    }

    private String classPathText() {
        return classPath.stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private String classPathArgument(PoolFiles files) throws IOException {
        String path = classPathText();
        if (path.length() < LONGEST_ARGUMENT) {
            return path;
        }
        Path file = files.directory().resolve("class-path");
        if (!Files.exists(file)) {
            String quoted = '"' + path.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            PoolFiles.write(file, Charset.defaultCharset().encode(quoted));
        }
        return "@" + file;
    }
}
