package io.zoosync.internal.process;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who is alive: a number for this process, and the answer whether the process of such a number is
 * dead.
 *
 * <p><b>Owner words.</b> A process is {@code (slot, generation)}, written as {@code generation(18)
 * | slot + 1 (12)}: 30 bits, never 0, so that one compare-and-set takes a lock and names its owner.
 *
 * <p><b>Liveness</b> is an open-file-description lock that the process holds on its slot's <i>life
 * byte</i> until it ends; the descriptor is never closed. The kernel drops the lock when the last
 * thread of the process is gone and none can still write, not before: it is a proof. Owner {@code
 * (s, g)} is dead exactly when the life byte of slot {@code s} is unlocked, or its generation is no
 * longer {@code g}. While the byte is locked, the slot's description bears its generation; where it
 * does not, or the generation is none, a stranger wrote there, and nobody is called dead for it.
 *
 * <p>Process ids would not do: they are used again within minutes, they mean another process or
 * none in another PID namespace (two containers that share the directory), a zombie still has its
 * own, and a thread of a killed process may write after {@code kill(pid, 0)} has said that it is
 * gone. Time limits would not do: a process that is stopped or paged out is alive.
 *
 * <p><b>Taking a slot.</b> First the lock of the slot's <i>claim byte</i>, which nobody asks about;
 * then the generation is raised, which is the end of the slot's former owner, if anyone still had a
 * doubt; then the description; then the life byte. Were there only one byte, a process stopped
 * between locking it and raising the generation would keep the former owner alive for as long as it
 * is stopped.
 *
 * <p><b>When words come again.</b> A word is given out again once its slot's generation has gone
 * around, after 2^18 - 1 (262,143) owners; 0 is left out. Each process begins its search where the
 * last one ended, so all free slots take turns: with {@code n} processes alive at a time a word
 * comes again after {@code (4095 - n) * 262143} process starts, over a billion (1,073,475,585) when
 * {@code n} is small. And it matters only where somebody still waits for an owner of so long ago.
 *
 * <table>
 * <caption>Crash points</caption>
 * <tr><th>killed after<th>a survivor sees<th>repaired by
 * <tr><td>REGISTRY_BYTE_LOCKED: the claim byte is locked<td>nothing; the slot's former owner is
 *   dead, for its life byte is unlocked<td>the kernel, which unlocks the byte
 * <tr><td>REGISTRY_SEARCH_MOVED: the next search begins behind this slot<td>the same<td>the same
 * <tr><td>REGISTRY_GENERATION_RAISED<td>a generation whose life byte was never locked: dead, and
 *   written nowhere<td>the next to take the slot, which raises it again
 * <tr><td>REGISTRY_DESCRIBING: all is written but whose description it is<td>the same; the former
 *   owner has no description any more<td>the same
 * <tr><td>REGISTRY_DESCRIBED<td>the same, with a description<td>the same
 * <tr><td>REGISTRY_ALIVE: the life byte is locked<td>an owner that died<td>those who meet its word
 * </table>
 *
 * Tests: {@code RegistryCrashTest}, {@code CrashEnumerationTest}; the creation of the file: see
 * {@link SharedFile}.
 */
public final class ProcessRegistry {
    /** Bits of an owner word. */
    public static final int OWNER_BITS = 30;

    /** How many processes can share a directory at a time. */
    public static final int SLOTS = RegistryLayout.SLOTS;

    private static final int SLOT_BITS = 12;
    private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;
    private static final int GENERATIONS = (1 << (OWNER_BITS - SLOT_BITS)) - 1;
    private static final int ATTEMPTS = 1000;

    /** How often to look at a slot that does not look right, before it is thought damaged. */
    private static final int LOOKS = 100;

    /** How many names a process that creates many files looks at for each, on average. */
    private static final int NAMES_PER_CREATION = 256;

    private static volatile ProcessRegistry current;

    private final Path file;
    private final Object fileKey;
    private final Memory memory;
    private final long id;
    private final int handle;
    private final int self;
    private final AtomicInteger creationsWithoutSweep = new AtomicInteger();

