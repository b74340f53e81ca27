package io.zoosync.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills the creator of a registry, and one who takes a slot, at each of their steps. */
@Tag("deaths")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistryCrashTest {
    private final Path directory = ZooDirectory.createTemporary();

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(directory);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"^REGISTRY_.*", "^SEGMENT_.*"})
    void shouldGoOnAfterADeathInTheFirstOpening(CrashPoint point) throws IOException {
        crash(point);

        try (ChildJvm next = ChildJvm.of(RegistryProbe.class).directory(directory).start()) {
            int self = Integer.parseInt(next.expectLine("self "));
            if (self != owner(0, 1)) { // else the slot was taken by the one who is asked
                shouldHoldForDead(next, owner(0, 1));
            }
        }
        assertEquals(Set.of(), ZooDirectory.segments(directory), "unfinished files");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "^REGISTRY_.*")
    void shouldGoOnAfterADeathInALaterOpening(CrashPoint point) throws IOException {
        try (ChildJvm living = ChildJvm.of(RegistryProbe.class).directory(directory).start()) {
            assertEquals(owner(0, 1), Integer.parseInt(living.expectLine("self ")));

            crash(point);

            shouldHoldForDead(living, owner(1, 1));
            try (ChildJvm next = ChildJvm.of(RegistryProbe.class).directory(directory).start()) {
                int self = Integer.parseInt(next.expectLine("self "));
                living.send("dead " + self);
                assertEquals("false", living.expectLine("dead "));
                next.send("dead " + owner(0, 1));
                assertEquals("false", next.expectLine("dead "));
            }
        }
    }

    private void crash(CrashPoint point) throws IOException {
        try (ChildJvm first =
                ChildJvm.of(RegistryProbe.class).directory(directory).crashAt(point, 1).start()) {
            first.expectExit(ChildJvm.KILLED);
        }
    }

    private static void shouldHoldForDead(ChildJvm asked, int owner) {
        asked.send("dead " + owner);
        assertEquals("true", asked.expectLine("dead "));
    }

    private static int owner(int slot, int generation) {
        return generation << 12 | slot + 1;
    }
}
