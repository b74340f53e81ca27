package io.zoosync.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.crash.MappedInts;
import io.zoosync.crash.Place;
import io.zoosync.crash.Scenario;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A process makes itself known, in a directory of the case's own. */
public enum RegistryScenario implements Scenario {
    /** In an empty directory: the file is made. */
    FIRST,
    /** In the slot of a process that is dead. */
    SLOT_OF_A_DEAD;

    private static final int SLOTS = 4;
    private static final int FORMER = 1 << 12 | 1; // generation 1 of slot 0

    @Override
    public void prepare(Place place) throws IOException {
        Path directory = Files.createDirectory(place.sharedDirectory());
        if (this == SLOT_OF_A_DEAD) {
            // Its locks are not those of the copies that the others get: there it is dead.
            assertEquals(FORMER, ProcessRegistry.open(directory).self());
            memory(place).putInt(RegistryLayout.NEXT_SLOT_OFFSET, 0);
        }
    }

    private static Memory memory(Place place) throws IOException {
        try (FileChannel channel =
                SharedFile.open(place.sharedDirectory().resolve(RegistryLayout.FILE))) {
            return SharedFile.map(channel, RegistryLayout.FILE_BYTES);
        }
    }

    @Override
    public void run(Place place) throws IOException {
        MappedInts ledger = MappedInts.open(place.ledger(), 2);
        ledger.set(0, (int) ProcessHandle.current().pid());
        ledger.set(1, ProcessRegistry.open(place.sharedDirectory()).self());
    }

    @Override
    public void repair(Place place) throws IOException {
        run(place);
    }

    @Override
    public boolean covers(CrashPoint point) {
        return true;
    }

    @Override
    public boolean repairs(CrashPoint point) {
        return point == CrashPoint.REGISTRY_BYTE_LOCKED;
    }

    @Override
    public Map<String, Long> goOn(Place place, CountDownLatch ended) throws IOException {
        ProcessRegistry registry = ProcessRegistry.open(place.sharedDirectory());
        Memory memory = memory(place);
        Map<String, Long> seen = new TreeMap<>();
        for (int slot = 0; slot < SLOTS; slot++) {
            int generation = memory.getInt(RegistryLayout.generationOffset(slot));
            int owner = generation << 12 | slot + 1;
            if (generation != 0 && owner != registry.self()) {
                assertTrue(registry.isDead(owner), () -> registry.describe(owner));
                seen.merge("dead owners", 1L, Long::sum);
            }
        }
        if (this == SLOT_OF_A_DEAD) {
            judgeDescription(registry, place);
        }
        for (int i = 1; i < place.processes(); i++) {
            int owner = MappedInts.open(place.ledger(i), 2).get(1);
            assertTrue(owner == 0 || registry.isDead(owner), () -> registry.describe(owner));
        }
        ProcessRegistry another = ProcessRegistry.open(place.sharedDirectory());
        assertEquals(registry.id(), another.id());
        assertTrue(another.self() != registry.self());
        assertFalse(registry.isDead(another.self()));
        assertFalse(another.isDead(registry.self()));
        assertEquals(Set.of(), ZooDirectory.segments(place.sharedDirectory()), "unfinished files");
        return seen;
    }

    /** A former owner must not be called by the number of a process that came after it. */
    private static void judgeDescription(ProcessRegistry registry, Place place) throws IOException {
        String described = registry.describe(FORMER);
        for (int i = 1; i < place.processes(); i++) {
            int pid = MappedInts.open(place.ledger(i), 2).get(0);
            assertFalse(described.contains("process " + pid + " "), described);
        }
    }
}
