package io.zoosync.bench;

import io.aeron.AeronVersion;
import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.CProgram;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.MissedWindowException;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.PythonProgram;
import io.zoosync.bench.harness.Running;
import io.zoosync.bench.harness.Staying;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.bench.peer.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Streams of messages from process to process, through ZooSync's queue and its peers. Contenders
 * that this machine does not have are left out of the lists made here.
 */
final class Streams {
    static final String MUTEX_QUEUE = "c-mutex-queue";

    private static final String LIMIT = "limit-c-";
    static final String LIMIT_LOCK = LIMIT + "lock";
    static final String LIMIT_ADD = LIMIT + "add";
    static final String LIMIT_ALONE = LIMIT + "alone";
    private static final String LIMIT_IN_JAVA = "limit-java-";
    static final String LIMIT_JAVA_LOCK = LIMIT_IN_JAVA + "lock";
    static final String LIMIT_JAVA_ALONE = LIMIT_IN_JAVA + "alone";
    static final String PYTHON_QUEUE = "python-multiprocessing.Queue";
    static final String CHRONICLE = "chronicle";
    static final String PIPE = "pipe";
    static final String SOCKET = "unix-socket";

    /** How much a queue of small messages holds, and the length of a term of Aeron. */
    static final int CAPACITY = 64 << 20;

    /** Where one end is as fast as the other, what fits into a core's cache is enough for ours. */
    static final int SMALL_CAPACITY = 1 << 20;

    /** Of what copies between buffers of its own, beside room for one message. */
    private static final int BUFFER = 64 << 10;

    /** The longest wait between two looks, in pauses of the processor: each at its best. */
    private static final int PAUSES = 64;

    private static final int PEERS_PAUSES = 1;
    private static final String SMALL = "small";
    private static final Figure MILLIONS = rate -> rate * 1e3;

    /**
     * A JVM that has one core, which it does not leave to its compiler, needs so long until all
     * that a message runs through is compiled: one and a half as a rule.
     */
    static final Duration WARM_UP = Duration.ofSeconds(2);

    /** What is no JVM is warm as soon as its memory is there. */
    static final Duration NATIVE_WARM_UP = Duration.ofMillis(200);

    /** In a virtual machine the first use of each page can take 20 microseconds. */
    private static final Duration NATIVE_WARM_UP_PER_MIB = Duration.ofMillis(6);

    /** The flags that the makers of a peer name, in files for a JVM's command line. */
    private static final Path JVM_FLAGS =
            Path.of(System.getProperty("zoosync.home", ""), "bench", "src", "main", "jvm");

    /**
     * The heap is touched at the start: else the buffer over a message, if it is not optimised
     * away, waits for the system to clear the page that it comes to lie in. That took ten times as
     * long as a message of 32 bytes, until the heap had been used once.
     */
    private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    /** A peer with the bounds checks that it leaves out at its best. */
    static final String CHECKED = "-checked";

    /** A queue whose ends wait as those of any program do. */
    static final String SLEEPING = "-sleeping";

    /** Messages that are passed on so many at a time. */
    static final String BATCH = "-batch";

    /** Messages of which many are sent as one. */
    static final String GATHERED = "-gathered";

    /** A queue or limit with as large a ring as the others, where it has a small one by itself. */
    static final String LARGE = "-64MiB";

    /** The same as {@link #BATCH}, as Aeron has it. */
    static final String BLOCK = "-block";

    /** Aeron with its media driver set up in another way than by default. */
    static final String INVOKER = "-invoker";

    static final String DEDICATED = "-dedicated";

    private final Workspace workspace;
    private final Path mutexQueue;
    private final Path sharedRing;
    private final Optional<PythonProgram> python =
            PythonProgram.find("import sys, multiprocessing; print(sys.version.split()[0])");

    /** Compiles the peers in C, where there is a compiler. */
    Streams(Workspace workspace) throws IOException {
        this.workspace = workspace;
        mutexQueue = compiled("mutex_queue");
        sharedRing = compiled("shared_ring");
    }

