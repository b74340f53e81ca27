package io.zoosync.security;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.internal.os.Syscalls;
import io.zoosync.internal.process.Directory;
import io.zoosync.internal.process.RegistryProbe;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that makes each kind of file under each umask, and looks at what came of it. */
final class UmaskProbe {
    private static final int UMASKS = 01000;
    private static final int OTHERS = 077;

    private UmaskProbe() {}

    private interface Step {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Directory.path();
        forEachUmask(
                () -> {
                    Directory.open();
                    expect(0700, directory);
                    RegistryProbe.open(directory);
                    expect(0600, directory.resolve("processes"));
                    Files.delete(directory.resolve("processes"));
                    Files.delete(directory);
                });
        System.out.println("modes refused: " + tryEveryMode(directory));
        ZooQueue.create("first", 4096).close();
        forEachUmask(
                () -> {
                    ZooQueue.create("q", 4096).close();
                    ZooLock.open("l").close();
                    ZooArray.create("a", DType.INT8, 10).close();
                    for (String file : new String[] {"q.queue", "l.lock", "a.npy"}) {
                        expect(0600, directory.resolve(file));
                        ZooShm.unlink(file);
                    }
                });
        System.out.println("umasks: " + UMASKS);
        System.exit(0);
    }

    private static void forEachUmask(Step step) throws Exception {
        for (int umask = 0; umask < UMASKS; umask++) {
            int before = Syscalls.umask(umask);
            try {
                step.run();
            } catch (Exception | Error e) {
                throw new AssertionError(String.format("umask %04o: %s", umask, e), e);
            } finally {
                Syscalls.umask(before);
            }
        }
    }

    /** A directory may be used only if no bit of its mode is set for others. */
    private static int tryEveryMode(Path directory) throws IOException {
        int refused = 0;
        Directory.open();
        for (int mode = 0; mode < UMASKS; mode++) {
            Files.setAttribute(directory, "unix:mode", mode);
            try {
                Directory.open();
                if ((mode & OTHERS) != 0) {
                    throw new AssertionError(String.format("mode %04o was not refused", mode));
                }
            } catch (FileSystemException e) {
                refused += e.getReason().contains("is open to other users") ? 1 : 0;
            }
        }
        Files.setAttribute(directory, "unix:mode", 0700);
        return refused;
    }

    private static void expect(int mode, Path file) throws IOException {
        int found = (int) Files.getAttribute(file, "unix:mode") & 07777;
        if (found != mode) {
            throw new AssertionError(
                    String.format("%s: expected %04o, found %04o", file, mode, found));
        }
    }
}
