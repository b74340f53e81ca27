package io.zoosync.internal.process;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes and opens the files of the shared directory, whatever they hold.
 *
 * <p>A file is made under a temporary name that cannot be guessed and that tells its creator, and
 * is given its name by a hard link when it is complete: whoever finds the name finds the whole
 * file, and of several creators one wins.
 *
 * <table>
 * <caption>Crash points</caption>
 * <tr><th>killed after<th>a survivor sees<th>repaired by
 * <tr><td>SEGMENT_TEMPORARY_CREATED<td>nothing by the name<td rowspan="3">the next
 *   process to start, and a later creator of any file, which sweep temporaries whose creator is dead
 * <tr><td>SEGMENT_ALLOCATED: all its pages are there<td>nothing by the name
 * <tr><td>SEGMENT_HEADER_WRITTEN, and all of its content<td>nothing by the name
 * <tr><td>SEGMENT_PUBLISHED<td>the whole file, also under its temporary name<td>the same sweep; the
 *   file stays
 * <tr><td>SEGMENT_TEMPORARY_REMOVED<td>the whole file<td>nobody needs to
 * </table>
 *
 * Tests: {@code SegmentCrashTest}, {@code RegistryCrashTest}, {@code CrashEnumerationTest}.
 */
public final class SharedFile {
    private static final String PERMISSIONS = "rw-------";
    private static final Pattern TEMPORARY = Pattern.compile("\\.tmp-([0-9a-f]{8})-[0-9a-f]{32}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SharedFile() {}

    /** What a file is to hold before it gets its name. */
    @FunctionalInterface
    public interface Content<T> {
        /**
         * Writes it, to a file that is zero and has its full length.
         *
         * @param temporary the name that the file has so far
         * @return what {@link #publish} is to return
         */
        T write(FileChannel channel, Path temporary) throws IOException;
    }

    /**
     * Creates a file that appears under its name when it is complete, and maps it whole.
     *
     * @param fill writes the content, to memory that is zero
     * @return the file, mapped
     * @see #publish
     */
    public static Memory create(Path file, int creator, int bytes, Consumer<Memory> fill)
            throws IOException {
        return publish(
                file,
                creator,
                bytes,
                (channel, temporary) -> {
                    Memory memory = map(channel, bytes);
                    fill.accept(memory);
                    return memory;
                });
    }

    /**
     * Creates a file that appears under its name when it is complete.
     *
     * @param file where it is to appear
     * @param creator the owner word of this process, or 0 for a file that is of use only until one
     *     of its name exists
     * @param bytes its size; every page is allocated
     * @param content writes the content
     * @return what {@code content} returned
     * @throws FileAlreadyExistsException if there is a file of that name
     * @throws NoSuchFileException if the directory was removed, or the temporary file swept
     * @throws IOException if the memory is not to be had, or the file system has no hard links;
     *     nothing is left behind
     */
    public static <T> T publish(Path file, int creator, long bytes, Content<T> content)
            throws IOException {
        Path temporary = file.resolveSibling(temporaryName(creator));
        try (FileChannel channel = createNew(temporary)) {
            CrashPoint.SEGMENT_TEMPORARY_CREATED.hit();
            allocate(channel, temporary, file, bytes);
            CrashPoint.SEGMENT_ALLOCATED.hit();
            T result = content.write(channel, temporary);
            CrashPoint.SEGMENT_HEADER_WRITTEN.hit();
            link(file, temporary);
            CrashPoint.SEGMENT_PUBLISHED.hit();
            return result;
        } finally {
            Files.deleteIfExists(temporary);
            CrashPoint.SEGMENT_TEMPORARY_REMOVED.hit();
        }
    }

    /**
     * Creates a file that is open to this user alone, whatever the umask.
     *
     * @return it, open for reading and writing
     * @throws FileAlreadyExistsException if there is anything of that name
     */
    public static FileChannel createNew(Path file) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        FileChannel channel = FileChannel.open(file, options, Directory.ownerOnly(PERMISSIONS));
        try {
            Directory.setPermissions(file, PERMISSIONS);
            return channel;
        } catch (Throwable t) {
            channel.close();
            throw t;
        }
    }

    /**
     * Opens an existing file for reading and writing, if it is one that only this user can have
     * made.
     *
     * @throws NoSuchFileException if there is none
     * @throws FileSystemException with the reason, if it is not to be trusted
     */
    public static FileChannel open(Path file) throws IOException {
        Directory.checkOurs(file, Directory.Kind.FILE);
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    /** Maps the first {@code bytes} bytes; they outlive the channel. */
    public static Memory map(FileChannel channel, int bytes) throws IOException {
        return new Memory(map(channel, 0, bytes), Os.current());
    }

    /** Maps a part of a file; it outlives the channel. */
    public static MappedByteBuffer map(FileChannel channel, long from, long bytes)
            throws IOException {
        try {
            return channel.map(FileChannel.MapMode.READ_WRITE, from, bytes);
        } catch (IOException e) {
            if (!(e.getCause() instanceof OutOfMemoryError)) {
                throw e;
            }
            throw new IOException(
                    "cannot map "
                            + bytes
                            + " bytes: this process may have no more address space (ulimit -v) or"
                            + " no more mappings (vm.max_map_count)",
                    e);
        }
    }

    /** Reads the first {@code bytes} bytes, fewer if the file is shorter, into a new buffer. */
    public static ByteBuffer read(FileChannel channel, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) >= 0) {
            // a read may give less than was asked for
        }
        return buffer.flip();
    }

    /**
     * Removes the temporary files whose creators are of the kind asked for.
     *
     * @return how many files it looked at
     */
    static int sweep(Path directory, IntPredicate creators) throws IOException {
        int looks = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                looks++;
                Matcher name = TEMPORARY.matcher(file.getFileName().toString());
                if (name.matches() && creators.test(Integer.parseUnsignedInt(name.group(1), 16))) {
                    Files.deleteIfExists(file);
                }
            }
        }
        return looks;
    }

    private static String temporaryName(int creator) {
        return String.format(".tmp-%08x-%016x%016x", creator, RANDOM.nextLong(), RANDOM.nextLong());
    }

    private static void allocate(FileChannel channel, Path temporary, Path file, long bytes)
            throws IOException {
        int result = Os.current().allocate(temporary, bytes);
        if (result == -Os.ENOENT) {
            throw new NoSuchFileException(temporary.toString());
        }
        if (result < 0) {
            channel.truncate(0); // what was allocated before it failed is free again
            throw new FileSystemException(
                    file.toString(),
                    null,
                    String.format(
                            "cannot allocate %d bytes (%s)%s",
                            bytes, reason(-result), free(temporary.getParent())));
        }
    }

    /** What an errno means, as far as it is to be expected. */
    static String reason(int errno) {
        switch (errno) {
            case Os.ENOSPC:
                return "no space is left";
            case Os.EMFILE:
            case Os.ENFILE:
                return "too many open files";
            case Os.EACCES:
            case Os.EPERM:
                return "permission denied";
            default:
                return "errno " + errno;
        }
    }

    private static String free(Path directory) {
        try {
            long free = Files.getFileStore(directory).getUsableSpace();
            return ": " + free + " bytes are free in " + directory;
        } catch (IOException e) {
            return ""; // asking takes an open file, which there may not be
        }
    }

    private static void link(Path file, Path temporary) throws IOException {
        try {
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            throw new IOException(
                    "the file system of "
                            + file.getParent()
                            + " cannot make a hard link ("
                            + e.getMessage()
                            + "), which publishing a segment needs; choose another directory with"
                            + " -Dzoosync.dir",
                    e);
        }
    }
}