    /** The plan of programs that are not JVMs and use a ring. */
    static Plan warmedUpInC(Plan plan, int ring) {
        return plan.warmingUpFor(
                NATIVE_WARM_UP.plus(NATIVE_WARM_UP_PER_MIB.multipliedBy(ring >> 20)));
    }

    private Path compiled(String name) throws IOException {
        return CProgram.compiler().isPresent()
                ? CProgram.compile(workspace, name, "-O3", "-march=native")
                : null;
    }

    /** Says which peers there are and how they are set up. */
    void describe(Area area) {
        area.say(
                """
                JVMs are started with %s
                aeron-...: Aeron %s, terms of %d MiB, clients spin, no bounds checks; media driver \
                in the receiving process, one thread (SHARED) that backs off; what is longer than \
                an MTU of 64 KiB is offered from a buffer and assembled in one
                ...-checked: with Aeron's bounds checks, as it is without a setting and as \
                zoosync's always are
                ...-invoker: driver without a thread, run by the receiver between polls (INVOKER); \
                ...-dedicated: driver with three threads that back off (DEDICATED)
                chronicle: Chronicle Queue, daily files in shared memory mapped by 256 MiB, \
                written and read in place; it keeps all messages
                agrona-...: rings over a mapped file of %d MiB, no bounds checks
                %s, %s: frames through a buffer of %d KiB and a message at each end, the system's \
                buffer sizes, both ends wait in the system; in Java\
                """
                        .formatted(
                                String.join(" ", HEAP),
                                AeronVersion.VERSION,
                                CAPACITY >> 20,
                                CAPACITY >> 20,
                                SOCKET,
                                PIPE,
                                BUFFER >> 10));
        Optional<String> compiler = CProgram.compiler();
        area.say(
                compiler.map(c -> "c-...: " + c + ", -O3 -march=native")
                        .orElse("c-...: skipped, there is no gcc"));
        if (mutexQueue != null) {
            area.say(
                    MUTEX_QUEUE
                            + ": the algorithm of ZooSync for Python in C: one robust mutex, two"
                            + " condition variables, a ring mapped twice; copied in and read with"
                            + " the mutex held");
            area.say(
                    LIMIT_LOCK
                            + ": claims as ZooQueue's in C, two atomic operations each, without"
                            + " deaths, sleep, lengths and checks; "
                            + LIMIT_ADD
                            + ": as Aeron's and Agrona's, one atomic addition; "
                            + LIMIT_ALONE
                            + ": as ZooQueue's exclusive ends, none; one consumer");
        }
        area.say(
                LIMIT_IN_JAVA
                        + "...: claims as ZooQueue's in Java over a mapped buffer, one plain loop at"
                        + " each end: no handles, deaths, sleep, lengths and close");
        area.say(
                python.map(
                                p ->
                                        PYTHON_QUEUE
                                                + ": Python "
                                                + p.version()
                                                + ", bytes objects; 32 B are packed and unpacked,"
                                                + " more is read in full by zlib.adler32")
                        .orElse(PYTHON_QUEUE + ": skipped, there is no python3"));
    }

    /** Small messages from one process to another, in millions a second. */
    List<Contender> small(List<String> kinds) {
        return contenders(kinds, kind -> one(kind, best(kind), 0, MILLIONS));
    }

    /** As {@link #small(List)}, all through queues of {@code capacity}. */
    List<Contender> small(List<String> kinds, int capacity) {
        return contenders(kinds, kind -> one(kind, capacity, 0, MILLIONS));
    }

    /** Messages copied in and read in full, through queues of {@code capacity}, in GB/s. */
    List<Contender> whole(List<String> kinds, int capacity, int length) {
        return contenders(kinds, kind -> one(kind, capacity, length, gigabytes(length)));
    }

    /** Messages copied in and read in full, in nanoseconds for each. */
    List<Contender> cost(List<String> kinds, int capacity, int length) {
        return contenders(kinds, kind -> one(kind, capacity, length, rate -> 1 / rate));
    }

    /** Small messages between many processes, in millions a second. */
    List<Contender> smallOfMany(List<String> kinds, int senders, int receivers) {
        return contenders(
                kinds, kind -> many(new Many(kind, senders, receivers, CAPACITY, 0), MILLIONS));
    }

