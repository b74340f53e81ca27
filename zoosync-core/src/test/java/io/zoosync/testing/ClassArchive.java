package io.zoosync.testing;

import io.zoosync.queue.Claim;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An archive of the classes of the JDK and of JNA that a process with ZooSync loads. The tests
 * start some thousand JVMs, and with it each needs a quarter to a third less processor time.
 *
 * <p>It is made by the first JVM that wants it, for one build of the JDK, and kept in the module's
 * {@code target}. Classes in directories cannot be archived, so ours are loaded as ever.
 */
final class ClassArchive {
    private static final long PATIENCE_SECONDS = 60;
    private static final Optional<Path> FILE = findOrMake();

    private ClassArchive() {}

    /** The archive, unless it could not be made: then children start without. */
    static Optional<Path> file() {
        return FILE;
    }

    /** A class path whose beginning is what the archive was made with. */
    static String reorder(String classPath) {
        String jna = jna(classPath);
        return jna.isEmpty() ? classPath : jna + File.pathSeparator + classPath;
    }

    private static String jna(String classPath) {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (Path.of(entry).getFileName().toString().matches("jna-[0-9.]+\\.jar")) {
                return entry;
            }
        }
        return "";
    }

    private static Optional<Path> findOrMake() {
        Path directory = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
        String jdk = System.getProperty("java.vm.vendor") + "-" + Runtime.version();
        Path file = directory.resolve("classes-of-" + jdk.replaceAll("[^\\w.+-]", "_") + ".jsa");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Optional.of(file);
        } catch (IOException e) {
            System.err.println("children start without an archive of classes: " + e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void make(Path file) throws IOException, InterruptedException {
        Path base = ZooDirectory.createTemporary();
        try {
            Path list = base.resolve("classes");
            Path archive = base.resolve("archive");
            String classPath = reorder(ChildJvm.ownClassPath());
            run(
                    List.of(
                            "-Xshare:off",
                            "-XX:DumpLoadedClassList=" + list,
                            "-Dzoosync.dir=" + base,
                            "-cp",
                            classPath,
                            Sample.class.getName()));
            run(
                    List.of(
                            "-Xshare:dump",
                            "-Xlog:disable",
                            "-XX:SharedClassListFile=" + list,
                            "-XX:SharedArchiveFile=" + archive,
                            "-cp",
                            jna(classPath)));
            Files.createDirectories(file.getParent());
            Path complete = Files.createTempFile(file.getParent(), "classes", ".jsa");
            Files.copy(archive, complete, StandardCopyOption.REPLACE_EXISTING);
            Files.move(complete, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            ZooDirectory.remove(base);
        }
    }

    private static void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ChildJvm.JAVA);
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("-XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED"); // as at its use: else it is not trusted
        command.addAll(arguments);
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        if (!ended || process.waitFor() != 0) {
            throw new IOException("failed: " + command);
        }
    }

    /** Does what most children do. */
    static final class Sample {
        private Sample() {}

        public static void main(String[] args) throws Exception {
            ZooQueue queue = ZooQueue.open("sample", 4096);
            try (Claim claim = queue.claim(Long.BYTES)) {
                claim.putLong(0, 1);
                claim.commit();
            }
            try (View view = queue.recvView()) {
                view.commit();
            }
        }
    }
}
