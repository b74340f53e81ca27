package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.CProgram;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.PythonProgram;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code ZooLock} beside a robust process-shared mutex of the C library, file locks and Python's
 * lock, alone and contended, with short and with long sections.
 */
final class LockBench {
    private static final Plan QUICK = new Plan(3, Duration.ofMillis(600), Duration.ofMillis(500));
    private static final Plan FULL = new Plan(9, Duration.ofMillis(1500), Duration.ofMillis(1500));

    /** Of each length of section; a process does one after the other. */
    private static final Plan QUICK_SECTION =
            new Plan(3, Duration.ofMillis(250), Duration.ofMillis(250));

    private static final Plan FULL_SECTION =
            new Plan(5, Duration.ofMillis(600), Duration.ofMillis(800));

    /** What a JVM's compiler may take of the processors until the section is fast. */
    private static final Duration COMPILE_EACH = Duration.ofMillis(250);

    private static final int[] PROCESSES = {1, 2, 4, 8};

    /** Where a quick run has all the contenders. */
    private static final int QUICK_FOR_ALL = 2;

    private static final int C_COUNTER_OFFSET = 128;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String VERSION =
            "import sys, multiprocessing; print('Python', sys.version.split()[0])";

    private final Area area;
    private final Workspace workspace;
    private final Path mutex;
    private final double nanosOfAStep;
    private final Fairness fairness = new Fairness();
    private final Optional<PythonProgram> python = PythonProgram.find(VERSION);

    private LockBench(Area area, Path mutex) {
        this.area = area;
        this.workspace = area.workspace();
        this.mutex = mutex;
        this.nanosOfAStep = nanosOfAStep();
    }

    /** How long the lock is held. */
    private enum Section {
        /** Adds one to a counter. */
        SHORT("", 0),
        ONE_MICRO("-1us", 640),
        TWENTY_MICROS("-20us", 12_800);

        private final String suffix;
        private final int steps;

        Section(String suffix, int steps) {
            this.suffix = suffix;
            this.steps = steps;
        }
    }

    static void run(Area area) throws IOException {
        Optional<String> compiler = CProgram.compiler();
        Path mutex = null;
        if (compiler.isPresent()) {
            area.say("c-robust-mutex: " + compiler.get() + ", -O2");
            mutex = CProgram.compile(area.workspace(), "robust_mutex", "-O2");
        } else {
            area.say("c-robust-mutex: skipped, there is no gcc");
        }
        new LockBench(area, mutex).run();
    }

    private void run() throws IOException {
        area.say("java-file-lock: FileChannel.lock of one byte");
        area.say(
                python.map(p -> "python-lock: multiprocessing.Lock of " + p.version())
                        .orElse("python-lock: skipped, there is no python3"));
        area.say(
                "limit-1-atomic, limit-2-atomics: Java; one word, compare-and-set and release store"
                        + " or exchange, no lock");
        area.say(
                String.format(
                        Locale.ROOT,
                        "...-1us, ...-20us: %d and %d steps of a random generator with the lock"
                                + " held, %.2f ns each; Python waits as long by the clock",
                        Section.ONE_MICRO.steps,
                        Section.TWENTY_MICROS.steps,
                        nanosOfAStep));
        boolean quick = area.isQuick();
        area.run(quick ? QUICK : FULL, List.of(uncontended()));
        List<Workload> contended = new ArrayList<>();
        for (int processes : PROCESSES) {
            contended.add(contended(processes, !quick || processes == QUICK_FOR_ALL));
        }
        area.run(quick ? QUICK_SECTION : FULL_SECTION, contended);
        fairness.print();
    }