    /** Messages copied in and read in full between many processes, in GB/s. */
    List<Contender> wholeOfMany(
            List<String> kinds, int senders, int receivers, int capacity, int length) {
        return contenders(
                kinds,
                kind ->
                        many(
                                new Many(kind, senders, receivers, capacity, length),
                                gigabytes(length)));
    }

    private List<Contender> contenders(List<String> kinds, Function<String, Contender> made) {
        return kinds.stream().filter(this::isThere).map(made).collect(Collectors.toList());
    }

    private boolean isThere(String kind) {
        return isInC(kind) ? mutexQueue != null : !kind.equals(PYTHON_QUEUE) || python.isPresent();
    }

    /** Whether Aeron's media driver is set up in another way than by default. */
    static boolean hasOtherDriver(String kind) {
        return kind.endsWith(INVOKER) || kind.endsWith(DEDICATED);
    }

    private static boolean isInC(String kind) {
        return kind.equals(MUTEX_QUEUE) || kind.startsWith(LIMIT);
    }

    /** What is told of so many messages a nanosecond. */
    @FunctionalInterface
    interface Figure {
        double from(double messagesPerNano);

        default double[] of(double messagesPerNano) {
            return new double[] {from(messagesPerNano)};
        }
    }

    /** Payload, counted once: it is written once and read once. */
    static Figure gigabytes(int length) {
        return rate -> rate * length;
    }

    /** One sender and one receiver; small messages have the length 0. */
    private Contender one(String kind, int capacity, int length, Figure figure) {
        if (isInC(kind)) {
            return many(new Many(kind, 1, 1, capacity, length), figure);
        }
        if (kind.equals(PYTHON_QUEUE)) {
            return Contender.fresh(kind, plan -> figure.of(inPython(plan, length)));
        }
        return new Contender(
                kind,
                plan -> {
                    Children run = new Children(workspace, plan);
                    if (kind.equals(PIPE)) {
                        run.toEnd("mkfifo", run.directory().resolve("pipe-0"));
                    }
                    Child receiver = end(run, "receive", kind, capacity, length);
                    end(run, "send", kind, capacity, length);
                    return Staying.warmedUp(run, plan, window -> figure.of(receiver.rate(window)));
                });
    }

    private double inPython(Plan plan, int length) throws IOException {
        try (Children run = new Children(workspace, plan.warmingUpFor(NATIVE_WARM_UP))) {
            List<Object> command = new ArrayList<>(python.orElseThrow().command("queue_bench"));
            command.add(bytes(length));
            return run.program(command.toArray()).rate(run.go());
        }
    }

    private static Contender many(Many many, Figure figure) {
        return isInC(many.kind)
                ? Contender.fresh(many.kind, plan -> figure.of(many.inC(plan)))
                : new Contender(many.kind, plan -> many.inJava(plan, figure));
    }

    private static Child end(Children run, String role, String kind, int capacity, int length)
            throws IOException {
        return run.java(
                flags(kind),
                StreamChild.class,
                role,
                withoutSize(kind),
                run.directory(),
                bufferOf(kind, capacity, length),
                pauses(kind, length),
                length == 0 ? SMALL : length);
    }

    /** Of one small message after the other: each at its best. */
    private static int best(String kind) {
        boolean ours = kind.startsWith("zoosync") || kind.startsWith("limit-");
        boolean isLarge =
                kind.endsWith(SLEEPING) || kind.endsWith(GATHERED) || kind.endsWith(LARGE);
        return ours && !isLarge ? SMALL_CAPACITY : CAPACITY;
    }

    private static String withoutSize(String kind) {
        return kind.endsWith(LARGE) ? kind.substring(0, kind.length() - LARGE.length()) : kind;
    }

    private static int bufferOf(String kind, int capacity, int length) {
        boolean stream = kind.equals(PIPE) || kind.equals(SOCKET);
        boolean aeron = kind.startsWith("aeron");
        boolean whole = aeron && length > 0;
        return stream ? BUFFER + length : whole ? Math.max(CAPACITY, 8 * length) : capacity;
    }

