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

/**
 * {@code ZooPool} beside the process pools of Python and the threads of Java's {@code
 * ForkJoinPool}: the same tasks with as many workers. The results must agree.
 */
final class PoolBench {
    /** Warming up is for the JVMs, of which a pool has several on the same cores. */
    private static final Plan QUICK = new Plan(3, Duration.ofSeconds(4), Duration.ofMillis(300));

    private static final Plan FULL = new Plan(7, Duration.ofSeconds(5), Duration.ofSeconds(1));

    private static final int WORKERS = 4;

    /** One for each core, where computing is all that is done. */
    private static final int COMPUTING = 2;

    private static final double MILLI = 1e6;

    private static final String EXECUTOR = "ProcessPoolExecutor";
    private static final String POOL = "multiprocessing.Pool";
    private static final String SPAWN = "-spawn";

    private static final List<PoolTask> MESSAGES =
            List.of(PoolTask.ONE_EACH, PoolTask.CHUNKED, PoolTask.SUBMIT, PoolTask.MEBIBYTES);
    private static final List<PoolTask> IN_PLACE = List.of(PoolTask.IN_PLACE);

    private static final String VERSION =
            "import sys, concurrent.futures; print('Python', sys.version.split()[0])";
    private static final String NUMPY_VERSION =
            "import sys, numpy; print('NumPy', numpy.__version__, 'of Python',"
                    + " sys.version.split()[0])";

    /** The sine of one library may differ from another's in the last digit. */
    private static final double TOLERANCE = 1e-9;

    /** The arrays of 1 MiB in the sender's heap, and the copies of its peers. */
    private static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g");

    private final Area area;
    private final Workspace workspace;
    private final Checksums checksums = new Checksums(TOLERANCE);
    private final Optional<PythonProgram> python = PythonProgram.find(VERSION);
    private final Optional<PythonProgram> numpy = PythonProgram.find(NUMPY_VERSION);

    private PoolBench(Area area) {
        this.area = area;
        this.workspace = area.workspace();
    }

    static void run(Area area) throws IOException {
        PoolBench bench = new PoolBench(area);
        Plan plan = area.isQuick() ? QUICK : FULL;
        bench.describe(plan);
        List<Workload> workloads = bench.workloads();
        area.run(plan, workloads);
    }

    private void describe(Plan plan) {
        area.say(
                """
                each pool has %d workers, for "in-place" %d; no thread is bound to a core here
                one-each: x * x of %,d ints, each a task and a message of its own
                chunked: x * x of %,d ints, in chunks of the size that the pool chooses
                  (ForkJoinPool: a parallel stream; ProcessPoolExecutor, which chooses none: as \
                multiprocessing.Pool)
                submit: %,d single tasks handed over, then their results awaited
                mebibytes: %d byte arrays of 1 MiB, each a task; its result is an int
                in-place: sqrt(1 + sin(sqrt(1 + sin(x)))) of %,d float64 in shared memory
                start: in a fresh process, from the call that makes a pool to the first result, \
                and until all work
                each JVM warms up for %s a task, Python does each task twice before it counts
                ForkJoinPool is threads of one process and passes references: nothing travels
                """
                        .formatted(
                                WORKERS,
                                COMPUTING,
                                PoolTask.ONE_EACH.size(),
                                PoolTask.CHUNKED.size(),
                                PoolTask.SUBMIT.size(),
                                PoolTask.MEBIBYTES.size(),
                                PoolTask.IN_PLACE.size(),
                                plan.warmUp().toSeconds() + " s"));
        area.say(
                python.map(p -> EXECUTOR + ", " + POOL + ": " + p.version() + ", by fork")
                        .orElse(EXECUTOR + ", " + POOL + ": skipped, there is no python3"));
        area.say(
                numpy.map(p -> "numpy: " + p.version() + ", in a " + EXECUTOR)
                        .orElse("numpy: skipped, there is no python3 that has it"));
        area.say("");
    }

    private List<Workload> workloads() {
        return List.of(
                new Workload("messages", metrics(MESSAGES), messages()),
                new Workload("in-place", metrics(IN_PLACE), inPlace()),
                new Workload(PoolChild.START, startMetrics(), starts()));
    }

