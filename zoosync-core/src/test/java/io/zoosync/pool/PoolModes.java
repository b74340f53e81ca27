package io.zoosync.pool;

import io.zoosync.internal.process.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that tells the modes of all files that it has while a task of its pool runs. */
public final class PoolModes {
    private PoolModes() {}

    public static void main(String[] arguments) throws Exception {
        try (ZooPool pool = PoolTestCase.light().workers(1).bufferBytes(1 << 16).start();
                Gate gate = new Gate()) {
            String name = gate.name();
            byte[] large = new byte[1 << 16]; // too large for the queue: a file of its own
            PoolFuture<Integer> future =
                    pool.submit(
                            () -> {
                                Gate.pass(name);
                                return large.length;
                            });
            gate.awaitTask();
            System.out.println("directories " + modes(Files::isDirectory));
            System.out.println("files " + modes(Files::isRegularFile));
            gate.open(1);
            if (future.get() != large.length) {
                throw new AssertionError();
            }
        }
    }

    private static String modes(Predicate<Path> kind) throws IOException {
        try (Stream<Path> files = Files.walk(Directory.path())) {
            List<Path> all = files.filter(kind).toList();
            return all.stream().map(PoolModes::mode).distinct().collect(Collectors.joining(" "));
        }
    }

    private static String mode(Path file) {
        try {
            return String.format("%04o", (int) Files.getAttribute(file, "unix:mode") & 07777);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
