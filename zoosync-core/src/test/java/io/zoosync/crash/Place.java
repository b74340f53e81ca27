package io.zoosync.crash;

import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where one case happens: segments whose names begin with {@code name} and a dot, and a directory
 * of that name for ledgers and for whatever else the processes have.
 *
 * @param process the number of the process that is at it
 * @param processes how many there are, the dead included
 */
public record Place(Path base, String name, int process, int processes) {
    public Path directory() {
        return base.resolve(name);
    }

    /** A ZooSync directory for processes that are not to share the tests' own. */
    public Path sharedDirectory() {
        return directory().resolve("shared");
    }

    public Path ledger(int number) {
        return directory().resolve("ledger-" + number);
    }

    public Path ledger() {
        return ledger(process);
    }

    public Place as(int number, int count) {
        return new Place(base, name, number, count);
    }

    /** The same state under another name; nobody may be alive in this one. */
    Place copy(String other) throws IOException {
        Place copy = new Place(base, other, process, processes);
        copyAll(directory(), copy.directory());
        for (Path segment : segments()) {
            String kind = segment.getFileName().toString().substring(name.length());
            copyFile(segment, segment.resolveSibling(other + kind));
        }
        return copy;
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                copyFile(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private static void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(ZooDirectory.path())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name + "."))
                    .toList();
        }
    }

    void remove() throws IOException {
        for (Path segment : segments()) {
            Files.deleteIfExists(segment);
        }
        ZooDirectory.remove(directory());
    }
}