    private static List<Metric> metrics(List<PoolTask> tasks) {
        return tasks.stream().map(PoolTask::metric).toList();
    }

    private static List<Metric> startMetrics() {
        return List.of(Metric.time("start-first", "ms"), Metric.time("start-all", "ms"));
    }

    private List<Contender> messages() {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(java(PoolChild.ZOOSYNC, MESSAGES, WORKERS));
        python.ifPresent(
                p -> {
                    contenders.add(python(EXECUTOR, command(p, EXECUTOR, WORKERS), MESSAGES));
                    contenders.add(python(POOL, command(p, POOL, WORKERS), MESSAGES));
                });
        contenders.add(java(PoolChild.FORK_JOIN, MESSAGES, WORKERS));
        return contenders;
    }

    private List<Contender> inPlace() {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(java(PoolChild.ZOOSYNC, IN_PLACE, COMPUTING));
        contenders.add(java(PoolChild.ONE_THREAD, IN_PLACE, COMPUTING));
        numpy.ifPresent(
                p -> contenders.add(python("numpy", command(p, EXECUTOR, COMPUTING), IN_PLACE)));
        contenders.add(java(PoolChild.FORK_JOIN, IN_PLACE, COMPUTING));
        return contenders;
    }

    private List<Contender> starts() {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(javaStart(PoolChild.ZOOSYNC));
        python.ifPresent(
                p -> {
                    contenders.add(pythonStart(EXECUTOR, p));
                    contenders.add(pythonStart(EXECUTOR + SPAWN, p));
                    contenders.add(pythonStart(POOL + SPAWN, p));
                });
        contenders.add(javaStart(PoolChild.FORK_JOIN));
        return contenders;
    }

    private Contender java(String name, List<PoolTask> tasks, int workers) {
        return Contender.fresh(
                name,
                plan ->
                        measure(
                                plan,
                                tasks,
                                run -> run.java(FLAGS, PoolChild.class, name, workers)));
    }

    /** Python's way to do tasks, under a name of its own. */
    private Contender python(String name, Object[] command, List<PoolTask> tasks) {
        return Contender.fresh(
                name, plan -> measure(warm(plan), tasks, run -> run.program(command)));
    }

    /** Of what needs no warming up: it does each task once before it counts. */
    private static Plan warm(Plan plan) {
        return new Plan(plan.rounds(), Duration.ZERO, plan.measure());
    }

    private Contender javaStart(String name) {
        return Contender.fresh(
                name, plan -> start(plan, run -> run.java(PoolChild.class, name, WORKERS)));
    }

    private Contender pythonStart(String pool, PythonProgram program) {
        Object[] command = command(program, pool, WORKERS);
        return Contender.fresh(pool, plan -> start(plan, run -> run.program(command)));
    }

    private static Object[] command(PythonProgram program, String pool, int workers) {
        List<Object> command = new ArrayList<>(program.command("pool_bench"));
        command.add(pool);
        command.add(workers);
        return command.toArray();
    }

    /** Starts the process that does the work. */
    private interface Start {
        Child in(Children run) throws IOException;
    }

    private double[] measure(Plan plan, List<PoolTask> tasks, Start start) throws IOException {
        try (Children run = new Children(workspace, plan.times(tasks.size()))) {
            Child child = start.in(run);
            double[] figures = new double[tasks.size()];
            for (int i = 0; i < figures.length; i++) {
                PoolTask task = tasks.get(i);
                double[] result = child.measureUnbound(plan, task.label());
                checksums.check(task.label(), result[2]);
                figures[i] = task.figure(result[0], result[1]);
            }
            return figures;
        }
    }

    private double[] start(Plan plan, Start start) throws IOException {
        Plan once = new Plan(plan.rounds(), Duration.ZERO, Duration.ZERO);
        try (Children run = new Children(workspace, once)) {
            double[] result = start.in(run).measureUnbound(once, PoolChild.START);
            return new double[] {result[1] / MILLI, result[2] / MILLI};
        }
    }
}
