package io.zoosync.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Something else lies at the name of a file: it is neither used, nor followed, nor waited for, nor
 * changed.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlantedFilesTest {
    private static final String PRECIOUS = "not for others, and not to be changed";

    private final Path aside = ZooDirectory.createTemporary();
    private final Path victim = aside.resolve("victim");

    /** What may lie there. */
    enum Plant {
        SYMBOLIC_LINK {
            @Override
            void at(Path name, Path victim) throws Exception {
                Files.createSymbolicLink(name, victim);
            }
        },
        DANGLING_LINK {
            @Override
            void at(Path name, Path victim) throws Exception {
                Files.createSymbolicLink(name, victim.resolveSibling("made-by-following"));
            }
        },
        HARD_LINK {
            @Override
            void at(Path name, Path victim) throws Exception {
                Files.createLink(name, victim);
            }
        },
        PIPE {
            @Override
            void at(Path name, Path victim) throws Exception {
                assertEquals(0, new ProcessBuilder("mkfifo", name.toString()).start().waitFor());
            }
        },
        DIRECTORY {
            @Override
            void at(Path name, Path victim) throws Exception {
                Files.createDirectory(name);
            }
        };

        abstract void at(Path name, Path victim) throws Exception;
    }

    @BeforeEach
    void writeVictim() throws IOException {
        Files.writeString(victim, PRECIOUS);
        Files.setAttribute(victim, "unix:mode", 0600);
    }

    @AfterEach
    void removeDirectory() {
        ZooDirectory.remove(aside);
    }

    static Stream<Arguments> plantsAndKinds() {
        return Stream.of(Plant.values())
                .flatMap(
                        plant ->
                                Stream.of("queue", "lock", "npy")
                                        .map(kind -> Arguments.of(plant, kind)));
    }

    @ParameterizedTest
    @MethodSource("plantsAndKinds")
    void shouldRefuseWhatLiesAtTheNameOfASegment(Plant plant, String kind) throws Exception {
        ZooQueue.create("first", 4096).close(); // there is a directory then
        Path name = ZooDirectory.path().resolve("planted." + kind);
        plant.at(name, victim);
        try {
            for (Executable use : uses(kind)) {
                Exception refusal = assertThrows(Exception.class, use);
                assertTrue(
                        refusal instanceof FileSystemException
                                || refusal instanceof CorruptSegmentException,
                        refusal.toString());
                assertTrue(refusal.getMessage().contains(name.toString()), refusal.getMessage());
            }
            shouldBeUnharmed();
        } finally {
            Files.delete(name);
            ZooQueue.unlink("first");
        }
    }

    private static List<Executable> uses(String kind) {
        return switch (kind) {
            case "queue" ->
                    List.of(
                            () -> ZooQueue.open("planted", 4096),
                            () -> ZooQueue.attach("planted"),
                            () -> ZooQueue.create("planted", 4096));
            case "lock" -> List.of(() -> ZooLock.open("planted"));
            default ->
                    List.of(
                            () -> ZooArray.open("planted", DType.INT8, 10),
                            () -> ZooArray.create("planted", DType.INT8, 10));
        };
    }

    private void shouldBeUnharmed() throws IOException {
        assertEquals(PRECIOUS, Files.readString(victim));
        try (Stream<Path> files = Files.list(aside)) {
            assertEquals(List.of(victim), files.filter(Files::isRegularFile).toList());
        }
    }

    static Stream<Plant> plants() {
        return Stream.of(Plant.values());
    }

    /** In a directory of its own: one who plants there must be this user, or root. */
    @ParameterizedTest
    @MethodSource("plants")
    void shouldRefuseWhatLiesAtTheNameOfTheRegistry(Plant plant) throws Exception {
        Path directory = Files.createDirectory(aside.resolve("zoosync"));
        Files.setAttribute(directory, "unix:mode", 0700);
        plant.at(directory.resolve("processes"), victim);
        try (ChildJvm child =
                ChildJvm.of(PredictedNamesProbe.class, "lock").directory(directory).start()) {
            child.expectExit(1);
            assertTrue(
                    child.output().contains(directory.resolve("processes").toString()),
                    child.output());
        }
        shouldBeUnharmed();
    }

    /**
     * The names of unfinished files cannot be guessed. Here they can, as the child's SecureRandom
     * is none: still nothing that lies there is opened. A file of another name is made then.
     */
    @ParameterizedTest
    @MethodSource("plants")
    void shouldNotOpenWhatLiesAtTheNameOfAnUnfinishedFile(Plant plant) throws Exception {
        Path directory = aside.resolve("zoosync");
        try (ChildJvm child =
                ChildJvm.of(PredictedNamesProbe.class, "names").directory(directory).start()) {
            Path predicted = directory.resolve(child.expectLine("next "));
            plant.at(predicted, victim);
            child.send("go on");
            String refusal = child.expectLine("refused ");
            assertTrue(refusal.contains(FileAlreadyExistsException.class.getName()), refusal);
            assertTrue(refusal.contains(predicted.toString()), refusal);
            child.expectLine("then made");
            child.expectExit(0);
        }
        shouldBeUnharmed();
        assertTrue(ZooDirectory.segments(directory).contains("other.queue"));
    }

    @Test
    void shouldTakeNamesThatCannotBeGuessed() throws Exception {
        Path directory = aside.resolve("zoosync");
        try (ChildJvm child =
                ChildJvm.of(PredictedNamesProbe.class, "random").directory(directory).start()) {
            int names = Integer.parseInt(child.expectLine("names "));
            assertEquals(names, Integer.parseInt(child.expectLine("different ")));
            long changing = Long.parseLong(child.expectLine("changing bits "));
            assertEquals(128, changing, "bits that are not the same in all names");
            child.expectExit(0);
        }
        assertEquals(Set.of(), ZooDirectory.segments(directory));
    }
}
