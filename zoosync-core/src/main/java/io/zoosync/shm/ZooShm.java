package io.zoosync.shm;

import io.zoosync.internal.process.Directory;
import io.zoosync.internal.segment.SegmentName;
import io.zoosync.internal.segment.SegmentSummary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The directory of shared memory: what is in it, and how to remove it. */
public final class ZooShm {
    private ZooShm() {}

    /**
     * The directory that this JVM uses. It need not exist yet.
     *
     * @return an absolute path: {@code -Dzoosync.dir}, else {@code $ZOOSYNC_DIR}, else {@code
     *     zoosync-UID} in {@code /dev/shm} or, where that is missing, in {@code java.io.tmpdir}
     */
    public static Path directory() {
        return Directory.path();
    }

    /**
     * The segments of the directory, by name; damaged ones too. Those that others create or remove
     * meanwhile may be in it or not.
     *
     * @throws IOException if the directory cannot be read, or is not safe to use
     */
    public static List<SegmentInfo> list() throws IOException {
        List<SegmentInfo> found = new ArrayList<>();
        if (!Files.exists(directory(), LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Directory.open())) {
            for (Path file : files) {
                inspect(file).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(SegmentInfo::fileName));
        return found;
    }

    /**
     * Removes a segment of any kind by the name of its file, damaged ones too. The processes that
     * are attached to it can go on using it among themselves.
     *
     * @param fileName as {@link SegmentInfo#fileName} gives it, such as {@code orders.queue}
     * @return whether there was one
     * @throws IllegalArgumentException if no segment can have that name
     * @throws IOException if the file could not be removed
     */
    public static boolean unlink(String fileName) throws IOException {
        SegmentName name = SegmentName.ofFile(fileName);
        if (name == null) {
            throw new IllegalArgumentException(
                    "expected the name of a segment's file, such as orders.queue, orders.lock or"
                            + " orders.npy: fileName=\""
                            + fileName
                            + "\"");
        }
        return Files.exists(directory(), LinkOption.NOFOLLOW_LINKS)
                && Files.deleteIfExists(Directory.open().resolve(name.fileName()));
    }

    private static Optional<SegmentInfo> inspect(Path file) throws IOException {
        SegmentName name = SegmentName.ofFile(file.getFileName().toString());
        if (name == null) {
            return Optional.empty();
        }
        try {
            SegmentSummary summary = SegmentSummary.of(file, name);
            return Optional.of(
                    new SegmentInfo(
                            name.fileName(),
                            name.name(),
                            name.kind().toString(),
                            summary.bytes(),
                            summary.creatorPid(),
                            Instant.ofEpochMilli(summary.createdMillis()),
                            Optional.ofNullable(summary.fault())));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed meanwhile
        }
    }
}
