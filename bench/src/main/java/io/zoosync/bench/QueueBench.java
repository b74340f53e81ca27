package io.zoosync.bench;

import io.aeron.AeronVersion;
import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.CProgram;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.bench.peer.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code ZooQueue} beside Aeron IPC, and beside what the memory allows. */
final class QueueBench {
    private static final Plan QUICK = new Plan(3, Duration.ofMillis(500), Duration.ofMillis(350));
    private static final Plan FULL = new Plan(5, Duration.ofMillis(1200), Duration.ofMillis(1200));

    /** Aeron and Agrona use internals of the JDK, and are at their best without bounds checks. */
    static final List<String> AERON_FLAGS =
            List.of(
                    "-XX:+IgnoreUnrecognizedVMOptions",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                    "-Dagrona.disable.bounds.checks=true");

    private static final int SMALL_CAPACITY = 64 << 20;
    private static final int AERON_TERM = 64 << 20;
    private static final int WHOLE_BYTES = 1 << 20;

    /** One that the caches of most machines hold, and one that they do not. */
    private static final int WARM_CAPACITY = 8 << 20;

    private static final int COLD_CAPACITY = 256 << 20;

    /** The longest wait between two looks, in pauses of the processor: each at its best. */
    private static final int PAUSES = 64;

    private static final int PEERS_PAUSES = 1;
    private static final int WHOLE_PAUSES = 1;
    private static final double MILLION_A_SECOND = 1e3;
    private static final String MUTEX_QUEUE = "c-mutex-queue";

    private final Area area;
    private final Workspace workspace;
    private final Path memoryBound;
    private final Path mutexQueue;

    private QueueBench(Area area, Path memoryBound, Path mutexQueue) {
        this.area = area;
        this.workspace = area.workspace();
        this.memoryBound = memoryBound;
        this.mutexQueue = mutexQueue;
    }

    static void run(Area area) throws IOException {
        area.say(
                "aeron-...: Aeron "
                        + AeronVersion.VERSION
                        + ", terms of "
                        + (AERON_TERM >> 20)
                        + " MiB, clients spin, no bounds checks; media driver in the receiving process, one"
                        + " thread (SHARED) that backs off");
        area.say(
                "...-invoker: driver without a thread, run by the receiver between polls (INVOKER)");
        Optional<String> compiler = CProgram.compiler();
        Path memoryBound = null;
        Path mutexQueue = null;
        if (compiler.isPresent()) {
            area.say("c-...: " + compiler.get() + ", -O3 -march=native");
            memoryBound =
                    CProgram.compile(area.workspace(), "memory_bound", "-O3", "-march=native");
            mutexQueue = CProgram.compile(area.workspace(), "mutex_queue", "-O3", "-march=native");
            area.say(
                    MUTEX_QUEUE
                            + ": the algorithm of ZooSync for Python in C: one robust mutex, two"
                            + " condition variables, a ring mapped twice; copied in and read with"
                            + " the mutex held");
        } else {
            area.say("c-...: skipped, there is no gcc");
        }
        new QueueBench(area, memoryBound, mutexQueue).run(area.isQuick());
    }

    private void run(boolean quick) throws IOException {
        List<Workload> workloads =
                new ArrayList<>(
                        List.of(
                                small(
                                        "queue-32B-exclusive",
                                        "exclusive",
                                        "exclusive",
                                        "one-to-one",
                                        quick),
                                small(
                                        "queue-32B-shared",
                                        "shared",
                                        "concurrent",
                                        "many-to-one",
                                        quick),
                                whole("queue-1MiB", WARM_CAPACITY, quick)));
        if (!quick) {
            workloads.add(whole("queue-1MiB-ring-256MiB", COLD_CAPACITY, false));
        }
        area.run(area.isQuick() ? QUICK : FULL, workloads);
    }

    /** Small messages; the quick one has Aeron's driver only as Aeron sets it up by default. */
    private Workload small(String name, String ours, String aerons, String agronas, boolean quick) {
        List<String> kinds = new ArrayList<>(List.of("zoosync-" + ours, "aeron-" + aerons));
        if (!quick) {
            kinds.add("aeron-" + aerons + "-invoker");
        }
        kinds.add("agrona-" + agronas);
        List<Contender> contenders = new ArrayList<>();
        kinds.forEach(kind -> contenders.add(new Contender(kind, plan -> messages(plan, kind))));
        if (mutexQueue != null) {
            contenders.add(new Contender(MUTEX_QUEUE, this::smallThroughAMutex));
        }
        return new Workload(name, List.of(Metric.rate(name, "M messages/s")), contenders);
    }

