package io.zoosync.faults;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.RegistryProbe;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.shm.ZooShm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a process does while something is scarce: each use of ZooSync that makes or opens a file.
 * Afterwards there must be as many open files as before, and no file that is not to be.
 */
final class Scarcity {
    private static final int BYTES = 1 << 16;

    private final Path otherDirectory;
    private final Map<String, Use> uses = new LinkedHashMap<>();

    /** One use; what it makes it removes. */
    private interface Use {
        void run() throws Exception;
    }

    /** What is scarce. */
    interface Shortage {
        AutoCloseable begin() throws Exception;
    }

    Scarcity(Path otherDirectory) throws Exception {
        this.otherDirectory = otherDirectory;
        ZooQueue.create("there", BYTES);
        ZooLock.open("there");
        ZooArray.create("there", DType.INT32, 100);
        uses.put("create queue", () -> ZooQueue.create("q", BYTES).close());
        uses.put("attach queue", () -> ZooQueue.attach("there").close());
        uses.put("create lock", () -> ZooLock.open("l").close());
        uses.put("attach lock", () -> ZooLock.open("there").close());
        uses.put("create array", () -> ZooArray.create("a", DType.INT32, 1000).close());
        uses.put("attach array", () -> ZooArray.open("there", DType.INT32, 100).close());
        uses.put("list", ZooShm::list);
        uses.put("registry", () -> RegistryProbe.open(otherDirectory));
        loadAll();
        for (String use : uses.keySet()) {
            uses.get(use).run(); // loads more classes, and the JDK's
            clean(otherDirectory);
        }
    }

    Set<String> uses() {
        return uses.keySet();
    }

    /**
     * Tries one use while something is scarce.
     *
     * @return null if it succeeded, else what the exception said
     */
    String attempt(String use, Shortage shortage) throws Exception {
        int before = openFiles();
        String failure = null;
        AutoCloseable end = shortage.begin();
        try {
            uses.get(use).run();
        } catch (Exception e) {
            failure = e.toString();
        } finally {
            end.close();
        }
        if (failure != null) {
            // A registry that was opened keeps one: its process lives as long as that is open.
            expect(use, "open files", before, openFiles());
            Set<String> left = ZooDirectory.segments(ZooShm.directory());
            expect(use, "files", List.of("there.lock", "there.npy", "there.queue"), left);
            expect(use, "files elsewhere", Set.of(), ZooDirectory.segments(otherDirectory));
        }
        clean(otherDirectory);
        return failure;
    }

    private static void expect(String use, String what, Object expected, Object found) {
        if (!expected.toString().equals(found.toString())) {
            throw new AssertionError(
                    use + ": " + what + ": expected " + expected + ", found " + found);
        }
    }

    private static void clean(Path otherDirectory) throws IOException {
        ZooQueue.unlink("q");
        ZooLock.unlink("l");
        ZooShm.unlink("a.npy");
        Files.deleteIfExists(otherDirectory.resolve("processes"));
    }

    static int openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return (int) files.count();
        }
    }

    /** A class that cannot be loaded for want of a descriptor would stay missing. */
    private static void loadAll() throws Exception {
        URI classes = Memory.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path root = Path.of(classes);
        try (Stream<Path> files = Files.walk(root.resolve("io"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace('/', '.');
                if (!name.startsWith("io.zoosync.internal.os.Ffm")) {
                    Class.forName(
                            name.substring(0, name.length() - ".class".length()),
                            false,
                            Scarcity.class.getClassLoader());
                }
            }
        }
    }
}
