package io.zoosync.faults;

import io.zoosync.internal.os.Syscalls;
import io.zoosync.shm.ZooShm;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/** A process that lacks file descriptors, mappings, or address space, and says how it went on. */
final class ScarcityProbe {
    private static final int MOST_FREE = 20;

    private ScarcityProbe() {}

    /** Arguments: what is scarce, a directory for another registry. */
    public static void main(String[] arguments) throws Exception {
        Scarcity scarcity = new Scarcity(Path.of(arguments[1]));
        for (String use : scarcity.uses()) {
            switch (arguments[0]) {
                case "descriptors" -> descriptors(scarcity, use);
                case "address space" -> addressSpace(scarcity, use);
                case "mappings" -> mappings(scarcity, use);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
            String afterwards = scarcity.attempt(use, () -> () -> {});
            if (afterwards != null) {
                throw new AssertionError(use + " failed afterwards: " + afterwards);
            }
        }
        System.out.println("done");
        System.exit(0);
    }

    /** From none to as many as are enough. */
    private static void descriptors(Scarcity scarcity, String use) throws Exception {
        int enough = -1;
        for (int free = 0; free <= MOST_FREE && enough < 0; free++) {
            int left = free;
            String failure = scarcity.attempt(use, () -> takeDescriptors(left));
            say(use, free, failure);
            enough = failure == null ? free : enough;
        }
        if (enough < 0) {
            throw new AssertionError(use + " failed with " + MOST_FREE + " descriptors");
        }
    }

    private static void say(String use, int free, String failure) {
        System.out.println("tried " + use + " with " + free + ": " + failure);
    }

    private static AutoCloseable takeDescriptors(int left) throws IOException {
        Deque<FileInputStream> taken = new ArrayDeque<>();
        try {
            while (true) {
                taken.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException e) {
            // all are taken
        }
        for (int i = 0; i < left; i++) {
            taken.remove().close();
        }
        return () -> {
            for (FileInputStream each : taken) {
                each.close();
            }
        };
    }

    private static void addressSpace(Scarcity scarcity, String use) throws Exception {
        say(use, 0, scarcity.attempt(use, ScarcityProbe::limitAddressSpace));
    }

    private static void mappings(Scarcity scarcity, String use) throws Exception {
        if (!use.startsWith("attach")) { // to take them all takes a while
            addressSpace(scarcity, use); // the JVM's own needs for a failure are met then
            say(use, 0, scarcity.attempt(use, ScarcityProbe::takeMappings));
        }
    }

    private static AutoCloseable takeMappings() throws IOException {
        dropOldMappings();
        return Syscalls.takeAllMappings();
    }

    private static AutoCloseable limitAddressSpace() throws IOException {
        dropOldMappings();
        String size =
                Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmSize:"))
                        .findFirst()
                        .orElseThrow();
        long kibibytes = Long.parseLong(size.replaceAll("[^0-9]", ""));
        Syscalls.limitAddressSpace(kibibytes * 1024);
        return () -> Syscalls.limitAddressSpace(-1);
    }

    /** Else the JDK finds some to drop when it finds that it cannot map. */
    private static void dropOldMappings() throws IOException {
        String parent = ZooShm.directory().getParent().toString();
        long mapped;
        do {
            System.gc();
            try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
                mapped = maps.filter(line -> line.contains(parent)).count();
            }
        } while (mapped > 1); // the registry stays
    }
}