    private double[] messages(Plan plan, String kind) throws IOException {
        boolean ours = kind.startsWith("zoosync");
        int capacity = kind.startsWith("aeron") ? AERON_TERM : SMALL_CAPACITY;
        int pauses = ours ? PAUSES : PEERS_PAUSES;
        return new double[] {stream(plan, kind, capacity, pauses, "small") * MILLION_A_SECOND};
    }

    /** Runs a sender and a receiver; tells how many messages a nanosecond arrived. */
    private double stream(Plan plan, String kind, int capacity, int pauses, String length)
            throws IOException {
        List<String> flags = flags(kind);
        try (Children run = new Children(workspace, plan)) {
            Path directory = run.directory();
            Child receiver =
                    run.java(
                            flags,
                            StreamChild.class,
                            "receive",
                            kind,
                            directory,
                            capacity,
                            pauses,
                            length);
            run.java(flags, StreamChild.class, "send", kind, directory, capacity, pauses, length);
            return receiver.rate(run.go());
        }
    }

    private static List<String> flags(String kind) {
        return kind.startsWith("zoosync") ? List.of() : AERON_FLAGS;
    }

    /** Large messages, beside what the memory allows with a ring of the same size. */
    private Workload whole(String name, int ring, boolean quick) {
        List<Contender> contenders = new ArrayList<>();
        contenders.add(new Contender("zoosync-exclusive", plan -> wholeMessages(plan, ring)));
        if (memoryBound != null) {
            contenders.add(new Contender("c-memcpy+read", plan -> copyInC(plan, ring)));
        }
        if (!quick) {
            contenders.add(new Contender("java-memcpy+read", plan -> copyInJava(plan, ring)));
        }
        if (mutexQueue != null) {
            contenders.add(
                    new Contender(
                            MUTEX_QUEUE,
                            plan -> gigabytes(throughAMutex(plan, ring, WHOLE_BYTES))));
        }
        if (memoryBound != null && !quick) {
            contenders.add(new Contender("c-pipeline", plan -> pipelineInC(plan, ring)));
        }
        return new Workload(name, List.of(Metric.rate(name, "GB/s")), contenders);
    }

    private double[] wholeMessages(Plan plan, int ring) throws IOException {
        String length = Integer.toString(WHOLE_BYTES);
        return gigabytes(stream(plan, "zoosync-exclusive", ring, WHOLE_PAUSES, length));
    }

    private double[] copyInJava(Plan plan, int ring) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Path file = run.directory().resolve("ring.bin");
            Child child = run.java(CopyChild.class, file, ring, WHOLE_BYTES);
            return gigabytes(child.rate(run.go()));
        }
    }

    private double[] copyInC(Plan plan, int ring) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Child child = memoryBound(run, "single", ring);
            return gigabytes(child.rate(run.go()));
        }
    }

    private double[] pipelineInC(Plan plan, int ring) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Child consumer = memoryBound(run, "consume", ring);
            memoryBound(run, "produce", ring);
            return gigabytes(consumer.rate(run.go()));
        }
    }

    private double[] smallThroughAMutex(Plan plan) throws IOException {
        return new double[] {
            throughAMutex(plan, SMALL_CAPACITY, Transport.SMALL_BYTES) * MILLION_A_SECOND
        };
    }

    /** Tells how many messages a nanosecond arrived. */
    private double throughAMutex(Plan plan, int ring, int bytes) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Path file = run.directory().resolve("queue.bin");
            run.toEnd(mutexQueue, "init", file, ring);
            Child consumer = run.program(mutexQueue, "consume", file, ring, bytes);
            run.program(mutexQueue, "produce", file, ring, bytes);
            return consumer.rate(run.go());
        }
    }

    private Child memoryBound(Children run, String role, int ring) throws IOException {
        Path file = run.directory().resolve("ring.bin");
        return run.program(memoryBound, role, file, ring, WHOLE_BYTES);
    }

    /** Payload, counted once: it is written once and read once. */
    private static double[] gigabytes(double messagesPerNano) {
        return new double[] {messagesPerNano * WHOLE_BYTES};
    }
}
