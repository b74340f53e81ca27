package io.zoosync.pool;

import java.io.IOException;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts the workers, replaces those that end, and gives up when none gets ready any more. All but
 * what says otherwise is called by the dispatcher.
 */
final class Staff {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final long STAGGER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long NEVER_NANOS = TimeUnit.DAYS.toNanos(36_500);
    private static final long FIRST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long MOST_DELAY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Engine engine;
    private final PoolSettings settings;
    private final PoolFiles files;
    private final Control control;

    /** By number; null where one is to be started. */
    private final WorkerProcess[] workers;

    /** By line; ended ones stay until what they sent has been taken. */
    private final WorkerProcess[] lines;

    /** When to start a worker of the number; in the far future while it lives. */
    private final long[] startAt;

    /** When to take a worker that is not ready for one that never will be. */
    private final long[] readyBy;

    /** Started before the pool had files. */
    private final Deque<Process> early;

    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private volatile int starts;
    private int failures;
    private boolean ending;
    private long killAt;

    Staff(
            Engine engine,
            PoolSettings settings,
            PoolFiles files,
            Control control,
            Deque<Process> early) {
        this.engine = engine;
        this.settings = settings;
        this.files = files;
        this.control = control;
        this.early = early;
        this.starts = early.size();
        this.workers = new WorkerProcess[settings.workers()];
        this.lines = new WorkerProcess[control.lines()];
        this.startAt = new long[workers.length];
        this.readyBy = new long[workers.length];
    }

    /**
     * Starts as many workers as can start beside this process, to have them load what they need
     * while the pool's files are made.
     */
    static Deque<Process> forkEarly(PoolSettings settings) {
        Deque<Process> early = new ConcurrentLinkedDeque<>();
        try {
            int most = Math.min(settings.workers(), Math.max(1, PROCESSORS - 1));
            while (settings.canForkEarly() && early.size() < most) {
                early.add(settings.fork(null, early.size()));
            }
        } catch (IOException e) {
            // it will be tried again
        }
        return early;
    }

    /** How many lines are enough for workers, their successors, and some that died since. */
    static int lines(int workers) {
        return 2 * workers + 2;
    }

    // By any thread

