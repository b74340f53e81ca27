package io.zoosync.internal.segment;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.npy.NpyFormatException;
import io.zoosync.internal.process.SharedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What can be told of a segment's file without attaching to it.
 *
 * @param creatorPid 0 if there is a fault, and for an array, whose file has no room for it
 * @param createdMillis 0 if there is a fault; of an array, when its file was last written to by
 *     other means than a mapping
 * @param fault why it cannot be opened; null if nothing is wrong
 */
public record SegmentSummary(long bytes, long creatorPid, long createdMillis, String fault) {
    /**
     * Looks at the file of a segment.
     *
     * @throws NoSuchFileException if there is none
     */
    public static SegmentSummary of(Path file, SegmentName name) throws IOException {
        long bytes = 0;
        try (FileChannel channel = SharedFile.open(file)) {
            bytes = channel.size();
            if (name.kind() == Segment.Kind.ARRAY) {
                ArrayFile.readHeader(channel);
                return new SegmentSummary(bytes, 0, modifiedMillis(file), null);
            }
            SegmentHeader header = Segment.readHeader(channel, file, name.kind());
            return new SegmentSummary(bytes, header.creatorPid(), header.createdMillis(), null);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | CorruptSegmentException | NpyFormatException e) {
            return new SegmentSummary(bytes, 0, 0, e.getMessage());
        }
    }

    private static long modifiedMillis(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
    }
}
