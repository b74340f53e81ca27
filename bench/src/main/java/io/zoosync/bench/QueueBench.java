package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.CProgram;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Running;
import io.zoosync.bench.harness.Staying;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ZooQueue} beside other ways between processes, and beside what the memory allows. */
final class QueueBench {

    private static final Plan QUICK = new Plan(3, 4, Streams.WARM_UP, Duration.ofMillis(300));
    private static final Plan FULL = new Plan(3, 5, Streams.WARM_UP, Duration.ofMillis(300));

    private static final int WHOLE_BYTES = 1 << 20;
    private static final Streams.Figure WHOLE = Streams.gigabytes(WHOLE_BYTES);

    /** One that the caches of most machines hold, and one that they do not. */
    private static final int WARM_CAPACITY = 8 << 20;

    private static final int COLD_CAPACITY = 256 << 20;

    private static final String OURS = "zoosync-exclusive";
    private static final String SHARED = "zoosync-shared";

    /** As Aeron's and Agrona's: producers share their end, and there is one consumer. */
    private static final String MANY_TO_ONE = "zoosync-many-to-one";

    private final Area area;
    private final Workspace workspace;
    private final Path memoryBound;
    private final Streams streams;

    private QueueBench(Area area, Path memoryBound) throws IOException {
        this.area = area;
        this.workspace = area.workspace();
        this.memoryBound = memoryBound;
        this.streams = new Streams(workspace);
    }

    static void run(Area area) throws IOException {
        boolean hasC = CProgram.compiler().isPresent();
        QueueBench bench =
                new QueueBench(
                        area,
                        hasC
                                ? CProgram.compile(
                                        area.workspace(), "memory_bound", "-O3", "-march=native")
                                : null);
        bench.streams.describe(area);
        bench.describe();
        area.run(area.isQuick() ? QUICK : FULL, bench.workloads());
    }

    private void describe() {
        area.say(
                "32B: four numbers, written and read in place where a peer can; rings of 64 MiB, but"
                        + " of 1 MiB where zoosync or a limit passes them from one producer to one"
                        + " consumer, one by one or in batches, unless it is called ...-64MiB: the"
                        + " small ring is faster where the cores are near each other, the large"
                        + " one where they share no cache");
        area.say("...-ring-1MiB: all with rings of 1 MiB, Aeron with such terms");
        area.say("1MiB: every byte copied in and read; rings of 8 MiB, or of what the name says");
        area.say(
                "c-memcpy+read: one process; c-pipeline: two, and nothing between them but how far"
                        + " the other is");
        area.say(
                "2:1, 1:2, 4:4: so many producers and consumers; what all sent and all received is"
                        + " compared; Aeron gives each message to every consumer and Agrona has one:"
                        + " peers of 2:1 only");
        area.say(
                "zoosync-shared: any number of producers and of consumers; ...-many-to-one: any"
                        + " number of producers and one consumer, as Aeron's and Agrona's;"
                        + " ...-exclusive: one of each; ...-batch: 64 messages at a time are made"
                        + " available at once and received one by one, as are aeron's ...-block,"
                        + " which copies them (offerBlock); ...-gathered: many of the 32 B in a"
                        + " message of 64 KiB, which a socket and a pipe do, too");
        area.say(
                "sleeping: zoosync's ends wait as those of any program do, spinning for a moment"
                        + " and then in the system (futex); elsewhere they look again and again");
    }

