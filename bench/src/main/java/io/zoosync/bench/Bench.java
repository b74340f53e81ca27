package io.zoosync.bench;

import io.zoosync.bench.harness.Machine;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs a benchmark by its name: {@code Bench NAME [--quick]}; or JMH, with its own arguments:
 * {@code Bench jmh ARGUMENT...}.
 */
public final class Bench {
    private static final String QUICK = "--quick";
    private static final Map<String, Program> PROGRAMS =
            new TreeMap<>(
                    Map.of(
                            "lock", LockBench::run,
                            "queue", QueueBench::run,
                            "arrow", ArrowBench::run,
                            "array", ArrayBench::run,
                            "pool", PoolBench::run,
                            "protobuf", ProtobufBench::run));

    private Bench() {}

    /** One benchmark: measures, then prints its tables and its ratios. */
    @FunctionalInterface
    interface Program {
        void run(Workspace workspace, boolean quick) throws IOException;
    }

    /** Exits with 0, with 1 if a run failed, or with 2 if there is no such benchmark. */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        List<String> names = Arrays.stream(args).filter(a -> !a.equals(QUICK)).toList();
        if (names.size() != 1 || !PROGRAMS.containsKey(names.get(0))) {
            System.err.println(
                    "usage: bench NAME [--quick], NAME one of "
                            + PROGRAMS.keySet()
                            + "; or bench jmh ARGUMENT...");
            System.exit(2);
        }
        System.out.println(Machine.describe());
        try (Workspace workspace = Workspace.create()) {
            PROGRAMS.get(names.get(0)).run(workspace, Arrays.asList(args).contains(QUICK));
        } catch (IOException e) {
            System.err.println("bench failed: " + e.getMessage());
            System.exit(1);
        }
    }
}
