package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Machine;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.bench.report.Comparison;
import io.zoosync.bench.report.Page;
import io.zoosync.bench.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the benchmarks, compares two runs, or hands over to JMH: see {@link #USAGE}. */
public final class Bench {
    private static final String USAGE =
            """
            usage: bench [NAME...] [--quick] [--only TEXT] [--json FILE] [--page DIRECTORY]
                   bench compare BEFORE.json AFTER.json
                   bench page DIRECTORY
                   bench jmh ARGUMENT...
                   bench --help
            --quick             for a first impression: less time, fewer contenders
            --only TEXT         leaves out the workloads whose names do not contain TEXT
            --json FILE         writes the raw figures
            --page DIRECTORY    adds the figures to DIRECTORY/benchmarks.md; docs, if all are run
                                and in full
            NAME is one of these, or all if there is none:\s
            """;

    private static final Map<String, Program> PROGRAMS = new LinkedHashMap<>();

    static {
        PROGRAMS.put("lock", LockBench::run);
        PROGRAMS.put("queue", QueueBench::run);
        PROGRAMS.put("latency", LatencyBench::run);
        PROGRAMS.put("growth", GrowthBench::run);
        PROGRAMS.put("array", ArrayBench::run);
        PROGRAMS.put("pool", PoolBench::run);
        PROGRAMS.put("arrow", ArrowBench::run);
        PROGRAMS.put("protobuf", ProtobufBench::run);
        PROGRAMS.put("scale", ScaleBench::run);
    }

    private final List<String> names = new ArrayList<>();
    private boolean quick;
    private String only = "";
    private Path json;
    private Path page;

    private Bench() {}

    /** One benchmark: measures, then prints its tables and its ratios. */
    @FunctionalInterface
    interface Program {
        void run(Area area) throws IOException;
    }

    /** Exits with 0, with 1 if a run failed, or with 2 if the arguments are none of these. */
    public static void main(String[] args) throws IOException {
        List<String> words = Arrays.asList(args);
        String first = words.isEmpty() ? "" : words.get(0);
        if (first.equals("jmh")) {
            org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        if (first.equals("--help")) {
            System.out.println(USAGE + PROGRAMS.keySet());
            return;
        }
        try {
            if (first.equals("compare") && words.size() == 3) {
                Comparison.print(
                        Report.read(Path.of(words.get(1))), Report.read(Path.of(words.get(2))));
            } else if (first.equals("page") && words.size() == 2) {
                new Page(Path.of(words.get(1))).write();
            } else {
                parsed(words).run();
            }
        } catch (IOException e) {
            System.err.println("bench failed: " + e.getMessage());
            System.exit(1);
        }
    }

    /** The run that is asked for; the process ends here if that can't be made out. */
    private static Bench parsed(List<String> words) {
        Bench bench = new Bench();
        try {
            bench.parse(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE + PROGRAMS.keySet());
            System.exit(2);
        }
        return bench;
    }

    private void parse(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--quick" -> quick = true;
                case "--only" -> only = after(words, i++);
                case "--json" -> json = Path.of(after(words, i++));
                case "--page" -> page = Path.of(after(words, i++));
                default -> names.add(name(word));
            }
        }
        if (page != null && !only.isEmpty()) {
            throw new IllegalArgumentException("--page wants whole areas, not --only some of one");
        }
        if (names.isEmpty()) {
            names.addAll(PROGRAMS.keySet());
            page = page == null && !quick && only.isEmpty() ? home().resolve("docs") : page;
        }
    }

    private static String after(List<String> words, int i) {
        if (i + 1 == words.size()) {
            throw new IllegalArgumentException(words.get(i) + " lacks its value");
        }
        return words.get(i + 1);
    }

    private static String name(String word) {
        if (!PROGRAMS.containsKey(word)) {
            throw new IllegalArgumentException("there is no benchmark " + word);
        }
        return word;
    }

    private static Path home() {
        return Path.of(System.getProperty("zoosync.home", ""));
    }

    private void run() throws IOException {
        String machine = Machine.describe();
        System.out.println(machine);
        List<Report.Measured> areas = new ArrayList<>();
        for (String name : names) {
            System.out.println();
            System.out.println("== " + name);
            try (Workspace workspace = Workspace.create()) {
                Area area = new Area(name, workspace, quick, only);
                PROGRAMS.get(name).run(area);
                if (area.rows().isEmpty()) {
                    throw new IOException("no workload of " + name + " contains '" + only + "'");
                }
                areas.add(Report.Measured.of(area, machine));
            }
            keep(machine, areas);
        }
        if (page != null) {
            System.out.println("written: " + page.resolve("benchmarks.md"));
        }
    }

    /** Writes what there is so far: an area takes long, and the next one may fail. */
    private void keep(String machine, List<Report.Measured> areas) throws IOException {
        Report report =
                new Report(
                        machine,
                        Runtime.version().feature(),
                        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                        areas);
        if (json != null) {
            report.write(json);
        }
        if (page != null) {
            new Page(page).add(report);
        }
    }
}
