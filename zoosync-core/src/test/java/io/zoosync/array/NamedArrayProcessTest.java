package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Named arrays between processes, some of which are killed. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NamedArrayProcessTest {
    private static final int RACERS = 3;

    @AfterEach
    void unlinkAll() throws IOException {
        for (SegmentInfo segment : ZooShm.list()) {
            ZooShm.unlink(segment.fileName());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "^(SEGMENT|ARRAY)_.*")
    void shouldOpenAfterTheCreatorsDeath(CrashPoint point) throws IOException {
        ZooArray.create("before", DType.INT8, 1); // so that the registry is there
        ZooArray.unlink("before");
        try (ChildJvm child =
                ChildJvm.of(ArrayProbe.class, "open", "a").crashAt(point, 1).start()) {
            child.expectExit(ChildJvm.KILLED);
        }
        boolean published =
                point == CrashPoint.SEGMENT_PUBLISHED
                        || point == CrashPoint.SEGMENT_TEMPORARY_REMOVED;
        Set<String> left = new TreeSet<>(ZooDirectory.segments(ZooDirectory.path()));
        assertEquals(published, left.remove("a.npy"));
        int temporaries = point == CrashPoint.SEGMENT_TEMPORARY_REMOVED ? 0 : 1;
        assertEquals(temporaries, left.size(), left::toString);
        assertTrue(left.stream().allMatch(name -> name.startsWith(".tmp-")), left::toString);

        ZooArray a = ZooArray.open("a", DType.INT32, ArrayProbe.SHAPE);
        assertEquals(0, a.getLong(15, 999));
        a.setLong(15, 999, 5);
        assertEquals(5, ZooArray.attach("a").getLong(15, 999));
        ZooArray.create("b", DType.INT32, 1);
        assertEquals(
                Set.of("a.npy", "b.npy"),
                ZooDirectory.segments(ZooDirectory.path()),
                "what the next creation must have swept");
    }

    @Test
    void shouldGiveRacingCreatorsTheSameArray() throws IOException {
        int rounds = 50;
        List<ChildJvm> racers = new ArrayList<>();
        try {
            for (int i = 0; i < RACERS; i++) {
                racers.add(ChildJvm.start(ArrayProbe.class, "race", "r", rounds));
            }
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < RACERS; i++) {
                    racers.get(i).send(Integer.toString(i));
                }
                for (ChildJvm racer : racers) {
                    racer.expectLine("done");
                }
                ZooArray a = ZooArray.attach("r" + round);
                for (int i = 0; i < RACERS; i++) {
                    assertEquals(i + 1, a.getLong(i, 999), "racer " + i + ", round " + round);
                }
            }
            for (ChildJvm racer : racers) {
                racer.expectExit(0);
            }
        } finally {
            racers.forEach(ChildJvm::close);
        }
    }

    @Test
    void shouldGiveWholeArraysWhileTheNameIsRemovedInALoop() throws IOException {
        try (ChildJvm one = ChildJvm.start(ArrayProbe.class, "race-unlink", "u", 200);
                ChildJvm two = ChildJvm.start(ArrayProbe.class, "race-unlink", "u", 200);
                ChildJvm three = ChildJvm.start(ArrayProbe.class, "race-unlink", "u", 200)) {
            for (ChildJvm child : List.of(one, two, three)) {
                child.expectLine("done ");
                child.expectExit(0);
            }
        }
    }

    @Test
    void shouldBeSeenByAllWhoAreAttachedEvenWhenUnlinkedOrAfterADeath() throws IOException {
        ZooArray a = ZooArray.create("a", DType.INT32, ArrayProbe.SHAPE);
        try (ChildJvm one = ChildJvm.start(ArrayProbe.class, "hold", "a");
                ChildJvm two = ChildJvm.start(ArrayProbe.class, "hold", "a")) {
            one.expectLine("attached");
            two.expectLine("attached");
            one.send("");
            one.expectLine("added");
            two.send("");
            two.expectLine("added");
            assertEquals(2, a.getLong(15, 0));
            ZooArray.unlink("a");
            a.setLong(15, 0, 10);
            one.kill();
            two.send("");
            two.expectLine("added");
            assertEquals(11, a.getLong(15, 0));
            ZooArray other = ZooArray.open("a", DType.INT32, ArrayProbe.SHAPE);
            assertEquals(0, other.getLong(15, 0));
        }
    }

    /** A tiny file system in memory, seen by the child alone. */
    @Test
    void shouldSayWhatIsNeededAndFree() throws Exception {
        Path directory = ZooDirectory.createTemporary();
        String mount = "mount -t tmpfs -o size=1m,mode=700 none " + directory;
        String[] prefix = {"unshare", "--mount", "sh", "-c", mount + " && exec \"$@\"", "sh"};
        try {
            assumeTrue(works(prefix), "this machine does not allow a file system to be mounted");
            try (ChildJvm child =
                    ChildJvm.of(ArrayProbe.class, "large")
                            .directory(directory)
                            .prefix(prefix)
                            .start()) {
                String error = child.expectLine("error ");
                assertTrue(
                        error.contains(
                                "large.npy: cannot allocate 4194432 bytes (no space is left)"),
                        error);
                assertEquals("16000", child.expectLine("open "));
                child.expectExit(0);
            }
        } finally {
            ZooDirectory.remove(directory);
        }
    }

    private static boolean works(String... command) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.command().add("true");
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
