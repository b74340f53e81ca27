package io.zoosync.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryFileTest {
    private final Path directory = ZooDirectory.createTemporary();
    private final Path file = directory.resolve(RegistryLayout.FILE);

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(directory);
    }

    @Test
    void shouldPinTheLayout() {
        assertEquals(64 * 4096, RegistryLayout.FILE_BYTES);
        assertEquals(0, RegistryLayout.MAGIC_OFFSET);
        assertEquals(8, RegistryLayout.VERSION_OFFSET);
        assertEquals(12, RegistryLayout.SLOTS_OFFSET);
        assertEquals(16, RegistryLayout.ID_OFFSET);
        assertEquals(24, RegistryLayout.CHECKSUM_OFFSET);
        assertEquals(28, RegistryLayout.NEXT_SLOT_OFFSET);
        assertEquals(64, RegistryLayout.generationOffset(0));
        assertEquals(68, RegistryLayout.describedOffset(0));
        assertEquals(72, RegistryLayout.pidOffset(0));
        assertEquals(80, RegistryLayout.startedOffset(0));
        assertEquals(88, RegistryLayout.commandOffset(0));
        int end = RegistryLayout.commandOffset(RegistryLayout.SLOTS - 1);
        assertEquals(RegistryLayout.FILE_BYTES, end + 1 + RegistryLayout.COMMAND_BYTES);
        assertTrue(RegistryLayout.claimByte(0) > RegistryLayout.FILE_BYTES);
        assertEquals(RegistryLayout.lifeByte(0) + 1, RegistryLayout.claimByte(1));
    }

    @Test
    void shouldCreateTheSameFileInARace() throws Exception {
        int racers = 4;
        CyclicBarrier start = new CyclicBarrier(racers);
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < 100; round++) {
                Path fresh = Files.createDirectory(directory.resolve("round-" + round));
                List<Future<ProcessRegistry>> opened = new ArrayList<>();
                for (int i = 0; i < racers; i++) {
                    opened.add(
                            threads.submit(
                                    () -> {
                                        start.await();
                                        return ProcessRegistry.open(fresh);
                                    }));
                }
                Set<Long> ids = new HashSet<>();
                Set<Integer> owners = new HashSet<>();
                for (Future<ProcessRegistry> registry : opened) {
                    ids.add(registry.get().id());
                    owners.add(registry.get().self());
                }
                assertEquals(1, ids.size());
                if (knowsOpenFileLocks()) {
                    assertEquals(racers, owners.size());
                }
                assertEquals(Set.of(), ZooDirectory.segments(fresh));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldCreateTheSameFileInARaceOfProcesses() throws IOException {
        for (int round = 0; round < 5; round++) {
            Path fresh = directory.resolve("round-" + round);
            try (ChildJvm one = probe(fresh);
                    ChildJvm two = probe(fresh)) {
                assertEquals(one.expectLine("id "), two.expectLine("id "));
                assertNotEquals(one.expectLine("self "), two.expectLine("self "));
            }
            assertEquals(Set.of(), ZooDirectory.segments(fresh));
        }
    }

    @Test
    void shouldRaiseTheGenerationWhenASlotIsUsedAgain() throws IOException {
        int first = ownerOfShortLife();
        setInt(RegistryLayout.NEXT_SLOT_OFFSET, slotOf(first));
        try (ChildJvm second = probe(directory)) {
            int owner = Integer.parseInt(second.expectLine("self "));

            assertEquals(slotOf(first), slotOf(owner));
            assertEquals(generationOf(first) + 1, generationOf(owner));
            assertEquals("true", ask(second, "dead " + first, "dead "));
            assertEquals("false", ask(second, "dead " + owner, "dead "));
        }
    }

    @Test
    void shouldTakeTurnsWithTheSlots() throws IOException {
        assertEquals(0, slotOf(ownerOfShortLife()));
        assertEquals(1, slotOf(ownerOfShortLife()));
        setInt(RegistryLayout.NEXT_SLOT_OFFSET, ProcessRegistry.SLOTS - 1);
        assertEquals(ProcessRegistry.SLOTS - 1, slotOf(ownerOfShortLife()));
        assertEquals(0, slotOf(ownerOfShortLife()));
    }

    @Test
    void shouldSurviveAnyNextSlotAndGeneration() throws IOException {
        ownerOfShortLife();
        for (int damage : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 4095}) {
            setInt(RegistryLayout.NEXT_SLOT_OFFSET, damage);
            for (int slot = 0; slot < ProcessRegistry.SLOTS; slot++) {
                setInt(RegistryLayout.generationOffset(slot), damage);
            }
            assertTrue(ProcessRegistry.isOwner(ownerOfShortLife()));
        }
    }

    @Test
    void shouldGoAroundWithGenerationsLeavingOutZero() throws IOException {
        ownerOfShortLife();
        int last = (1 << 18) - 1;
        setInt(RegistryLayout.NEXT_SLOT_OFFSET, 9);
        setInt(RegistryLayout.generationOffset(9), last - 1);

        int owner = ownerOfShortLife();
        assertEquals(last, generationOf(owner));
        assertEquals(9, slotOf(owner));
        assertTrue(ProcessRegistry.isOwner(owner));

        setInt(RegistryLayout.NEXT_SLOT_OFFSET, 9);
        assertEquals(1, generationOf(ownerOfShortLife()));
    }

    @Test
    void shouldNotTakeOneForAliveWhoseSuccessorIsStoppedInItsFirstSteps() throws IOException {
        assumeTrue(knowsOpenFileLocks());
        int first = ownerOfShortLife();
        // as a process would be that is stopped between the claim and the new generation
        int handle = Os.current().openLockFile(file);
        assertEquals(0, Os.current().lockByte(handle, RegistryLayout.claimByte(slotOf(first))));
        try (ChildJvm child = probe(directory)) {
            assertNotEquals(slotOf(first), slotOf(Integer.parseInt(child.expectLine("self "))));
            assertEquals("true", ask(child, "dead " + first, "dead "));
        }
    }

    @Test
    void shouldSayWhenAllSlotsAreTaken() throws IOException {
        ownerOfShortLife();
        int handle = Os.current().openLockFile(file);
        int free = 4000;
        for (int slot = 0; slot < ProcessRegistry.SLOTS; slot++) {
            if (slot != free) {
                long claim = RegistryLayout.claimByte(slot);
                assertEquals(0, Os.current().lockByte(handle, claim));
            }
        }
        assertEquals(free, slotOf(ownerOfShortLife()));
        assertEquals(0, Os.current().lockByte(handle, RegistryLayout.claimByte(free)));
        try (ChildJvm child = probe(directory)) {
            child.expectExit(1);
            assertTrue(child.output().contains("all 4095 slots are taken"), child.output());
            assertTrue(child.output().contains(directory.toString()), child.output());
        }
    }

    @Test
    void shouldRefuseDamageInEveryByteOfTheHeaderOrBeUnharmed() throws IOException {
        ownerOfShortLife();
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < RegistryLayout.SLOT_BYTES; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= 0x55;
            Path other = Files.createDirectory(directory.resolve("byte-" + i));
            write(other.resolve(RegistryLayout.FILE), damaged);
            if (i < RegistryLayout.NEXT_SLOT_OFFSET) {
                assertThrows(CorruptSegmentException.class, () -> ProcessRegistry.open(other));
            } else {
                assertTrue(ProcessRegistry.isOwner(ProcessRegistry.open(other).self()));
            }
        }
    }

    @Test
    void shouldRefuseAFileCutShortOrForeign() throws IOException {
        ownerOfShortLife();
        byte[] sound = Files.readAllBytes(file);
        for (int size : new int[] {0, 1, 63, 64, 4096, sound.length - 1}) {
            Path other = Files.createDirectory(directory.resolve("size-" + size));
            write(other.resolve(RegistryLayout.FILE), Arrays.copyOf(sound, size));
            CorruptSegmentException thrown =
                    assertThrows(CorruptSegmentException.class, () -> ProcessRegistry.open(other));
            assertTrue(thrown.getMessage().contains("its size is " + size), thrown.getMessage());
        }
        Path other = Files.createDirectory(directory.resolve("foreign"));
        write(other.resolve(RegistryLayout.FILE), new byte[RegistryLayout.FILE_BYTES]);
        assertThrows(CorruptSegmentException.class, () -> ProcessRegistry.open(other));
    }

    @Test
    void shouldRefuseASymbolicLinkAndAFileThatIsOpenToOthers() throws IOException {
        ownerOfShortLife();
        Path other = Files.createDirectory(directory.resolve("link"));
        Files.createSymbolicLink(other.resolve(RegistryLayout.FILE), file);
        FileSystemException thrown =
                assertThrows(FileSystemException.class, () -> ProcessRegistry.open(other));
        assertTrue(thrown.getMessage().contains("symbolic link"), thrown.getMessage());

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        thrown = assertThrows(FileSystemException.class, () -> ProcessRegistry.open(directory));
        assertTrue(thrown.getMessage().contains("mode is 0604"), thrown.getMessage());
    }

    @Test
    void shouldNoticeThatItsFileWasReplaced() throws IOException {
        ProcessRegistry before = ProcessRegistry.open(directory);
        before.checkInPlace();

        Files.delete(file);
        IOException thrown = assertThrows(IOException.class, before::checkInPlace);
        assertTrue(thrown.getMessage().contains("removed or replaced"), thrown.getMessage());

        ProcessRegistry after = ProcessRegistry.open(directory);
        assertNotEquals(before.id(), after.id());
        assertThrows(IOException.class, before::checkInPlace);
        after.checkInPlace();
    }

    @Test
    void shouldSweepOnlyWhatIsSurelyAbandoned() throws IOException {
        ProcessRegistry registry = ProcessRegistry.open(directory);
        int dead = ownerOfShortLife();
        String random = "-0123456789abcdef0123456789abcdef";
        Path own = Files.createFile(directory.resolve(name(registry.self(), random)));
        Path impossible = Files.createFile(directory.resolve(name(-1, random)));
        Path foreign = Files.createFile(directory.resolve(".tmp-notes"));
        Path abandoned = Files.createFile(directory.resolve(name(dead, random)));
        Path registrys = Files.createFile(directory.resolve(name(0, random)));

        registry.sweepTemporaries();

        assertTrue(Files.exists(own));
        assertTrue(Files.exists(impossible));
        assertTrue(Files.exists(foreign));
        assertFalse(Files.exists(abandoned));
        assertFalse(Files.exists(registrys));
    }

    private static String name(int creator, String random) {
        return String.format(".tmp-%08x%s", creator, random);
    }

    private int ownerOfShortLife() throws IOException {
        try (ChildJvm child = probe(directory)) {
            int owner = Integer.parseInt(child.expectLine("self "));
            child.endInput();
            child.expectExit(0);
            return owner;
        }
    }

    private static ChildJvm probe(Path directory) throws IOException {
        return ChildJvm.of(RegistryProbe.class).directory(directory).start();
    }

    private static String ask(ChildJvm child, String question, String prefix) {
        child.send(question);
        return child.expectLine(prefix);
    }

    private static boolean knowsOpenFileLocks() {
        return !Os.current().name().equals("portable");
    }

    private void setInt(int offset, int value) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Memory memory = SharedFile.map(channel, RegistryLayout.FILE_BYTES);
            memory.putIntRelease(offset, value);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createFile(file, Directory.ownerOnly("rw-------"));
        Files.write(file, bytes);
    }

    private static int slotOf(int owner) {
        return (owner & 0xfff) - 1;
    }

    private static int generationOf(int owner) {
        return owner >>> 12;
    }
}