    private List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        workloads.add(
                small(
                        "queue-32B-exclusive",
                        OURS,
                        OURS + Streams.LARGE,
                        OURS + Streams.GATHERED,
                        "aeron-exclusive",
                        "aeron-exclusive" + Streams.CHECKED,
                        "aeron-exclusive" + Streams.INVOKER,
                        "aeron-exclusive" + Streams.DEDICATED,
                        "agrona-one-to-one",
                        Streams.CHRONICLE,
                        Streams.MUTEX_QUEUE,
                        Streams.SOCKET,
                        Streams.PIPE,
                        Streams.PYTHON_QUEUE,
                        Streams.LIMIT_JAVA_ALONE,
                        Streams.LIMIT_JAVA_ALONE + Streams.LARGE,
                        Streams.LIMIT_ALONE,
                        Streams.LIMIT_ALONE + Streams.LARGE));
        workloads.add(
                small(
                        "queue-32B-shared",
                        MANY_TO_ONE,
                        MANY_TO_ONE + Streams.LARGE,
                        SHARED,
                        "aeron-concurrent",
                        "aeron-concurrent" + Streams.CHECKED,
                        "aeron-concurrent" + Streams.INVOKER,
                        "aeron-concurrent" + Streams.DEDICATED,
                        "agrona-many-to-one",
                        Streams.MUTEX_QUEUE,
                        Streams.LIMIT_JAVA_LOCK,
                        Streams.LIMIT_LOCK,
                        Streams.LIMIT_ADD));
        workloads.add(
                small(
                        "queue-32B-exclusive-ring-1MiB",
                        streams.small(
                                List.of(OURS, "aeron-exclusive", "agrona-one-to-one"),
                                Streams.SMALL_CAPACITY)));
        workloads.add(
                small(
                        "queue-32B-exclusive" + Streams.BATCH,
                        OURS + Streams.BATCH,
                        OURS + Streams.BATCH + Streams.LARGE,
                        "aeron-exclusive",
                        "aeron-exclusive" + Streams.BLOCK,
                        "agrona-one-to-one",
                        Streams.SOCKET,
                        Streams.PIPE,
                        Streams.LIMIT_ALONE));
        workloads.add(
                small(
                        "queue-32B-shared" + Streams.BATCH,
                        MANY_TO_ONE + Streams.BATCH,
                        MANY_TO_ONE + Streams.BATCH + Streams.LARGE,
                        SHARED + Streams.BATCH,
                        "aeron-concurrent",
                        "agrona-many-to-one",
                        Streams.LIMIT_LOCK));
        workloads.add(toOne(2));
        workloads.add(ofMany(4, 4, Streams.MUTEX_QUEUE));
        workloads.add(whole("queue-1MiB-ring-64MiB", Streams.CAPACITY, Streams.MUTEX_QUEUE));
        if (area.isQuick()) {
            workloads.add(whole("queue-1MiB", WARM_CAPACITY, Streams.MUTEX_QUEUE));
        } else {
            workloads.addAll(more());
        }
        return workloads;
    }

    private List<Workload> more() {
        String sleeping = "queue-1MiB" + Streams.SLEEPING;
        return List.of(
                small(
                        "queue-32B" + Streams.SLEEPING,
                        OURS + Streams.SLEEPING,
                        Streams.MUTEX_QUEUE,
                        Streams.SOCKET,
                        Streams.PIPE),
                ofMany(1, 2, Streams.MUTEX_QUEUE),
                whole(
                        "queue-1MiB",
                        WARM_CAPACITY,
                        Streams.MUTEX_QUEUE,
                        Streams.SOCKET,
                        Streams.PIPE,
                        Streams.PYTHON_QUEUE),
                whole("queue-1MiB-ring-256MiB", COLD_CAPACITY, Streams.MUTEX_QUEUE),
                new Workload(
                        sleeping,
                        List.of(Metric.rate(sleeping, "GB/s")),
                        streams.whole(
                                List.of(
                                        OURS + Streams.SLEEPING,
                                        Streams.MUTEX_QUEUE,
                                        Streams.SOCKET,
                                        Streams.PIPE),
                                WARM_CAPACITY,
                                WHOLE_BYTES)),
                wholeOfMany(2, 1),
                wholeOfMany(4, 4));
    }

    /** The quick run has Aeron's driver only as Aeron sets it up by default, and no Python. */
    private List<String> wanted(List<String> kinds) {
        return area.isQuick()
                ? kinds.stream()
                        .filter(
                                kind ->
                                        !Streams.hasOtherDriver(kind)
                                                && !kind.equals(Streams.PYTHON_QUEUE))
                        .toList()
                : kinds;
    }

    private Workload small(String name, String... kinds) {
        return small(name, streams.small(wanted(List.of(kinds))));
    }

    private static Workload small(String name, List<Contender> contenders) {
        return new Workload(name, List.of(Metric.rate(name, "M messages/s")), contenders);
    }

    private Workload toOne(int senders) {
        return ofMany(
                senders,
                1,
                "aeron-concurrent",
                "agrona-many-to-one",
                Streams.MUTEX_QUEUE,
                Streams.LIMIT_LOCK,
                Streams.LIMIT_ADD);
    }

    private Workload ofMany(int senders, int receivers, String... peers) {
        String name = "queue-32B-" + senders + ":" + receivers;
        List<String> kinds = new ArrayList<>();
        if (receivers == 1) {
            kinds.addAll(
                    List.of(
                            MANY_TO_ONE,
                            MANY_TO_ONE + Streams.BATCH,
                            MANY_TO_ONE + Streams.SLEEPING));
        }
        kinds.addAll(List.of(SHARED, SHARED + Streams.BATCH, SHARED + Streams.SLEEPING));
        kinds.addAll(List.of(peers));
        return new Workload(
                name,
                List.of(Metric.rate(name, "M messages/s")),
                streams.smallOfMany(kinds, senders, receivers));
    }

    private Workload wholeOfMany(int senders, int receivers) {
        String name = "queue-1MiB-" + senders + ":" + receivers;
        List<String> kinds = List.of(SHARED, SHARED + Streams.SLEEPING, Streams.MUTEX_QUEUE);
        return new Workload(
                name,
                List.of(Metric.rate(name, "GB/s")),
                streams.wholeOfMany(kinds, senders, receivers, WARM_CAPACITY, WHOLE_BYTES));
    }

    /** Large messages, beside what the memory allows with a ring of the same size. */
    private Workload whole(String name, int ring, String... peers) {
        List<Contender> contenders =
                new ArrayList<>(streams.whole(List.of(OURS), ring, WHOLE_BYTES));
        if (memoryBound != null) {
            contenders.add(Contender.fresh("c-memcpy+read", plan -> copyInC(plan, ring)));
        }
        if (!area.isQuick()) {
            contenders.add(new Contender("java-memcpy+read", plan -> copyInJava(plan, ring)));
        }
        contenders.addAll(streams.whole(List.of(peers), ring, WHOLE_BYTES));
        if (memoryBound != null) {
            contenders.add(Contender.fresh("c-pipeline", plan -> pipelineInC(plan, ring)));
        }
        return new Workload(name, List.of(Metric.rate(name, "GB/s")), contenders);
    }

    private Running copyInJava(Plan plan, int ring) throws IOException {
        Children run = new Children(workspace, plan);
        Path file = run.directory().resolve("ring.bin");
        Child child = run.java(CopyChild.class, file, ring, WHOLE_BYTES);
        return Staying.warmedUp(run, plan, window -> WHOLE.of(child.rate(window)));
    }

    private double[] copyInC(Plan plan, int ring) throws IOException {
        try (Children run = new Children(workspace, Streams.warmedUpInC(plan, ring))) {
            Child child = memoryBound(run, "single", ring);
            return WHOLE.of(child.rate(run.go()));
        }
    }

    private double[] pipelineInC(Plan plan, int ring) throws IOException {
        try (Children run = new Children(workspace, Streams.warmedUpInC(plan, ring))) {
            Child consumer = memoryBound(run, "consume", ring);
            memoryBound(run, "produce", ring);
            return WHOLE.of(consumer.rate(run.go()));
        }
    }

    private Child memoryBound(Children run, String role, int ring) throws IOException {
        Path file = run.directory().resolve("ring.bin");
        return run.program(memoryBound, role, file, ring, WHOLE_BYTES);
    }
}
