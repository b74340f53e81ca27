package io.zoosync.bench.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processor time of a process and of those that it started: of all their threads, in
 * nanoseconds, as the scheduler counts it ({@code /proc/PID/task/TID/schedstat}). {@code
 * /proc/PID/stat} has the same in ticks of 10 ms, too coarse for processes that do next to nothing.
 */
public final class ProcessTime {
    private static final Path PROCESSES = Path.of("/proc");

    private final Map<String, Long> nanos = new HashMap<>();

    private ProcessTime() {}

    /** True where the system tells. */
    public static boolean isKnown() {
        return Files.exists(PROCESSES.resolve("self").resolve("schedstat"));
    }

    /** What a process has used so far. */
    public static ProcessTime of(long process) throws IOException {
        ProcessTime time = new ProcessTime();
        time.add(process);
        List<ProcessHandle> descendants =
                ProcessHandle.of(process).stream().flatMap(ProcessHandle::descendants).toList();
        for (ProcessHandle descendant : descendants) {
            time.add(descendant.pid());
        }
        return time;
    }

    private void add(long process) throws IOException {
        Path tasks = PROCESSES.resolve(Long.toString(process)).resolve("task");
        try (Stream<Path> threads = Files.list(tasks)) {
            for (Path thread : threads.toList()) {
                add(thread);
            }
        }
    }

    private void add(Path thread) throws IOException {
        try {
            String[] words = Files.readString(thread.resolve("schedstat")).split(" ");
            nanos.put(thread.toString(), Long.parseLong(words[0]));
        } catch (NoSuchFileException e) {
            // it ended meanwhile
        }
    }

    /** Nanoseconds used since an earlier reading, without those of threads that have ended. */
    public long since(ProcessTime earlier) {
        return nanos.entrySet().stream()
                .mapToLong(e -> e.getValue() - earlier.nanos.getOrDefault(e.getKey(), 0L))
                .sum();
    }
}
