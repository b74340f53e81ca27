package io.zoosync.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A directory in shared memory and the processes that use it. Both end with it: at {@link #close},
 * and when the driver is ended by a signal that lets it.
 */
public final class Workspace implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private final Set<Process> processes = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::clear);
    private Signals signals;
    private int runs;

    private Workspace(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Makes a new directory, readable by this user only. */
    public static Workspace create() throws IOException {
        return new Workspace(
                Files.isDirectory(SHARED_MEMORY)
                        ? Files.createTempDirectory(SHARED_MEMORY, "zoosync-bench-")
                        : Files.createTempDirectory("zoosync-bench-"));
    }

    /** The directory that lasts as long as the workspace. */
    public Path directory() {
        return directory;
    }

    /** Makes the fresh directory of one run; the caller ends with {@link #remove}. */
    public Path newRun() throws IOException {
        return Files.createDirectory(directory.resolve("run-" + runs++));
    }

    /** Removes a directory and all that is in it, which others may be removing too. */
    public static void remove(Path directory) {
        try {
            Files.walkFileTree(directory, new Remover());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes processes stand still. */
    synchronized Signals signals() throws IOException {
        if (signals == null) {
            signals = new Signals();
        }
        return signals;
    }

    void add(Process process) {
        processes.add(process);
    }

    void remove(Process process) {
        processes.remove(process);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        clear();
    }

    private void clear() {
        List<Process> left = new ArrayList<>(processes);
        left.forEach(Process::destroyForcibly);
        left.forEach(p -> p.onExit().join());
        synchronized (this) {
            if (signals != null) {
                signals.close();
            }
        }
        remove(directory);
    }

    /** Deletes what it visits; what is gone by then is as good as deleted. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
            if (e != null) {
                throw e;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