    /** What a step takes, so that Python can take as long. */
    private static double nanosOfAStep() {
        int steps = 1_000_000;
        double best = Double.MAX_VALUE;
        long state = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            long began = System.nanoTime();
            state = LockChild.generate(state, steps);
            best = Math.min(best, (double) (System.nanoTime() - began) / steps);
        }
        return state == 0 ? 0 : best; // the state is used, or nothing would be computed
    }

    private Workload uncontended() {
        String name = "lock-uncontended";
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.fresh("zoosync", plan -> aloneInJava(plan, "zoosync")));
        if (mutex != null) {
            contenders.add(Contender.fresh("c-robust-mutex", this::aloneInC));
        }
        contenders.add(Contender.fresh("java-file-lock", plan -> aloneInJava(plan, "file")));
        python.ifPresent(
                p ->
                        contenders.add(
                                Contender.fresh("python-lock", plan -> aloneInPython(plan, p))));
        for (String limit : List.of("limit-1-atomic", "limit-2-atomics")) {
            contenders.add(Contender.fresh(limit, plan -> aloneInJava(plan, limit)));
        }
        return new Workload(name, List.of(Metric.rate(name, "M lock+unlock/s")), contenders)
                .onOneCore();
    }

    private double[] aloneInJava(Plan plan, String kind) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            return alone(
                    run,
                    plan,
                    run.java(LockChild.class, kind, run.directory().resolve("data.bin")));
        }
    }

    private double[] aloneInC(Plan plan) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            return alone(run, plan, run.program(mutex, "run", newMutex(run)));
        }
    }

    private double[] aloneInPython(Plan plan, PythonProgram program) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            return alone(run, plan, python(run, program, 1));
        }
    }

    private static double[] alone(Children run, Plan plan, Child child) throws IOException {
        Window window = run.go(plan, LockChild.ALONE);
        return new double[] {child.rate(window) * NANOS_PER_MICRO};
    }

    private Workload contended(int processes, boolean all) {
        String name = "lock-" + processes + (processes == 1 ? "-process" : "-processes");
        List<Metric> metrics = new ArrayList<>();
        for (Section section : Section.values()) {
            metrics.add(Metric.rate(name + section.suffix, "M lock+unlock/s"));
        }
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.fresh("zoosync", plan -> java(plan, "zoosync", processes)));
        if (mutex != null) {
            contenders.add(Contender.fresh("c-robust-mutex", plan -> c(plan, processes)));
        }
        if (all) {
            contenders.add(
                    Contender.fresh("java-file-lock", plan -> java(plan, "file", processes)));
            python.ifPresent(
                    p ->
                            contenders.add(
                                    Contender.fresh(
                                            "python-lock", plan -> python(plan, p, processes))));
        }
        Workload workload = new Workload(name, metrics, contenders);
        return processes == 1 ? workload.onOneCore() : workload;
    }

    /** Its first section warms up for longer: all the JVMs compile at the same time. */
    private double[] java(Plan plan, String kind, int processes) throws IOException {
        Plan first =
                new Plan(
                        plan.rounds(),
                        plan.warmUp().plus(COMPILE_EACH.multipliedBy(processes + 1)),
                        plan.measure());
        try (Children run = new Children(workspace, first.times(Section.values().length))) {
            Path data = run.directory().resolve("data.bin");
            List<Child> children = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                children.add(run.java(LockChild.class, kind, data));
            }
            String by = kind.equals("file") ? "java-file-lock" : kind;
            return rates(run, first, plan, by, children, data, 0);
        }
    }

    private double[] c(Plan plan, int processes) throws IOException {
        try (Children run = new Children(workspace, plan.times(Section.values().length))) {
            Path memory = newMutex(run);
            List<Child> children = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                children.add(run.program(mutex, "run", memory));
            }
            return rates(run, plan, plan, "c-robust-mutex", children, memory, C_COUNTER_OFFSET);
        }
    }

    private Path newMutex(Children run) throws IOException {
        Path memory = run.directory().resolve("mutex.bin");
        run.toEnd(mutex, "init", memory);
        return memory;
    }

    /** One program that makes the processes, since they inherit the lock from it. */
    private Child python(Children run, PythonProgram program, int processes) throws IOException {
        List<Object> command = new ArrayList<>(program.command("lock_bench"));
        command.add(processes);
        command.add(nanosOfAStep);
        return run.program(command.toArray());
    }

    private double[] python(Plan plan, PythonProgram program, int processes) throws IOException {
        try (Children run = new Children(workspace, plan.times(Section.values().length))) {
            Child child = python(run, program, processes);
            int i = 0;
            double[] rates = new double[Section.values().length];
            for (Section section : Section.values()) {
                double[] result = child.result(run.go(plan, Integer.toString(section.steps)));
                rates[i++] = result[0] / result[1] * NANOS_PER_MICRO;
                fairness.add(
                        processes, section.suffix, "python-lock", result[4], result[2], result[3]);
            }
            return rates;
        }
    }

    /**
     * All operations a second, in millions, of each section; checks that no addition to the counter
     * was lost.
     */
    private double[] rates(
            Children run,
            Plan first,
            Plan plan,
            String by,
            List<Child> children,
            Path file,
            int counterOffset)
            throws IOException {
        int done = 0;
        double[] rates = new double[Section.values().length];
        long expected = 0;
        for (Section section : Section.values()) {
            Window window = run.go(done == 0 ? first : plan, Integer.toString(section.steps));
            double perNano = 0;
            double[] counts = new double[children.size()];
            for (int i = 0; i < counts.length; i++) {
                // A process may have starved: that is not the machine's fault but the lock's.
                Child child = children.get(i);
                double[] result = counts.length == 1 ? child.result(window) : child.numbers();
                counts[i] = result[0];
                perNano += result[1] == 0 ? 0 : result[0] / result[1];
                expected += (long) result[2];
            }
            rates[done++] = perNano * NANOS_PER_MICRO;
            fairness.add(section.suffix, by, counts);
            check(file, counterOffset, expected);
        }
        return rates;
    }

    private static void check(Path file, int offset, long expected) throws IOException {
        long actual =
                ByteBuffer.wrap(Files.readAllBytes(file))
                        .order(ByteOrder.nativeOrder())
                        .getLong(offset);
        if (actual != expected) {
            throw new IOException(
                    "the lock did not exclude: counter=" + actual + ", additions=" + expected);
        }
    }
}
