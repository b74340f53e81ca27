package io.zoosync.internal.segment;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.Directory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.process.SharedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A named piece of shared memory: a file of the {@linkplain Directory shared directory}, mapped
 * whole. It begins with a header of {@link #HEADER_BYTES} bytes, and the rest belongs to the one
 * who made it.
 *
 * <p>A segment appears under its name complete, or not at all, and stays until it is unlinked; it
 * can be used by those attached to it even then. It has nothing to close: the collector unmaps it.
 */
public final class Segment {
    /** Size of the header, which the memory begins with. */
    public static final int HEADER_BYTES = SegmentHeader.BYTES;

    private final SegmentName name;
    private final Path path;
    private final Memory memory;
    private final long geometryA;
    private final long geometryB;

    private Segment(SegmentName name, Path path, Memory memory, SegmentHeader header) {
        this.name = name;
        this.path = path;
        this.memory = memory;
        this.geometryA = header.geometryA();
        this.geometryB = header.geometryB();
    }

    /** What a segment is for. */
    public enum Kind {
        LOCK(1, "lock"),
        QUEUE(2, "queue"),
        /** Its file has no header of a segment: see {@link ArrayFile}. */
        ARRAY(3, "npy");

        private final int code;
        private final String extension;

        Kind(int code, String extension) {
            this.code = code;
            this.extension = extension;
        }

        /** The number that stands for it in a header. */
        int code() {
            return code;
        }

        /** What the names of its files end with, after a dot. */
        public String extension() {
            return extension;
        }

        /** {@code lock}, {@code queue} or {@code array}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** For messages. */
        static String nameOf(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind.toString();
                }
            }
            return "unknown (" + code + ")";
        }
    }

    /**
     * Creates a segment.
     *
     * @param sizeBytes of the whole segment, its header included
     * @param geometryA a number kept in the header, for the caller
     * @param geometryB another one
     * @param initialise writes what the segment is to hold when others first see it; the memory is
     *     zero, and its first {@link #HEADER_BYTES} bytes are not the callback's
     * @throws FileAlreadyExistsException if there is a segment of that kind and name
     * @throws IllegalArgumentException if the name is against the rule, which the message gives
     * @throws ClosedByInterruptException if the thread is interrupted
     * @throws IOException if the memory is not to be had; nothing is left behind
     */
    public static Segment create(
            Kind kind,
            String name,
            int sizeBytes,
            long geometryA,
            long geometryB,
            Consumer<Memory> initialise)
            throws IOException {
        if (sizeBytes < HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "sizeBytes must be at least " + HEADER_BYTES + ": sizeBytes=" + sizeBytes);
        }
        SegmentName parsed = SegmentName.of(kind, name);
        Path path = parsed.in(Directory.open());
        ProcessRegistry registry = ProcessRegistry.current();
        registry.checkInPlace();
        registry.sweepBeforeCreation();
        SegmentHeader header =
                new SegmentHeader(
                        kind.code(),
                        sizeBytes,
                        geometryA,
                        geometryB,
                        registry.id(),
                        ProcessHandle.current().pid(),
                        System.currentTimeMillis());
        Consumer<Memory> fill =
                memory -> {
                    initialise.accept(memory);
                    header.write(memory);
                };
        Memory memory = createFile(path, registry.self(), sizeBytes, fill);
        return new Segment(parsed, path, memory, header);
    }

    private static Memory createFile(Path path, int creator, int bytes, Consumer<Memory> fill)
            throws IOException {
        try {
            return SharedFile.create(path, creator, bytes, fill);
        } catch (NoSuchFileException e) {
            throw new FileSystemException(
                    path.toString(), null, "files were removed while it was being created");
        }
    }

    /**
     * Opens an existing segment.
     *
     * @throws NoSuchFileException if there is none of that kind and name
     * @throws FileSystemException with the reason, if the file is not one that this user alone can
     *     have made, or belongs to an earlier {@link ProcessRegistry}
     * @throws ClosedByInterruptException if the thread is interrupted
     * @throws CorruptSegmentException if it is damaged, of another kind or version, or no segment
     * @throws IllegalArgumentException if the name is against the rule, which the message gives
     */
    public static Segment attach(Kind kind, String name) throws IOException {
        SegmentName parsed = SegmentName.of(kind, name);
        Path path = parsed.in(Directory.open());
        ProcessRegistry registry = ProcessRegistry.current();
        try (FileChannel channel = SharedFile.open(path)) {
            SegmentHeader header = readHeader(channel, path, kind);
            if (header.registryId() != registry.id()) {
                throw new FileSystemException(path.toString(), null, otherRegistry(path));
            }
            Memory memory = SharedFile.map(channel, Math.toIntExact(header.size()));
            return new Segment(parsed, path, memory, header);
        } catch (NoSuchFileException e) {
            throw new NoSuchFileException(
                    path.toString(),
                    null,
                    String.format(
                            "there is no %s named \"%s\" in %s",
                            kind, parsed.name(), path.getParent()));
        }
    }

    /**
     * Attaches to a segment, or creates it if there is none. Of several processes that do so at
     * once, one creates it. An existing one may have another size and geometry than was asked for:
     * the caller compares.
     *
     * @see #create
     * @see #attach
     */
    public static Segment open(
            Kind kind,
            String name,
            int sizeBytes,
            long geometryA,
            long geometryB,
            Consumer<Memory> initialise)
            throws IOException {
        while (true) { // each further round means that another process created or removed it
            try {
                return attach(kind, name);
            } catch (NoSuchFileException e) {
                // to be created
            }
            try {
                return create(kind, name, sizeBytes, geometryA, geometryB, initialise);
            } catch (FileAlreadyExistsException e) {
                // another was first
            }
        }
    }

    /**
     * Removes the name. Those attached go on with the memory, which is given back when the last of
     * them ends; the next to open the name creates another segment.
     *
     * @return whether there was one
     */
    public static boolean unlink(Kind kind, String name) throws IOException {
        SegmentName parsed = SegmentName.of(kind, name);
        return Files.deleteIfExists(parsed.in(Directory.open()));
    }

    /** The whole memory, header included. */
    public Memory memory() {
        return memory;
    }

    /** The first number that the creator gave, as it was when this segment was opened. */
    public long geometryA() {
        return geometryA;
    }

    /** The second number that the creator gave, as it was when this segment was opened. */
    public long geometryB() {
        return geometryB;
    }

    /** The name without its kind, as in {@code orders} for {@code orders.queue}. */
    public String name() {
        return name.name();
    }

    /** Where its file is, or was before it was unlinked. */
    public Path path() {
        return path;
    }

    /**
     * Throws if a process has found this segment damaged.
     *
     * @throws CorruptSegmentException with what it found
     */
    public void checkNotPoisoned() {
        // SYNC: reason written
        if (memory.getIntAcquire(SegmentHeader.POISON_OFFSET) != SegmentHeader.SOUND) {
            throw corrupt(path, SegmentHeader.poison(memory.buffer()));
        }
    }

    /**
     * As {@link #checkNotPoisoned()}, through a buffer of the segment's memory that the caller has
     * in hand.
     */
    public void checkNotPoisoned(ByteBuffer bytes) {
        if (bytes.getInt(SegmentHeader.POISON_OFFSET) != SegmentHeader.SOUND) {
            checkNotPoisoned();
        }
    }

    /**
     * Marks this segment as damaged, for everybody. The first to do so gives the reason that the
     * others get.
     *
     * @param why what was found; the others get its first 52 bytes
     * @return the exception for the caller to throw
     */
    public CorruptSegmentException poison(String why) {
        int poison = SegmentHeader.POISON_OFFSET;
        if (memory.casInt(poison, SegmentHeader.SOUND, SegmentHeader.BEING_POISONED)) {
            CrashPoint.POISON_BEGUN.hit();
            SegmentHeader.putReason(memory, why);
            CrashPoint.POISON_EXPLAINED.hit();
            // SYNC: reason written
            memory.putIntRelease(poison, SegmentHeader.POISONED);
            CrashPoint.POISON_ENDED.hit();
        }
        return corrupt(path, why);
    }

    static SegmentHeader readHeader(FileChannel channel, Path path, Kind kind) throws IOException {
        ByteBuffer bytes = SharedFile.read(channel, HEADER_BYTES).order(ByteOrder.nativeOrder());
        String fault = SegmentHeader.fault(bytes, channel.size());
        if (fault != null) {
            throw corrupt(path, fault);
        }
        SegmentHeader header = SegmentHeader.read(bytes);
        if (header.kind() != kind.code()) {
            throw corrupt(
                    path,
                    String.format("its kind is %s, expected %s", Kind.nameOf(header.kind()), kind));
        }
        if (header.size() > Integer.MAX_VALUE) {
            throw corrupt(path, "its size is " + header.size() + " bytes, too large");
        }
        return header;
    }

    private static CorruptSegmentException corrupt(Path path, String why) {
        return new CorruptSegmentException(path + " is damaged: " + why);
    }

    private static String otherRegistry(Path path) {
        return String.format(
                "it was made under another %s, which has been removed since, so that the death of"
                        + " its users cannot be noticed; end the processes that use it and remove"
                        + " %s",
                path.resolveSibling("processes"), path);
    }
}
