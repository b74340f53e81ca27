package io.zoosync.internal.segment;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.npy.NpyFormatException;
import io.zoosync.internal.npy.NpyHeader;
import io.zoosync.internal.process.Directory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.process.SharedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The file of a named array: a {@code .npy} file of the {@linkplain Directory shared directory}, as
 * NumPy reads it, and so without the header of a {@link Segment}. Its data is mapped in windows,
 * since one mapping has at most 2 GiB.
 *
 * <p>Like a segment it appears under its name complete, or not at all, stays until it is unlinked,
 * and is unmapped by the collector. Nobody owns any part of it, so it belongs to no {@link
 * ProcessRegistry}.
 *
 * <table>
 * <caption>Crash points, beside those of {@link SharedFile}</caption>
 * <tr><th>killed after<th>a survivor sees<th>repaired by
 * <tr><td>ARRAY_HEADER_WRITTEN<td>nothing by the name<td>a later creator of any file, which
 *   sweeps temporaries whose creator is dead
 * </table>
 *
 * Test: {@code NamedArrayProcessTest}.
 */
public final class ArrayFile {
    private final SegmentName name;
    private final Path path;
    private final NpyHeader header;
    private final ByteBuffer[] windows;
    private final String identity;

    private ArrayFile(
            SegmentName name, Path path, NpyHeader header, ByteBuffer[] windows, String identity) {
        this.name = name;
        this.path = path;
        this.header = header;
        this.windows = windows;
        this.identity = identity;
    }

    /**
     * Creates an array of zeros.
     *
     * @param descr the type of its elements, as a header has it
     * @param windowBytes the size of all windows but the last
     * @throws FileAlreadyExistsException if there is an array of that name
     * @throws IllegalArgumentException if the name is against the rule, which the message gives
     * @throws IOException if the memory is not to be had; nothing is left behind
     */
    public static ArrayFile create(String name, String descr, long[] shape, int windowBytes)
            throws IOException {
        SegmentName parsed = SegmentName.of(Segment.Kind.ARRAY, name);
        byte[] start = NpyHeader.encode(descr, false, shape);
        NpyHeader header = NpyHeader.read(new ByteArrayInputStream(start));
        Path path = parsed.in(Directory.open());
        ProcessRegistry registry = ProcessRegistry.current();
        registry.checkInPlace();
        registry.sweepBeforeCreation();
        long bytes = Math.addExact(start.length, header.dataBytes());
        try {
            return SharedFile.publish(
                    path,
                    registry.self(),
                    bytes,
                    (channel, temporary) -> {
                        write(channel, start);
                        CrashPoint.ARRAY_HEADER_WRITTEN.hit();
                        ByteBuffer[] windows = map(channel, header, windowBytes);
                        return new ArrayFile(parsed, path, header, windows, identity(temporary));
                    });
        } catch (NoSuchFileException e) {
            throw new FileSystemException(
                    path.toString(), null, "files were removed while it was being created");
        }
    }

    private static void write(FileChannel channel, byte[] start) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(start);
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }

    /**
     * Opens an existing array.
     *
     * @param windowBytes the size of all windows but the last
     * @throws NoSuchFileException if there is none of that name
     * @throws FileSystemException with the reason, if the file is not one that this user alone can
     *     have made
     * @throws CorruptSegmentException if it is damaged, cut short, or no array of a known type
     * @throws IllegalArgumentException if the name is against the rule, which the message gives
     */
    public static ArrayFile attach(String name, int windowBytes) throws IOException {
        SegmentName parsed = SegmentName.of(Segment.Kind.ARRAY, name);
        Path path = parsed.in(Directory.open());
        try {
            return attach(parsed, path, windowBytes);
        } catch (NpyFormatException e) {
            throw new CorruptSegmentException(path + " is damaged: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    String.format(
                            "there is no array named \"%s\" in %s",
                            parsed.name(), path.getParent()));
        }
    }

    /**
     * Removes the name. Those attached go on with the memory.
     *
     * @return whether there was one
     */
    public static boolean unlink(String name) throws IOException {
        return Segment.unlink(Segment.Kind.ARRAY, name);
    }

    /** Reads the header, and compares what it says with the size of the file. */
    static NpyHeader readHeader(FileChannel channel) throws IOException {
        // the stream reads from the channel's position; the channel is not to be closed with it
        NpyHeader header = NpyHeader.read(Channels.newInputStream(channel.position(0)));
        long expected = header.dataOffset() + header.dataBytes();
        if (channel.size() != expected) {
            throw new NpyFormatException(
                    "it is " + channel.size() + " bytes long, by its header " + expected);
        }
        return header;
    }

    private static ArrayFile attach(SegmentName name, Path path, int windowBytes)
            throws IOException {
        while (true) { // a second round means that the file was replaced in between
            String identity = identity(path);
            ArrayFile file = map(name, path, identity, windowBytes);
            if (identity(path).equals(identity)) {
                return file;
            }
        }
    }

    private static ArrayFile map(SegmentName name, Path path, String identity, int windowBytes)
            throws IOException {
        try (FileChannel channel = SharedFile.open(path)) {
            NpyHeader header = readHeader(channel);
            ByteBuffer[] windows = map(channel, header, windowBytes);
            return new ArrayFile(name, path, header, windows, identity);
        }
    }

    private static ByteBuffer[] map(FileChannel channel, NpyHeader header, int windowBytes)
            throws IOException {
        long bytes = header.dataBytes();
        int count = Math.toIntExact(Math.max(1, (bytes + windowBytes - 1) / windowBytes));
        ByteBuffer[] windows = new ByteBuffer[count];
        for (int i = 0; i < count; i++) {
            long from = (long) i * windowBytes;
            windows[i] =
                    SharedFile.map(
                                    channel,
                                    header.dataOffset() + from,
                                    Math.min(windowBytes, bytes - from))
                            .order(ByteOrder.nativeOrder());
        }
        return windows;
    }

    /** What no two files have at the same time; the same for all where files have no such thing. */
    private static String identity(Path file) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return String.valueOf(attributes.fileKey());
    }

    /** What its header said when this file was opened. */
    public NpyHeader header() {
        return header;
    }

    /** The data, in native order. */
    public ByteBuffer[] windows() {
        return windows.clone();
    }

    /** The name without its kind, as in {@code prices} for {@code prices.npy}. */
    public String name() {
        return name.name();
    }

    /** Where the file is, or was before it was unlinked. */
    public Path path() {
        return path;
    }

    /** Tells this file from a later one of the same name. */
    public String identity() {
        return identity;
    }
}
