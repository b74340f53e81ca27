package io.zoosync.pool;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.process.Directory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.process.SharedFile;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a pool has its files: two queues and a directory, all named after its owner word and a
 * random number. In the directory are {@code control}, the functions that are in use, and messages
 * too large for a queue.
 */
final class PoolFiles {
    private static final Pattern NAME =
            Pattern.compile("(pool-([0-9a-f]{8})-[0-9a-f]{32})(-(tasks|results)\\.queue)?");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CONTROL = "control";

    private final String name;
    private final Path directory;

    private PoolFiles(Path directory) {
        this.name = directory.getFileName().toString();
        this.directory = directory;
    }

    /** A new directory of this process. */
    static PoolFiles create() throws IOException {
        int self = ProcessRegistry.current().self();
        String name =
                String.format("pool-%08x-%016x%016x", self, RANDOM.nextLong(), RANDOM.nextLong());
        Path directory = Directory.open().resolve(name);
        Directory.createNew(directory);
        CrashPoint.POOL_DIRECTORY_MADE.hit();
        return new PoolFiles(directory);
    }

    /** The files of a pool whose directory is known. */
    static PoolFiles of(Path directory) {
        return new PoolFiles(directory);
    }

    Path directory() {
        return directory;
    }

    Path control() {
        return directory.resolve(CONTROL);
    }

    /** The name of the queue of tasks. */
    String tasks() {
        return name + "-tasks";
    }

    /** The name of the queue of results. */
    String results() {
        return name + "-results";
    }

    /** Where a function is, by its number; 0 is the initialiser. */
    Path function(long id) {
        return directory.resolve("function-" + id);
    }

    /** Where the payload of a task is that is too large for the queue. */
    Path task(long sequence) {
        return directory.resolve("task-" + sequence);
    }

    /** Where the payload of a result is that is too large for the queue. */
    Path result(long sequence) {
        return directory.resolve("result-" + sequence);
    }

    /**
     * Writes a new file; nothing is left of it if that fails.
     *
     * @param content its position ends at its limit
     */
    static void write(Path file, ByteBuffer content) throws IOException {
        int bytes = content.remaining();
        try (FileChannel channel = SharedFile.createNew(file)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(
                    "cannot write the " + bytes + " bytes of a message: " + reason(file, e), e);
        }
    }

    private static String reason(Path file, IOException e) throws IOException {
        if (e instanceof FileSystemException || !Files.isDirectory(file.getParent())) {
            return e.toString();
        }
        long free = Files.getFileStore(file.getParent()).getUsableSpace();
        return e.getMessage() + "; " + free + " bytes are free in " + file.getParent();
    }

    /** Reads a whole file. */
    static ByteBuffer read(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file));
    }

    /** Removes all that the pool has; may be done by several processes at once. */
    void remove() throws IOException {
        remove(directory.getParent(), name);
    }

    private static void remove(Path parent, String name) throws IOException {
        PoolFiles files = new PoolFiles(parent.resolve(name));
        ZooQueue.unlink(files.tasks());
        ZooQueue.unlink(files.results());
        // What is written meanwhile by one who does not know yet is found in the next round.
        for (int round = 0; Files.exists(files.directory, LinkOption.NOFOLLOW_LINKS); round++) {
            try {
                files.empty();
                Files.deleteIfExists(files.directory);
            } catch (FileSystemException e) {
                if (round == 100) {
                    throw e;
                }
            }
        }
    }

    private void empty() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            for (Path file : all) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // another process was first
        }
    }

    /** Removes what pools have left whose process is dead. */
    static void sweep() throws IOException {
        Path parent = Directory.open();
        ProcessRegistry registry = ProcessRegistry.current();
        Set<String> abandoned = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, "pool-*")) {
            for (Path file : all) {
                Matcher matcher = NAME.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    int owner = Integer.parseUnsignedInt(matcher.group(2), 16);
                    if (ProcessRegistry.isOwner(owner) && registry.isDead(owner)) {
                        abandoned.add(matcher.group(1));
                    }
                }
            }
        }
        for (String name : abandoned) {
            remove(parent, name);
        }
    }
}
