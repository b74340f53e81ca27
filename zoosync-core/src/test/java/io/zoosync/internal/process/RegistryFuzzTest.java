package io.zoosync.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.Fuzz;
import io.zoosync.testing.Mutator;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stranger's bytes in the registry lead to a right answer or to an error that names its file; and
 * a living process is not taken for dead, unless what was written is exactly what a successor of it
 * would have written.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final int FEW = 300;
    private static final int REGISTRATIONS = 6;

    private final Path directory = ZooDirectory.createTemporary();
    private final Path file = directory.resolve(RegistryLayout.FILE);
    private ChildJvm child;
    private ProcessRegistry registry;
    private Memory memory;
    private byte[] sound;
    private int living;
    private int dead;
    private int refused;

    @BeforeEach
    void openRegistry() throws IOException {
        try (ChildJvm shortLived = probe()) {
            dead = Integer.parseInt(shortLived.expectLine("self "));
        }
        child = probe();
        living = Integer.parseInt(child.expectLine("self "));
        registry = ProcessRegistry.open(directory);
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            memory = SharedFile.map(channel, RegistryLayout.FILE_BYTES);
        }
        sound = new byte[memory.size()];
        memory.buffer().get(0, sound);
    }

    @AfterEach
    void removeDirectory() {
        child.close();
        ZooDirectory.remove(directory);
    }

    private ChildJvm probe() throws IOException {
        return ChildJvm.of(RegistryProbe.class).directory(directory).start();
    }

    @Test
    void shouldRefuseEachBitOfTheHeaderOrBeUnharmed() throws IOException {
        for (int bit = 0; bit < RegistryLayout.SLOT_BYTES * Byte.SIZE; bit++) {
            int at = bit / Byte.SIZE;
            memory.buffer().put(at, (byte) (sound[at] ^ 1 << bit % Byte.SIZE));
            if (at < RegistryLayout.NEXT_SLOT_OFFSET) {
                CorruptSegmentException thrown =
                        assertThrows(
                                CorruptSegmentException.class,
                                () -> ProcessRegistry.open(directory));
                String message = thrown.getMessage();
                assertTrue(message.startsWith(file + " is damaged: "), message);
            } else {
                assertTrue(ProcessRegistry.isOwner(ProcessRegistry.open(directory).self()));
            }
            askAll();
            memory.buffer().put(at, sound[at]);
        }
        assertEquals(0, refused);
    }

    /** Of the slots of a living process, of a dead one, and of this one. */
    @Test
    void shouldSurviveEachBitOfASlot() {
        for (int owner : new int[] {living, dead, registry.self()}) {
            refused = 0;
            int slot = RegistryLayout.generationOffset((owner & 0xfff) - 1);
            for (int bit = 0; bit < RegistryLayout.SLOT_BYTES * Byte.SIZE; bit++) {
                int at = slot + bit / Byte.SIZE;
                memory.buffer().put(at, (byte) (sound[at] ^ 1 << bit % Byte.SIZE));
                askAll();
                memory.buffer().put(0, sound);
            }
            // any bit of the generation and of what repeats it
            assertEquals(owner == living ? Long.SIZE : 0, refused);
        }
    }

    @Test
    void shouldSurviveMutations() {
        int cases = Fuzz.cases(MUTATIONS);
        Fuzz.run(
                "mutations of the registry",
                cases,
                (number, random) -> {
                    for (int i = random.nextInt(1, 5); i > 0; i--) {
                        mutate(random);
                    }
                    askAll();
                    if (number % (cases / FEW + 1) == 0) {
                        register();
                    }
                    memory.buffer().put(0, sound);
                });
        System.out.printf("found damaged: %,d%n", refused);
        assertTrue(refused > cases / 50, "found damaged: " + refused);
    }

    private void mutate(SplittableRandom random) {
        int[] owners = {living, dead, registry.self()};
        int slot = (owners[random.nextInt(owners.length)] & 0xfff) - 1;
        int from = random.nextInt(8) == 0 ? 0 : RegistryLayout.generationOffset(slot);
        Mutator.mutate(memory.buffer(), from, from + RegistryLayout.SLOT_BYTES, random);
    }

    private void askAll() {
        assertFalse(registry.isDead(registry.self()));
        ask(living, isReplaced());
        ask(dead, true);
    }

    /** Whether the memory is as if another process had the slot of the living one. */
    private boolean isReplaced() {
        ByteBuffer bytes = memory.buffer();
        int slot = (living & 0xfff) - 1;
        int generation = bytes.getInt(RegistryLayout.generationOffset(slot));
        return generation == bytes.getInt(RegistryLayout.describedOffset(slot))
                && generation > 0
                && generation < 1 << 18
                && generation != living >>> 12;
    }

    private void ask(int owner, boolean expected) {
        try {
            assertEquals(expected, registry.isDead(owner));
            assertFalse(registry.describe(owner).isBlank());
        } catch (CorruptSegmentException e) {
            refused++;
            assertTrue(e.getMessage().startsWith(file + " is damaged: slot "), e.getMessage());
        }
    }

    private void register() throws IOException {
        try {
            assertTrue(ProcessRegistry.isOwner(ProcessRegistry.open(directory).self()));
        } catch (CorruptSegmentException e) {
            assertTrue(e.getMessage().startsWith(file + " is damaged: "), e.getMessage());
        }
    }

    /** Others register, and are asked about, while anything may change at any moment. */
    @Test
    void shouldLetProcessesRegisterWhileItIsDamaged() throws IOException {
        Thread stranger = new Thread(this::damageAllSlots);
        stranger.start();
        try {
            for (int i = 0; i < REGISTRATIONS; i++) {
                try (ChildJvm other = probe()) {
                    int self = Integer.parseInt(other.expectLine("self "));
                    assertTrue(ProcessRegistry.isOwner(self), Integer.toHexString(self));
                    for (int n = 0; n < 2_000; n++) {
                        assertFalse(registry.isDead(registry.self()));
                        askWhateverItSays(living);
                        askWhateverItSays(self);
                    }
                }
            }
        } finally {
            stranger.interrupt();
        }
        System.out.printf("found damaged: %,d%n", refused);
    }

    private void damageAllSlots() {
        SplittableRandom random = Fuzz.random(0);
        while (!Thread.currentThread().isInterrupted()) {
            int slot = random.nextInt(REGISTRATIONS + 4);
            int from = RegistryLayout.generationOffset(slot);
            int to = from + RegistryLayout.SLOT_BYTES;
            Mutator.mutate(memory.buffer(), from, to, random);
        }
    }

    private void askWhateverItSays(int owner) {
        try {
            registry.isDead(owner);
            registry.describe(owner);
        } catch (CorruptSegmentException e) {
            refused++;
            assertTrue(e.getMessage().startsWith(file + " is damaged: slot "), e.getMessage());
        }
    }
}
