package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Checksums;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.PythonProgram;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code ZooArray} beside NumPy, one thread each, the same work on the same numbers. Each process
 * does all of it; after each task it tells a checksum of the result, and these must agree.
 */
final class ArrayBench {
    private static final Plan QUICK = new Plan(3, Duration.ofMillis(50), Duration.ofMillis(20));
    private static final Plan FULL = new Plan(7, Duration.ofMillis(100), Duration.ofMillis(150));

    /** Tasks that take milliseconds are measured for longer. */
    private static final int SLOW = 3;

    private static final List<String> OPERATIONS =
            List.of(
                    "add",
                    "multiply-add",
                    "sum",
                    "mean-axis0",
                    "mean-axis1",
                    "sqrt",
                    "dot",
                    "copy-transposed");
    private static final List<String> TYPES = List.of("float64", "float32");
    private static final List<String> VERSIONS =
            List.of(
                    "import sys, numpy",
                    "print('NumPy', numpy.__version__, 'of Python', sys.version.split()[0])");

    /** float32 sums differ in their last digits. */
    private static final double TOLERANCE = 1e-4;

    /**
     * Arrays of 80 MB, in huge pages, which NumPy asks the system for by itself. The heap is
     * touched at the start: else the first pass through it is a measurement of the system clearing
     * pages.
     */
    private static final List<String> FLAGS =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseTransparentHugePages", "-XX:+AlwaysPreTouch");

    /** What a user adds for the loops with the JDK's Vector API. */
    private static final List<String> VECTOR_FLAGS =
            List.of("--add-modules", "jdk.incubator.vector");

    private final Area area;
    private final Workspace workspace;
    private final List<ArrayTask> tasks = tasks();
    private final Checksums checksums = new Checksums(TOLERANCE);

    private ArrayBench(Area area) {
        this.area = area;
        this.workspace = area.workspace();
    }

    static void run(Area area) throws IOException {
        Optional<PythonProgram> numpy = PythonProgram.find(String.join("\n", VERSIONS));
        area.say(
                "zoosync: one JVM a round for all tasks, "
                        + FLAGS
                        + "; it runs each for a moment before any is measured");
        area.say("zoosync-vector: the same with " + String.join(" ", VECTOR_FLAGS));
        area.say(
                numpy.map(p -> "numpy: " + p.version() + ", BLAS limited to one thread")
                        .orElse("numpy: skipped, there is no python3 that has it"));
        new ArrayBench(area).run(area.isQuick() ? QUICK : FULL, numpy);
    }

    private void run(Plan plan, Optional<PythonProgram> numpy) throws IOException {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.fresh("zoosync", each -> zoosync(each, FLAGS)));
        contenders.add(Contender.fresh("zoosync-vector", each -> zoosync(each, withVectors())));
        numpy.ifPresent(p -> contenders.add(Contender.fresh("numpy", each -> numpy(each, p))));
        List<Metric> metrics = tasks.stream().map(ArrayTask::metric).toList();
        List<Workload> workloads = List.of(new Workload("arrays", metrics, contenders));
        area.run(plan, workloads);
        workloads.get(0).printRatios(1, "-vector");
    }

    private static List<ArrayTask> tasks() {
        List<ArrayTask> tasks = new ArrayList<>();
        tasks.add(new ArrayTask("call-add-out", "float64", "10"));
        tasks.add(new ArrayTask("call-add-new", "float64", "10"));
        for (String size : List.of("1e3", "1e5", "1e7")) {
            for (String type : TYPES) {
                for (String operation : OPERATIONS) {
                    tasks.add(new ArrayTask(operation, type, size));
                }
            }
        }
        TYPES.forEach(type -> tasks.add(new ArrayTask("matmul", type, "512x512")));
        return tasks;
    }

    private static List<String> withVectors() {
        return Stream.concat(FLAGS.stream(), VECTOR_FLAGS.stream()).toList();
    }

    private double[] zoosync(Plan plan, List<String> flags) throws IOException {
        try (Children run = new Children(workspace, plan.times(SLOW * tasks.size()))) {
            return measure(plan, run.java(flags, ArrayChild.class));
        }
    }

    private double[] numpy(Plan plan, PythonProgram python) throws IOException {
        try (Children run = new Children(workspace, plan.times(SLOW * tasks.size()))) {
            Object[] command = python.command("numpy_bench").toArray();
            return measure(plan, run.program(command));
        }
    }

    private double[] measure(Plan plan, Child child) throws IOException {
        double[] figures = new double[tasks.size()];
        for (int i = 0; i < figures.length; i++) {
            ArrayTask task = tasks.get(i);
            Plan own = plan.times(task.isSlow() ? SLOW : 1);
            double[] result = child.measure(own, task.name());
            checksums.check(task.name(), result[2]);
            figures[i] = result[1] / result[0] / task.unitNanos();
        }
        return figures;
    }
}
