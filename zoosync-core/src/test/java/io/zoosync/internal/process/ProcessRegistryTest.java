package io.zoosync.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.PidNamespace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("deaths")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessRegistryTest {
    private final ProcessRegistry registry = ProcessRegistry.current();

    @Test
    void shouldKnowItself() {
        int self = registry.self();

        assertTrue(ProcessRegistry.isOwner(self));
        assertFalse(registry.isDead(self));
        assertFalse(registry.isDead(0));
        assertNotEquals(0, registry.id());
        String pid = "process " + ProcessHandle.current().pid() + " (";
        assertTrue(registry.describe(self).startsWith(pid), registry.describe(self));
    }

    @Test
    void shouldRefuseWordsThatNoProcessCanHave() {
        int noSlot = 7 << 12;
        int noGeneration = 5;
        int tooLarge = 1 << 30 | registry.self();
        for (int word : new int[] {noSlot, noGeneration, tooLarge, -1, Integer.MIN_VALUE}) {
            assertThrows(CorruptSegmentException.class, () -> registry.isDead(word));
            assertThrows(CorruptSegmentException.class, () -> registry.describe(word));
        }
    }

    @Test
    void shouldSeeALivingProcess() throws IOException {
        try (ChildJvm child = ChildJvm.start(RegistryProbe.class)) {
            assertEquals(registry.id(), Long.parseLong(child.expectLine("id ")));
            int owner = Integer.parseInt(child.expectLine("self "));

            assertNotEquals(registry.self(), owner);
            assertFalse(registry.isDead(owner));
            String expected = "process " + ownPid(child) + " (";
            assertTrue(registry.describe(owner).startsWith(expected), registry.describe(owner));
            assertTrue(registry.describe(owner).contains("RegistryProbe"));
            child.send("dead " + registry.self());
            assertEquals("false", child.expectLine("dead "));
        }
    }

    @Test
    void shouldSeeThatAKilledProcessIsDead() throws IOException {
        try (ChildJvm child = ChildJvm.start(RegistryProbe.class)) {
            int owner = Integer.parseInt(child.expectLine("self "));
            String pid = ownPid(child);

            child.kill();

            awaitDeath(owner);
            String description = registry.describe(owner);
            assertTrue(description.startsWith("process " + pid + " ("), description);
            assertTrue(description.contains(" that is gone (slot "), description);
        }
    }

    @Test
    void shouldSeeThatAnExitedProcessIsDead() throws IOException {
        shouldBeDeadAfter("exit", 3);
    }

    @Test
    void shouldSeeThatAHaltedProcessIsDead() throws IOException {
        shouldBeDeadAfter("halt", 4);
    }

    private void shouldBeDeadAfter(String command, int status) throws IOException {
        try (ChildJvm child = ChildJvm.start(RegistryProbe.class)) {
            int owner = Integer.parseInt(child.expectLine("self "));
            assertFalse(registry.isDead(owner));

            child.send(command);
            child.expectExit(status);

            awaitDeath(owner);
        }
    }

    @Test
    void shouldHoldAStoppedProcessForAlive() throws IOException {
        try (ChildJvm child = ChildJvm.start(RegistryProbe.class)) {
            int owner = Integer.parseInt(child.expectLine("self "));

            child.stop();
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
            while (System.nanoTime() < until) {
                assertFalse(registry.isDead(owner));
            }
            child.resume();
            child.send("dead " + owner);
            assertEquals("false", child.expectLine("dead "));

            child.stop();
            child.kill();
            awaitDeath(owner);
        }
    }

    @Test
    void shouldTellAHundredProcessesApart() throws IOException {
        Set<Integer> owners = new HashSet<>();
        Deque<ChildJvm> running = new ArrayDeque<>();
        try {
            for (int i = 0; i < 100; i++) {
                ChildJvm child = ChildJvm.start(RegistryProbe.class);
                running.add(child);
                if (running.size() == 4) {
                    end(running.remove(), owners, i);
                }
            }
            while (!running.isEmpty()) {
                end(running.remove(), owners, running.size());
            }
        } finally {
            running.forEach(ChildJvm::close);
        }
        assertEquals(100, owners.size());
        owners.forEach(owner -> assertTrue(registry.isDead(owner)));
    }

    private void end(ChildJvm child, Set<Integer> owners, int turn) {
        int owner = Integer.parseInt(child.expectLine("self "));
        assertTrue(owners.add(owner), () -> owner + " was given twice");
        assertFalse(registry.isDead(owner));
        owners.stream()
                .filter(other -> other != owner)
                .forEach(other -> assertTrue(registry.isDead(other)));
        if (turn % 2 == 0) {
            child.kill();
        } else {
            child.endInput();
            child.expectExit(0);
        }
        awaitDeath(owner);
    }

    @Test
    void shouldSeeProcessesOfAnotherPidNamespace() throws IOException {
        String[] unshare = PidNamespace.command();
        try (ChildJvm child = ChildJvm.of(RegistryProbe.class).prefix(unshare).start()) {
            int owner = Integer.parseInt(child.expectLine("self "));
            assertEquals("1", ownPid(child));

            assertFalse(registry.isDead(owner));
            child.send("dead " + registry.self());
            assertEquals("false", child.expectLine("dead "));
            try (ChildJvm outside = ChildJvm.start(RegistryProbe.class)) {
                int other = Integer.parseInt(outside.expectLine("self "));
                outside.kill();
                awaitDeath(other);
                child.send("dead " + other);
                assertEquals("true", child.expectLine("dead "));
            }
            child.kill();
            awaitDeath(owner);
        }
    }

    @Test
    void shouldTellProcessesOfTheSameNumberApart() throws IOException {
        String[] unshare = PidNamespace.command();
        try (ChildJvm one = ChildJvm.of(RegistryProbe.class).prefix(unshare).start();
                ChildJvm two = ChildJvm.of(RegistryProbe.class).prefix(unshare).start()) {
            int first = Integer.parseInt(one.expectLine("self "));
            int second = Integer.parseInt(two.expectLine("self "));
            assertEquals("1", ownPid(one));
            assertEquals("1", ownPid(two));
            assertNotEquals(first, second);
            one.send("dead " + second);
            assertEquals("false", one.expectLine("dead "));

            one.kill();

            awaitDeath(first);
            assertFalse(registry.isDead(second));
            two.send("dead " + first);
            assertEquals("true", two.expectLine("dead "));
            two.send("dead " + second);
            assertEquals("false", two.expectLine("dead "));
        }
    }

    /** The number that a process has in its own PID namespace. */
    private static String ownPid(ChildJvm child) {
        child.send("pid");
        return child.expectLine("pid ");
    }

    /** Death shows when the kernel has taken the process down, not at once. */
    private void awaitDeath(int owner) {
        while (!registry.isDead(owner)) {
            Thread.onSpinWait(); // the class's time limit is the watchdog
        }
        assertTrue(registry.isDead(owner));
    }
}
