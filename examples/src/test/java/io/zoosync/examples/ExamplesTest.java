package io.zoosync.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs every example, each in a JVM of its own, and sees that it clears up. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/zoosync/examples");

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Example.java"))
                    .map(name -> name.substring(0, name.indexOf('.')))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runs(String name) throws Exception {
        Path directory = Program.newDirectory();
        Class<?> main = Class.forName(ExamplesTest.class.getPackageName() + "." + name);
        try (Program program = Program.start(List.of("-Dzoosync.dir=" + directory), main)) {
            assertEquals(0, program.await(), program::output);
            try (Stream<Path> left = Files.list(directory)) {
                assertEquals(
                        List.of("processes"), left.map(f -> f.getFileName().toString()).toList());
            }
        } finally {
            Program.remove(directory);
        }
    }
}