    /**
     * The registry of this process, opened at first use, which makes this process known to the
     * others.
     *
     * @throws UncheckedIOException if it cannot be opened; a later call tries again
     * @throws CorruptSegmentException if the file is damaged
     */
    public static ProcessRegistry current() {
        ProcessRegistry registry = current;
        return registry != null ? registry : openCurrent();
    }

    private static synchronized ProcessRegistry openCurrent() {
        if (current == null) {
            try {
                current = open(Directory.open());
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "cannot open the registry of processes in "
                                + Directory.path()
                                + ": "
                                + e.getMessage(),
                        e);
            }
        }
        return current;
    }

    /** Opens the registry of a directory, and makes this process known in it. */
    static ProcessRegistry open(Path directory) throws IOException {
        Path file = directory.resolve(RegistryLayout.FILE);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                createIfMissing(file);
                ProcessRegistry registry = new ProcessRegistry(file);
                if (registry.isInPlace()) {
                    registry.trySweepTemporaries();
                    return registry;
                }
            } catch (NoSuchFileException e) {
                // removed since, or our temporary was swept by one who came first: once more
            }
        }
        throw new IOException("the file is removed again and again");
    }

    private ProcessRegistry(Path file) throws IOException {
        this.file = file;
        this.fileKey = fileKey(file);
        this.memory = map(file);
        this.id = memory.getLong(RegistryLayout.ID_OFFSET);
        // Only now: where locks belong to the process, closing any descriptor would drop them.
        this.handle = openLocks(file);
        this.self = isInPlace() ? takeSlot() : 0;
    }

    /** The owner word of this process; never 0. */
    public int self() {
        return self;
    }

    /** The random identity of the registry's file; owner words mean nothing in another one. */
    public long id() {
        return id;
    }

    /**
     * Tells whether the process of an owner word has ended. Once true, it stays true, and all that
     * the process stored is visible to the caller; a process that is only slow or stopped is alive.
     *
     * @param owner an owner word of this registry; 0 and this process's own are not dead
     * @throws CorruptSegmentException if no process can have this word, or if the registry is
     *     damaged where it would have to tell
     * @throws UncheckedIOException if the system refuses to tell
     */
    public boolean isDead(int owner) {
        if (owner == self || owner == 0) {
            return false;
        }
        int slot = slotOf(owner);
        for (int look = 0; look < LOOKS; look++) {
            if (!isTaken(slot)) {
                return true;
            }
            // SYNC: generation raised. If a successor's lock was seen, so is its generation.
            int generation = memory.getIntAcquire(RegistryLayout.generationOffset(slot));
            if (isSound(slot, generation)) {
                return generation != owner >>> SLOT_BITS;
            }
            // else it was taken by another one just now, who will soon have written both
        }
        throw damaged(
                file,
                String.format(
                        "slot %d is taken by generation %d, but described for %d",
                        slot,
                        memory.getInt(RegistryLayout.generationOffset(slot)),
                        memory.getInt(RegistryLayout.describedOffset(slot))));
    }

    /** Whether a process lives that has the slot. */
    private boolean isTaken(int slot) {
        int locked = Os.current().testByte(handle, RegistryLayout.lifeByte(slot));
        if (locked < 0) {
            throw new UncheckedIOException(
                    new IOException("cannot ask for a lock of " + file + ": errno " + -locked));
        }
        return locked != 0;
    }

    /** Whether the generation is that of the description, as it is when the life byte is locked. */
    private boolean isSound(int slot, int generation) {
        return generation > 0
                && generation <= GENERATIONS
                && generation == memory.getIntAcquire(RegistryLayout.describedOffset(slot));
    }

    /** Says for people which process an owner word means, as far as is known. */
    public String describe(int owner) {
        if (owner == 0) {
            return "nobody";
        }
        int slot = slotOf(owner);
        int generation = owner >>> SLOT_BITS;
        // SYNC: described
        String description = "a process";
        if (memory.getIntAcquire(RegistryLayout.describedOffset(slot)) == generation) {
            long pid = memory.getLong(RegistryLayout.pidOffset(slot));
            String full = String.format("process %d (%s)", pid, command(slot));
            Memory.acquireFence();
            if (memory.getInt(RegistryLayout.describedOffset(slot)) == generation) {
                description = full; // else it was another's, or half written
            }
        }
        return isDead(owner)
                ? String.format(
                        "%s that is gone (slot %d, generation %d)", description, slot, generation)
                : String.format("%s in slot %d", description, slot);
    }

    /** Whether a number can be an owner word at all. */
    public static boolean isOwner(int word) {
        return word >>> OWNER_BITS == 0 && word >>> SLOT_BITS != 0 && (word & SLOT_MASK) != 0;
    }

    /**
     * Checks that the registry's file is still the one under its name: what is created now would
     * otherwise be out of reach for processes that start from now on.
     *
     * @throws IOException if the file was removed or replaced
     */
    public void checkInPlace() throws IOException {
        if (!isInPlace()) {
            throw new IOException(
                    file
                            + " was removed or replaced while this process was using it: end all"
                            + " processes that use "
                            + file.getParent()
                            + " and start them again");
        }
    }

    /** Removes the unfinished files of creators that are dead. */
    public void sweepTemporaries() throws IOException {
        int names = SharedFile.sweep(file.getParent(), this::isAbandoned);
        creationsWithoutSweep.set(names / NAMES_PER_CREATION);
    }

    /**
     * As {@link #sweepTemporaries}, for a process that is about to create a file. Where there are
     * many names, only now and then: else each file would cost a look at all the others.
     */
    public void sweepBeforeCreation() throws IOException {
        if (creationsWithoutSweep.getAndDecrement() <= 0) {
            sweepTemporaries();
        }
    }

    /** This process has its slot, and must not take another because something else fails. */
    private void trySweepTemporaries() {
        try {
            sweepTemporaries();
        } catch (IOException e) {
            // whoever creates a file sweeps too, and says what is wrong
        }
    }

    private boolean isAbandoned(int creator) {
        // A registry's own temporary (0) is of no use once there is a registry.
        return creator == 0 || isOwner(creator) && isDead(creator);
    }

    private boolean isInPlace() throws IOException {
        try {
            return Objects.equals(fileKey, fileKey(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static int slotOf(int owner) {
        if (!isOwner(owner)) {
            throw new CorruptSegmentException(
                    String.format("0x%08x cannot be the word of an owner", owner));
        }
        return (owner & SLOT_MASK) - 1;
    }

    private String command(int slot) {
        byte[] bytes = new byte[RegistryLayout.COMMAND_BYTES];
        int offset = RegistryLayout.commandOffset(slot);
        memory.buffer().get(offset + 1, bytes);
        int length = Math.min(memory.buffer().get(offset) & 0xff, bytes.length);
        return new String(bytes, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    // Taking a slot

    private int takeSlot() throws IOException {
        int start = Math.floorMod(memory.getIntOpaque(RegistryLayout.NEXT_SLOT_OFFSET), SLOTS);
        for (int i = 0; i < SLOTS; i++) {
            int slot = (start + i) % SLOTS;
            if (lock(RegistryLayout.claimByte(slot))) {
                CrashPoint.REGISTRY_BYTE_LOCKED.hit();
                int generation = raiseGeneration(slot);
                describeSelf(slot, generation);
                if (lock(RegistryLayout.lifeByte(slot))) {
                    CrashPoint.REGISTRY_ALIVE.hit();
                    return generation << SLOT_BITS | slot + 1;
                }
                // A binding that tests by locking has the byte for a moment: the slot is left.
            }
        }
        throw new IOException(
                "all " + SLOTS + " slots are taken: no more processes can share a directory");
    }

    private int raiseGeneration(int slot) {
        memory.putIntRelease(RegistryLayout.NEXT_SLOT_OFFSET, (slot + 1) % SLOTS);
        CrashPoint.REGISTRY_SEARCH_MOVED.hit();
        int offset = RegistryLayout.generationOffset(slot);
        int generation = Math.floorMod(memory.getIntAcquire(offset), GENERATIONS) + 1;
        // SYNC: generation raised
        memory.putIntRelease(offset, generation);
        CrashPoint.REGISTRY_GENERATION_RAISED.hit();
        return generation;
    }

    private void describeSelf(int slot, int generation) {
        memory.putIntRelease(RegistryLayout.describedOffset(slot), 0);
        Memory.storeStoreFence(); // else the former owner might be given this process's description
        memory.putLong(RegistryLayout.pidOffset(slot), ProcessHandle.current().pid());
        memory.putLong(RegistryLayout.startedOffset(slot), System.currentTimeMillis());
        byte[] command = ownCommand();
        int offset = RegistryLayout.commandOffset(slot);
        memory.buffer().put(offset, (byte) command.length);
        memory.buffer().put(offset + 1, command);
        CrashPoint.REGISTRY_DESCRIBING.hit();
        // SYNC: described
        memory.putIntRelease(RegistryLayout.describedOffset(slot), generation);
        CrashPoint.REGISTRY_DESCRIBED.hit();
    }

    /** The end of the main class's or the jar's name; arguments may be secret, so none. */
    private static byte[] ownCommand() {
        String command = System.getProperty("sun.java.command", "java").strip().split("\\s", 2)[0];
        byte[] bytes =
                command.substring(command.lastIndexOf('/') + 1).getBytes(StandardCharsets.UTF_8);
        int excess = Math.max(0, bytes.length - RegistryLayout.COMMAND_BYTES);
        return Arrays.copyOfRange(bytes, excess, bytes.length);
    }

    private boolean lock(long position) throws IOException {
        int result = Os.current().lockByte(handle, position);
        if (result == 0) {
            return true;
        }
        if (result == -Os.EAGAIN || result == -Os.EACCES) {
            return false;
        }
        throw new IOException("cannot lock a byte of " + file + ": " + SharedFile.reason(-result));
    }

    // The file

    private static void createIfMissing(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            SharedFile.create(file, 0, RegistryLayout.FILE_BYTES, ProcessRegistry::initialise);
        } catch (FileAlreadyExistsException e) {
            // another process was first: its file is as good
        }
    }

    private static void initialise(Memory memory) {
        memory.putInt(RegistryLayout.VERSION_OFFSET, RegistryLayout.VERSION);
        memory.putInt(RegistryLayout.SLOTS_OFFSET, SLOTS);
        memory.putLong(RegistryLayout.ID_OFFSET, new SecureRandom().nextLong());
        memory.putLong(RegistryLayout.MAGIC_OFFSET, RegistryLayout.MAGIC);
        memory.putInt(RegistryLayout.CHECKSUM_OFFSET, RegistryLayout.checksum(memory.buffer()));
    }

    private static Memory map(Path file) throws IOException {
        try (FileChannel channel = SharedFile.open(file)) {
            ByteBuffer header =
                    SharedFile.read(channel, RegistryLayout.SLOT_BYTES)
                            .order(ByteOrder.nativeOrder());
            String fault = fault(header, channel.size());
            if (fault != null) {
                throw damaged(file, fault);
            }
            return SharedFile.map(channel, RegistryLayout.FILE_BYTES);
        }
    }

    private static CorruptSegmentException damaged(Path file, String fault) {
        return new CorruptSegmentException(
                file
                        + " is damaged: "
                        + fault
                        + "; end all processes that use "
                        + file.getParent()
                        + " and remove that directory");
    }

    private static String fault(ByteBuffer header, long size) {
        if (size != RegistryLayout.FILE_BYTES) {
            return "its size is " + size + " bytes, expected " + RegistryLayout.FILE_BYTES;
        }
        if (header.getLong(RegistryLayout.MAGIC_OFFSET) != RegistryLayout.MAGIC) {
            return "it does not begin as a registry of processes does";
        }
        int version = header.getInt(RegistryLayout.VERSION_OFFSET);
        if (version != RegistryLayout.VERSION) {
            return "its format version is " + version + ", expected " + RegistryLayout.VERSION;
        }
        if (header.getInt(RegistryLayout.CHECKSUM_OFFSET) != RegistryLayout.checksum(header)) {
            return "the checksum of its header is wrong";
        }
        return null;
    }

    private static int openLocks(Path file) throws IOException {
        int handle = Os.current().openLockFile(file);
        if (handle == -Os.ENOENT) {
            throw new NoSuchFileException(file.toString());
        }
        if (handle < 0) {
            throw new IOException("cannot open " + file + ": " + SharedFile.reason(-handle));
        }
        return handle;
    }

    private static Object fileKey(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
