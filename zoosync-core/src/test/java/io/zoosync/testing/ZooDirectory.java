package io.zoosync.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gives the tests of one JVM a fresh directory of their own in shared memory, before any class of
 * ZooSync is loaded, and removes it at the end. A test class that leaves segments behind fails.
 *
 * <p>Both parts are found as services; tests need not name them. A directory given on the command
 * line with {@code -Dzoosync.dir=} is used as it is, and kept.
 */
public final class ZooDirectory
        implements LauncherSessionListener, BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ZooDirectory.class);

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private Path created;

    /** The directory of this JVM's tests. */
    public static Path path() {
        return Path.of(System.getProperty("zoosync.dir"));
    }

    /** A fresh directory for a test whose processes must not share this JVM's. */
    public static Path createTemporary() {
        try {
            Path memory = Path.of("/dev/shm");
            return Files.isDirectory(memory)
                    ? Files.createTempDirectory(memory, "zoosync-test-")
                    : Files.createTempDirectory("zoosync-test-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Removes a directory and all that is in it; begins again where a process that is about to end
     * still makes or removes files.
     */
    public static void remove(Path directory) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!tryRemove(directory, System.nanoTime() >= deadline)) {
            Thread.onSpinWait();
        }
    }

    private static boolean tryRemove(Path directory, boolean isLast) {
        try {
            removeAsFound(directory);
            return true;
        } catch (NoSuchFileException | DirectoryNotEmptyException e) {
            if (isLast) {
                throw new UncheckedIOException(e);
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAsFound(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).collect(Collectors.toList())) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The names of all files in a directory but {@code processes}, sorted. */
    public static Set<String> segments(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("processes"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("zoosync.dir") == null) {
            created = createTemporary();
            System.setProperty("zoosync.dir", created.toString());
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (created != null) {
            remove(created);
            System.clearProperty("zoosync.dir");
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(NAMESPACE).put("before", List.copyOf(segments(path())));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Set<String> left = new TreeSet<>(segments(path()));
        ((List<?>) context.getStore(NAMESPACE).get("before")).forEach(left::remove);
        assertEquals(Set.of(), left, "files that the test left in " + path());
    }
}
