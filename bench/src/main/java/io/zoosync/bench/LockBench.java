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
import java.util.Optional;

/** {@code ZooLock} beside a robust process-shared mutex of the C library. */
final class LockBench {
    private static final Plan QUICK = new Plan(3, Duration.ofMillis(700), Duration.ofMillis(600));
    private static final Plan FULL = new Plan(9, Duration.ofMillis(1500), Duration.ofMillis(2000));
    private static final int[] CONTENDED_BY = {2, 4};
    private static final int C_COUNTER_OFFSET = 128;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final String VERSION =
            "import sys, multiprocessing; print('Python', sys.version.split()[0])";

    private final Area area;
    private final Workspace workspace;
    private final Path mutex;
    private final Optional<PythonProgram> python = PythonProgram.find(VERSION);

    private LockBench(Area area, Path mutex) {
        this.area = area;
        this.workspace = area.workspace();
        this.mutex = mutex;
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
        new LockBench(area, mutex).run(area.isQuick() ? QUICK : FULL);
    }

    private void run(Plan plan) throws IOException {
        area.say("java-file-lock: FileChannel.lock of one byte");
        area.say(
                python.map(p -> "python-lock: multiprocessing.Lock of " + p.version())
                        .orElse("python-lock: skipped, there is no python3"));
        List<Workload> workloads = new ArrayList<>();
        workloads.add(workload("lock-uncontended", 1, "alone"));
        for (int processes : CONTENDED_BY) {
            String name = "lock-" + processes + "-processes";
            workloads.add(workload(name, processes, "counter"));
        }
        area.run(plan, workloads);
    }

    private Workload workload(String name, int processes, String mode) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender("zoosync", plan -> java(plan, "zoosync", processes, mode)));
        if (mutex != null) {
            contenders.add(new Contender("c-robust-mutex", plan -> c(plan, processes, mode)));
        }
        contenders.add(
                new Contender("java-file-lock", plan -> java(plan, "file", processes, mode)));
        python.ifPresent(
                p ->
                        contenders.add(
                                new Contender("python-lock", plan -> python(plan, p, processes))));
        return new Workload(name, List.of(Metric.rate(name, "M lock+unlock/s")), contenders);
    }

    private double[] java(Plan plan, String kind, int processes, String mode) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Path counter = run.directory().resolve("counter.bin");
            List<Child> children = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                children.add(run.java(LockChild.class, mode, kind, counter));
            }
            return rate(run, children, counter, mode.equals("counter") ? 0 : -1);
        }
    }

    /** One program that makes the processes, since they inherit the lock from it. */
    private double[] python(Plan plan, PythonProgram python, int processes) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            List<Object> command = new ArrayList<>(python.command("lock_bench"));
            command.add(processes);
            Child child = run.program(command.toArray());
            return new double[] {child.rate(run.go()) * NANOS_PER_MICRO};
        }
    }

    private double[] c(Plan plan, int processes, String mode) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Path memory = run.directory().resolve("mutex.bin");
            run.toEnd(mutex, "init", memory);
            List<Child> children = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                children.add(run.program(mutex, mode, memory));
            }
            return rate(run, children, memory, mode.equals("counter") ? C_COUNTER_OFFSET : -1);
        }
    }

    /** All operations a second, in millions; checks that no addition to the counter was lost. */
    private static double[] rate(Children run, List<Child> children, Path file, int counterOffset)
            throws IOException {
        Window window = run.go();
        double perMicro = 0;
        double total = 0;
        for (Child child : children) {
            double[] result = child.result(window);
            perMicro += result[0] / result[1];
            total += result[2];
        }
        if (counterOffset >= 0) {
            check(file, counterOffset, (long) total);
        }
        return new double[] {perMicro * NANOS_PER_MICRO};
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
