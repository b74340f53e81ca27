package io.zoosync.internal.process;

import io.zoosync.internal.os.Os;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * The directory that all files of ZooSync lie in, and what a file or directory must be like before
 * it is trusted.
 *
 * <p>{@code /dev/shm/zoosync-UID} where that is usable, else the same name in {@code
 * java.io.tmpdir}; the system property {@code zoosync.dir}, else the environment's {@code
 * ZOOSYNC_DIR}, moves it. The choice is made once in a JVM.
 *
 * <p>Others may write into {@code /dev/shm}, and so may have put something of that name there
 * first: it is used only if it is a directory, no symbolic link, owned by this process's user, and
 * closed to everybody else.
 */
public final class Directory {
    static final String PROPERTY = "zoosync.dir";
    static final String VARIABLE = "ZOOSYNC_DIR";

    private static final Path PATH = choose();
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    private static final int OTHERS = 0077;

    private Directory() {}

    /** The path, whether the directory exists or not. */
    public static Path path() {
        return PATH;
    }

    /** Creates the directory if it is missing, and checks it. */
    public static Path open() throws IOException {
        try {
            create();
        } catch (FileAlreadyExistsException e) {
            // made earlier, or just now by another process: checked like any other
        } catch (NoSuchFileException e) {
            throw new FileSystemException(
                    PATH.toString(), null, "cannot be created: its parent does not exist");
        } catch (AccessDeniedException e) {
            throw new AccessDeniedException(
                    PATH.toString(), null, "cannot be created: permission denied");
        }
        checkOurs(PATH, Kind.DIRECTORY);
        return PATH;
    }

    private static void create() throws IOException {
        if (Files.isDirectory(PATH, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        createNew(PATH);
    }

    /** Creates a directory that is open to this user alone, whatever the umask. */
    public static void createNew(Path directory) throws IOException {
        Files.createDirectory(directory, ownerOnly("rwx------"));
        setPermissions(directory, "rwx------");
    }

    private static Path choose() {
        for (String given : new String[] {System.getProperty(PROPERTY), System.getenv(VARIABLE)}) {
            if (given != null && !given.isBlank()) {
                return Path.of(given).toAbsolutePath().normalize();
            }
        }
        Path memory = Path.of("/dev/shm");
        Path parent =
                Files.isDirectory(memory) && Files.isWritable(memory)
                        ? memory
                        : Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        return parent.resolve("zoosync-" + Os.current().uid());
    }

    /** What a path may be. */
    enum Kind {
        DIRECTORY("a directory"),
        FILE("a regular file");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }
    }

    /**
     * Refuses what another user could have put there or could change.
     *
     * @throws NoSuchFileException if there is nothing
     * @throws FileSystemException with the reason, if it is of another kind, a symbolic link,
     *     another user's, or open to others
     */
    static void checkOurs(Path path, Kind expected) throws IOException {
        if (!POSIX) {
            return;
        }
        Map<String, Object> found =
                Files.readAttributes(
                        path,
                        "unix:mode,uid,isDirectory,isRegularFile,isSymbolicLink",
                        LinkOption.NOFOLLOW_LINKS);
        if ((Boolean) found.get("isSymbolicLink")) {
            throw refused(path, "is a symbolic link, which is not followed");
        }
        String right = expected == Kind.DIRECTORY ? "isDirectory" : "isRegularFile";
        if (!(Boolean) found.get(right)) {
            throw refused(path, "is not " + expected.phrase);
        }
        int uid = Os.current().uid();
        if ((Integer) found.get("uid") != uid) {
            throw refused(
                    path, "belongs to user " + found.get("uid") + ", this process is user " + uid);
        }
        int mode = (Integer) found.get("mode") & 07777;
        if ((mode & OTHERS) != 0) {
            throw refused(
                    path,
                    String.format(
                            "is open to other users: its mode is %04o, expected %s",
                            mode, expected == Kind.DIRECTORY ? "0700" : "0600"));
        }
    }

    private static FileSystemException refused(Path path, String reason) {
        return new FileSystemException(path.toString(), null, reason);
    }

    /** The attribute that creates a file with these permissions, less what the umask takes away. */
    static FileAttribute<?>[] ownerOnly(String permissions) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }

    /** Gives back what an odd umask took away. */
    static void setPermissions(Path path, String permissions) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }
}