    private static int pauses(String kind, int length) {
        boolean ours = kind.startsWith("zoosync") || kind.startsWith(LIMIT_IN_JAVA);
        return ours && length == 0 ? PAUSES : PEERS_PAUSES;
    }

    private static int bytes(int length) {
        return length == 0 ? Transport.SMALL_BYTES : length;
    }

    /** What a JVM is started with that uses a queue or a peer. */
    static List<String> flags(String kind) {
        List<String> flags = new ArrayList<>(HEAP);
        Stream.of("aeron", "agrona", CHRONICLE)
                .filter(kind::startsWith)
                .forEach(peer -> flags.add("@" + JVM_FLAGS.resolve(peer + ".args")));
        if (kind.endsWith(CHECKED)) {
            flags.add("-Dagrona.disable.bounds.checks=false"); // the last one counts
        }
        return flags;
    }

    /** A stream with several ends. */
    private final class Many {
        private final String kind;
        private final int senders;
        private final int receivers;
        private final int capacity;
        private final int length;

        Many(String kind, int senders, int receivers, int capacity, int length) {
            this.kind = kind;
            this.senders = senders;
            this.receivers = receivers;
            this.capacity = capacity;
            this.length = length;
        }

        /**
         * Tells how many messages a nanosecond arrived.
         *
         * @throws IOException if other messages arrived than were sent
         */
        double inC(Plan plan) throws IOException {
            try (Children run = new Children(workspace, warmedUpInC(plan, capacity))) {
                Path file = run.directory().resolve("queue.bin");
                run.toEnd(program(), "init", file, capacity, senders);
                List<Child> receiving = start(run, file, false, receivers);
                List<Child> sending = start(run, file, true, senders);
                Window window = run.go();
                Passed sent = Passed.by(sending, window);
                Passed received = Passed.by(receiving, window);
                received.check(kind, sent);
                return arrived(received, window);
            }
        }

        private double arrived(Passed received, Window window) throws IOException {
            if (received.perNano() == 0) {
                throw new MissedWindowException(kind, 0, window);
            }
            return received.perNano();
        }

        /** As {@link #inC}; what was sent is compared with what arrived at the end. */
        Running inJava(Plan ofTwo, Figure figure) throws IOException {
            Plan plan = warmedUp(ofTwo);
            Children run = new Children(workspace, plan);
            Path file = run.directory().resolve("queue.bin");
            List<Child> receiving = start(run, file, false, receivers);
            List<Child> sending = start(run, file, true, senders);
            return Staying.warmedUp(
                    run,
                    plan,
                    window -> {
                        Passed.by(sending, window);
                        return figure.of(arrived(Passed.by(receiving, window), window));
                    },
                    window -> Passed.by(receiving, window).check(kind, Passed.by(sending, window)));
        }

        /** As many JVMs on as many cores take longer to be warm. */
        private Plan warmedUp(Plan ofTwo) {
            int pairs = (senders + receivers + 1) / 2;
            return ofTwo.warmingUpFor(ofTwo.warmUp().multipliedBy((long) pairs * pairs));
        }

        private List<Child> start(Children run, Path file, boolean send, int number)
                throws IOException {
            List<Child> children = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                children.add(isInC(kind) ? inC(run, file, send, i) : inJava(run, send, i));
            }
            return children;
        }

        private Path program() {
            return kind.equals(MUTEX_QUEUE) ? mutexQueue : sharedRing;
        }

        private Child inC(Children run, Path file, boolean send, int index) throws IOException {
            return run.program(
                    program(),
                    send ? "produce" : "consume",
                    file,
                    capacity,
                    kind.equals(MUTEX_QUEUE)
                            ? bytes(length)
                            : withoutSize(kind).substring(LIMIT.length()),
                    index);
        }

        private Child inJava(Children run, boolean send, int index) throws IOException {
            return run.java(
                    flags(kind),
                    ManyChild.class,
                    send ? "send" : "receive",
                    index,
                    senders,
                    kind,
                    run.directory(),
                    bufferOf(kind, capacity, length),
                    pauses(kind, length),
                    length == 0 ? SMALL : length);
        }
    }
}
