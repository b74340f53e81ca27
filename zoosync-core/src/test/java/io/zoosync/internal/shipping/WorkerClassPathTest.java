package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WorkerClassPathTest {
    @TempDir private Path directory;

    @Test
    void shouldHaveTheClassPathOfThisProcess() {
        List<Path> path = WorkerClassPath.of(WorkerClassPathTest.class);

        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path absolute = Path.of(entry).toAbsolutePath().normalize();
            assertEquals(Files.exists(absolute), path.contains(absolute), entry);
        }
        assertTrue(path.contains(origin(CannotTravelException.class)));
        assertTrue(path.contains(origin(com.sun.jna.Native.class)));
        assertEquals(path.size(), new HashSet<>(path).size(), "each once");
    }

    @Test
    void shouldHaveWhatTheLoadersOfTheCallerAdd() throws Exception {
        Path classes = Files.createDirectory(directory.resolve("a directory"));
        Path missing = directory.resolve("missing.jar");
        URL[] urls = {classes.toUri().toURL(), missing.toUri().toURL(), new URL("http://x/y.jar")};
        copyHere(classes);
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            Class<?> caller = loader.loadClass(Here.class.getName());
            List<Path> path = WorkerClassPath.of(caller);

            assertTrue(path.contains(classes.toAbsolutePath()));
            assertFalse(path.contains(missing));
            assertTrue(new ClassSource(path).isAtWorkers(caller));
            assertFalse(new ClassSource(List.of()).isAtWorkers(caller));
        }
    }

    /** To be found in a directory. */
    static final class Here {}

    private static void copyHere(Path classes) throws IOException {
        String name = Here.class.getName().replace('.', '/') + ".class";
        Path copy = classes.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.copy(Here.class.getResourceAsStream("/" + name), copy);
    }

    @Test
    void shouldHaveTheModulePathAndTheJarsInItsDirectories() throws IOException {
        Path modules = Files.createDirectory(directory.resolve("modules"));
        Path jar = Files.createFile(modules.resolve("x.jar"));
        Path single = Files.createFile(directory.resolve("y.jar"));
        System.setProperty("jdk.module.path", modules + File.pathSeparator + single);
        try {
            List<Path> path = WorkerClassPath.of(WorkerClassPathTest.class);

            assertTrue(path.containsAll(List.of(modules, jar, single)), path.toString());
        } finally {
            System.clearProperty("jdk.module.path");
        }
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
