package io.zoosync.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's own directory of shared memory, and the processes that use it. Both end with it: when
 * it is closed, and when this JVM is ended by a signal that lets it.
 */
public final class Workspace implements AutoCloseable {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private final Path directory;
    private final List<Child> children = new ArrayList<>();
    private volatile boolean endedBySignal;
    private boolean cleared;

    private Workspace(Path directory) {
        this.directory = directory;
        Runtime.getRuntime().addShutdownHook(new Thread(this::endBySignal, "clear"));
    }

    /** Makes the directory, and makes it ZooSync's in this JVM, which must not have used it yet. */
    public static Workspace open() throws IOException {
        Path directory =
                Files.isDirectory(SHARED_MEMORY) && Files.isWritable(SHARED_MEMORY)
                        ? Files.createTempDirectory(SHARED_MEMORY, "zoosync-demo-")
                        : Files.createTempDirectory("zoosync-demo-");
        System.setProperty("zoosync.dir", directory.toString());
        return new Workspace(directory);
    }

    /** Where everything lies, for this user only. */
    public Path directory() {
        return directory;
    }

    /** Starts a JVM like this one. */
    synchronized Child start(Class<?> main, Object... arguments) throws IOException {
        if (cleared) {
            throw new IllegalStateException("the demo is being ended");
        }
        Child child = new Child(directory, main, arguments);
        children.add(child);
        return child;
    }

    /** Whether a process that was started here still runs. */
    public synchronized boolean hasLivingChildren() {
        return children.stream().anyMatch(Child::isAlive);
    }

    /** Whether this JVM is being ended from outside, and so the demo with it. */
    public boolean isEndedBySignal() {
        return endedBySignal;
    }

    /** Ends all processes and removes all files. */
    @Override
    public void close() {
        clear();
    }

    private void endBySignal() {
        endedBySignal = true;
        clear();
    }

    private synchronized void clear() {
        if (cleared) {
            return;
        }
        cleared = true;
        children.forEach(Child::kill);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