    /**
     * Waits until a worker is ready.
     *
     * @throws PoolBrokenException if none can be started
     */
    void awaitFirst() throws InterruptedException {
        try {
            first.get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** The processes that are ready for tasks. */
    synchronized List<ProcessHandle> processes() {
        return Arrays.stream(workers)
                .filter(worker -> worker != null && worker.isReady())
                .map(worker -> worker.process().toHandle())
                .toList();
    }

    /** How many were ever started. */
    int starts() {
        return starts;
    }

    /** Kills all, and lets none follow. */
    synchronized void killForGood() {
        ending = true;
        for (WorkerProcess worker : workers) {
            if (worker != null) {
                worker.kill();
            }
        }
        early.forEach(Process::destroyForcibly);
    }

    // Starting

    /** Starts no more at a time than can run at a time: so the first is ready sooner. */
    void startAll() {
        long now = System.nanoTime();
        for (int number = 0; number < workers.length; number++) {
            startAt[number] = now + number / PROCESSORS * STAGGER_NANOS;
        }
        tick(now);
    }

    /** Starts those that are due, ends those that never got ready; tells when to come again. */
    long tick(long now) {
        long next = now + NEVER_NANOS;
        for (int number = 0; number < workers.length; number++) {
            WorkerProcess worker = workers[number];
            if (worker == null && !ending && startAt[number] - now <= 0) {
                start(number, now);
            } else if (worker != null && !worker.isReady() && readyBy[number] - now <= 0) {
                worker.kill();
            }
            long due = workers[number] == null ? startAt[number] : readyBy[number];
            next = Math.min(next, Math.max(due, now + FIRST_DELAY_NANOS));
        }
        if (ending && killAt - now <= 0) {
            killForGood();
        }
        return next;
    }

    private synchronized void start(int number, long now) {
        int line = freeLine();
        if (line < 0 || ending) {
            startAt[number] = now + FIRST_DELAY_NANOS;
            return;
        }
        control.clearLine(line);
        try {
            Process process = early.poll();
            if (process == null) {
                process = settings.fork(files, starts);
                starts = starts + 1;
            }
            WorkerProcess worker = new WorkerProcess(number, line, process);
            worker.assign(files);
            workers[number] = worker;
            lines[line] = worker;
            startAt[number] = now + NEVER_NANOS;
            readyBy[number] = now + settings.startTimeout().toNanos();
            CompletableFuture<Void> unused =
                    worker.process().onExit().thenRun(() -> engine.post(() -> exited(worker)));
        } catch (IOException e) {
            failedToStart(number, "the JVM cannot be started: " + e.getMessage(), e);
        }
    }

    private int freeLine() {
        for (int line = 0; line < lines.length; line++) {
            if (lines[line] == null) {
                return line;
            }
        }
        return -1;
    }

    // What the workers say

    void ready(int line) {
        WorkerProcess worker = worker(line);
        if (worker != null) {
            synchronized (this) {
                worker.setReady();
            }
            failures = 0;
            readyBy[worker.number()] = System.nanoTime() + NEVER_NANOS;
            if (first.complete(null)) {
                startTheRest();
            }
        }
    }

    private void startTheRest() {
        for (int number = 0; number < workers.length; number++) {
            if (workers[number] == null && failures == 0) {
                startAt[number] = System.nanoTime();
            }
        }
    }

    void startFailed(int line, Throwable failure) {
        WorkerProcess worker = worker(line);
        if (worker != null) {
            worker.setStartFailure(failure);
        }
    }

    private WorkerProcess worker(int line) {
        return line >= 0 && line < lines.length ? lines[line] : null;
    }

    // Their ends

    /** A process has ended; its line is kept until what it sent has been taken. */
    private void exited(WorkerProcess worker) {
        synchronized (this) {
            workers[worker.number()] = null;
        }
        startAt[worker.number()] = System.nanoTime() + (worker.isReady() ? 0 : delay());
        engine.mark(worker);
    }

    /** All that a worker sent has been taken. */
    WorkerProcess buried(int line) {
        WorkerProcess worker = lines[line];
        if (ending) {
            worker.awaitOutput();
        } else if (!worker.isReady()) {
            failedToStart(worker.number(), worker.describeStartFailure(), worker.startFailure());
        }
        return worker;
    }

    /** The line can be used again. */
    void free(int line) {
        lines[line] = null;
    }

    private void failedToStart(int number, String why, Throwable cause) {
        failures++;
        if (workers[number] == null) {
            startAt[number] = System.nanoTime() + delay();
        }
        if (failures >= workers.length + 2 && !anyReady()) {
            PoolBrokenException broken =
                    new PoolBrokenException("no worker can be started: " + why, cause);
            engine.breakDown(broken);
        }
    }

    /** How long to wait before the next start, after so many failures in a row. */
    private long delay() {
        return Math.min(FIRST_DELAY_NANOS << Math.min(failures, 10), MOST_DELAY_NANOS);
    }

    private boolean anyReady() {
        return Arrays.stream(workers).anyMatch(worker -> worker != null && worker.isReady());
    }

    void killWorkerOn(long sequence) {
        for (WorkerProcess worker : workers) {
            if (worker != null && control.sequence(worker.line()) == sequence) {
                worker.kill();
            }
        }
        early.forEach(Process::destroyForcibly);
    }

    // The end

    /** Asks all to end; those that do not will be killed. */
    void end(RuntimeException why) {
        first.completeExceptionally(why);
        ending = true;
        killAt = System.nanoTime() + END_NANOS;
        for (WorkerProcess worker : workers) {
            if (worker != null) {
                worker.quit();
            }
        }
    }

    /** Whether none is left, nor anything that one has sent. */
    boolean isGone() {
        return Arrays.stream(lines).allMatch(Objects::isNull);
    }
}
