package io.zoosync.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a thread runs. */
final class Core {
    /** Wherever the system likes. */
    static final int ANY = -1;

    private static final Path THIS_THREAD = Path.of("/proc/thread-self");

    private Core() {}

    /** Whether threads of JVMs can be bound: on Linux, with {@code taskset}. */
    static boolean canPin() {
        try {
            return Files.isSymbolicLink(THIS_THREAD) && taskset("--version") == 0;
        } catch (IOException e) {
            return false; // there is no taskset
        }
    }

    /** Binds the calling thread, and no other one of this JVM, to a core, where it can. */
    static void pinThisThread(int core) throws IOException {
        if (core != ANY && canPin()) {
            String thread = Files.readSymbolicLink(THIS_THREAD).getFileName().toString();
            taskset("-cp", Integer.toString(core), thread);
        }
    }

    private static int taskset(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("taskset"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .onExit()
                .join()
                .exitValue();
    }
}
