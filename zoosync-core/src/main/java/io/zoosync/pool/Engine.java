package io.zoosync.pool;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.shipping.Shipper;
import io.zoosync.queue.Claim;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A pool without its user interface: what threads of the user need to send messages, and the pool's
 * life. Results are taken by the one thread of the {@link Dispatcher}, which never waits for
 * anything but results; so senders may wait for space in the queue of tasks without any danger that
 * a full queue of results keeps the workers from making it.
 */
final class Engine {
    private static final Duration LOOK = Duration.ofNanos(Flights.LOOK_NANOS);

    private final PoolSettings settings;
    private final PoolFiles files;
    private final Control control;
    private final ZooQueue tasks;
    private final ZooQueue results;
    private final Flights flights = new Flights();
    private final Shipping shipping;
    private final Staff staff;
    private final Dispatcher dispatcher;
    private final Set<Job> jobs = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequences = new AtomicLong();
    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Thread hook = new Thread(this::abandon, "zoosync-pool-end");
    private final int mostInline;

    private volatile State state = State.RUNNING;
    private volatile PoolBrokenException broken;

    /** The ages of a pool. */
    enum State {
        RUNNING,
        /** No new jobs; the workers end when all jobs have. */
        SHUT_DOWN,
        /** The workers are to end now. */
        STOPPING,
        TERMINATED
    }

    private Engine(PoolSettings settings, PoolFiles files, Deque<Process> early)
            throws IOException {
        this.settings = settings;
        this.files = files;
        this.tasks = ZooQueue.create(files.tasks(), settings.bufferBytes());
        this.results = ZooQueue.create(files.results(), settings.bufferBytes());
        CrashPoint.POOL_QUEUES_MADE.hit();
        this.control =
                Control.create(
                        files.control(),
                        ProcessRegistry.current().self(),
                        Staff.lines(settings.workers()));
        this.shipping =
                new Shipping(files, new Shipper(settings.classPath(), settings.resultFilter()));
        this.staff = new Staff(this, settings, files, control, early);
        this.dispatcher = new Dispatcher(this, control, files, flights, staff, results);
        this.mostInline = Transport.mostInline(tasks);
    }

    /** Makes the files, starts the workers and waits for the first of them. */
    static Engine start(PoolSettings settings) throws IOException {
        Deque<Process> early = Staff.forkEarly(settings);
        try {
            PoolFiles.sweep();
            PoolFiles files = PoolFiles.create();
            Engine engine = make(settings, files, early);
            engine.dispatcher.start();
            engine.awaitFirstWorker();
            return engine;
        } catch (Throwable t) {
            early.forEach(Process::destroyForcibly);
            throw t;
        }
    }

    private static Engine make(PoolSettings settings, PoolFiles files, Deque<Process> early)
            throws IOException {
        try {
            Engine engine = new Engine(settings, files, early);
            if (settings.initializer() != null) {
                engine.shipping.shipInitialiser(settings.initializer());
            }
            Runtime.getRuntime().addShutdownHook(engine.hook);
            return engine;
        } catch (Throwable t) {
            files.remove();
            throw t;
        }
    }

    private void awaitFirstWorker() throws IOException {
        try {
            staff.awaitFirst();
        } catch (InterruptedException e) {
            shutDownNow();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the workers were starting");
        } catch (RuntimeException e) {
            awaitTerminationUninterruptibly();
            throw e;
        }
    }

    PoolSettings settings() {
        return settings;
    }

    Shipping shipping() {
        return shipping;
    }

    /** All that a worker sent before its end is to be taken; then it can be buried. */
    void mark(WorkerProcess worker) {
        dispatcher.mark(worker);
    }

    void post(Runnable event) {
        dispatcher.post(event);
    }

    Staff staff() {
        return staff;
    }

    // Jobs

    /** A job begins; refused unless the pool is open. */
    void begin(Job job) {
        synchronized (jobs) {
            checkOpen();
            jobs.add(job);
        }
    }

    /** All messages of a job have ended. */
    void ended(Job job) {
        jobs.remove(job);
        if (state != State.RUNNING) {
            dispatcher.wake();
        }
    }

    boolean hasJobs() {
        return !jobs.isEmpty();
    }

    /** Throws unless new jobs are taken. */
    void checkOpen() {
        if (state != State.RUNNING) {
            throw refusal();
        }
    }

    private void checkSending() {
        if (state == State.STOPPING || state == State.TERMINATED) {
            throw refusal();
        }
    }

    /**
     * Sends a message, waiting for space; in the dispatcher's thread, it is sent when there is.
     *
     * @throws TaskException if it is too large for what memory is left
     */
    void send(Job job, long first, int count, Payload payload) throws InterruptedException {
        Flight flight = acquire(job);
        flight.begin(job, first, count, payload);
        job.messageBegins();
        boolean sent = false;
        try {
            job.takesOff(flight);
            transmit(flight);
            sent = true;
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            throw new TaskException(
                    job.describe(first) + " cannot be sent: " + e.getMessage(), first, e);
        } finally {
            if (!sent) {
                job.lands();
                flights.release(flight);
                job.messageEnds();
            }
        }
        if (job.isCancelled()) {
            cancel(job, job.interrupts()); // it may have come too late for the first time
        }
    }

    private Flight acquire(Job job) throws InterruptedException {
        boolean own = dispatcher.isCurrent();
        while (true) {
            job.checkWanted();
            checkSending();
            Flight flight = flights.acquire(own ? 0 : Flights.LOOK_NANOS);
            if (flight != null) {
                return flight;
            }
            if (own) {
                dispatcher.takeResults();
            }
        }
    }

    private void transmit(Flight flight) throws InterruptedException, IOException {
        int length = prepare(flight);
        if (dispatcher.isCurrent()) {
            if (!trySend(flight, length)) {
                dispatcher.sendLater(flight);
            }
            return;
        }
        try {
            Claim claim;
            while ((claim = tasks.claim(length, Long.BYTES, LOOK)) == null) {
                flight.job.checkWanted();
                checkSending();
            }
            fill(claim, flight);
        } catch (IllegalStateException e) { // the queue was closed
            checkSending();
            throw e;
        }
    }

    /** Sends again what a worker died of, or before. By the dispatcher. */
    void sendAgain(Flight flight) throws IOException {
        if (flight.spilled) {
            java.nio.file.Files.deleteIfExists(files.task(flight.sequence));
        }
        int length = prepare(flight);
        if (!trySend(flight, length)) {
            dispatcher.sendLater(flight);
        }
    }

    /** Sends what was left for later; false if there is still no space. By the dispatcher. */
    boolean trySend(Flight flight) {
        return trySend(flight, length(flight));
    }

    private boolean trySend(Flight flight, int length) {
        Claim claim = tasks.tryClaim(length);
        if (claim == null) {
            return false;
        }
        fill(claim, flight);
        return true;
    }

    private int prepare(Flight flight) throws IOException {
        flight.sequence = sequences.incrementAndGet();
        flight.spilled = flight.payload.length() > mostInline;
        if (flight.spilled) {
            Transport.spill(files.task(flight.sequence), flight.payload);
        }
        control.setCancel(
                flight.slot, flight.job.isCancelled() ? Control.UNWANTED : Control.WANTED);
        return length(flight);
    }

    private static int length(Flight flight) {
        return TaskFormat.PAYLOAD + (flight.spilled ? 0 : flight.payload.length());
    }

    private void fill(Claim claim, Flight flight) {
        try (claim) { // aborts it if the elements cannot be written
            write(claim, flight);
            claim.commit();
        }
        CrashPoint.POOL_TASK_SENT.hit();
        control.taskBell.signal();
    }

    private static void write(Claim claim, Flight flight) {
        claim.putInt(TaskFormat.SLOT, flight.slot);
        claim.putInt(TaskFormat.FLAGS, flight.spilled ? TaskFormat.SPILLED : 0);
        claim.putLong(TaskFormat.SEQUENCE, flight.sequence);
        claim.putLong(TaskFormat.FUNCTION, flight.job.function.id());
        claim.putLong(TaskFormat.FIRST, flight.first);
        claim.putInt(TaskFormat.COUNT, flight.count);
        claim.putInt(TaskFormat.LENGTH, flight.payload.length());
        if (!flight.spilled && flight.payload.length() > 0) {
            flight.payload.write(claim.buffer().position(TaskFormat.PAYLOAD));
        }
    }

    /** What is not begun of a job is not to be, and what runs is to be interrupted if so asked. */
    void cancel(Job job, boolean interrupt) {
        job.cancel(interrupt);
        job.skip();
        if (!job.hasEnded()) {
            dispatcher.post(() -> dispatcher.cancel(job));
        }
    }

    /** Has a message skipped that is under way, unless it has been begun. */
    void skip(int slot) {
        control.setCancel(slot, Control.UNWANTED);
        CrashPoint.POOL_CANCELLED.hit();
    }

    // The dispatcher's thread

    /** Completes a future, in the dispatcher's thread, once it has taken the results at hand. */
    void complete(Runnable completion) {
        dispatcher.complete(completion);
    }

    boolean isDispatcher() {
        return dispatcher.isCurrent();
    }

    /** Takes results for a moment if this is the dispatcher's thread, which must not wait. */
    boolean pumpIfDispatcher() {
        if (!dispatcher.isCurrent()) {
            return false;
        }
        dispatcher.pump();
        return true;
    }

    /** Takes results until the condition holds if this is the dispatcher's thread. */
    void pumpUntil(BooleanSupplier done) {
        while (!done.getAsBoolean() && pumpIfDispatcher()) {
            // each round takes what has come
        }
    }

    // The pool's life

    State state() {
        return state;
    }

    void shutDown() {
        synchronized (jobs) {
            if (state != State.RUNNING) {
                return;
            }
            state = State.SHUT_DOWN;
        }
        jobs.forEach(Job::shutDown);
        dispatcher.wake();
    }

    void shutDownNow() {
        stop(new RejectedExecutionException("the pool was shut down"));
    }

    private void stop(Throwable why) {
        synchronized (jobs) {
            if (state == State.STOPPING || state == State.TERMINATED) {
                return;
            }
            state = State.STOPPING;
        }
        for (Job job : jobs) {
            job.cancel(true);
            fail(job, why);
        }
        dispatcher.wake();
    }

    private static void fail(Job job, Throwable why) {
        try {
            job.failed(why);
        } catch (InternalError e) {
            // the memory's file was cut short, so nobody can be told to stop; the job has failed
        }
    }

    /** The pool cannot go on; all that wait for it get the reason. */
    void breakDown(PoolBrokenException why) {
        broken = why;
        stop(why);
    }

    /** The dispatcher goes on to the end. */
    void stopping() {
        synchronized (jobs) {
            state = State.STOPPING;
        }
    }

    /** Why nothing more is done. */
    RuntimeException refusal() {
        PoolBrokenException why = broken;
        return why != null
                ? new PoolBrokenException(why.getMessage(), why.getCause())
                : new RejectedExecutionException("the pool is shut down");
    }

    boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        if (dispatcher.isCurrent()) {
            throw new IllegalStateException("the pool's own thread cannot wait for its end");
        }
        return terminated.await(timeout, unit);
    }

    /** Shuts down and waits for the end; when interrupted, at once. */
    void close() {
        try {
            shutDown();
        } finally {
            if (!dispatcher.isCurrent()) {
                awaitTerminationUninterruptibly();
            }
        }
    }

    private void awaitTerminationUninterruptibly() {
        boolean interrupted = false;
        while (true) {
            try {
                terminated.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                shutDownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last act of the dispatcher, with no worker left. */
    void terminate() {
        try {
            tasks.close();
            results.close();
            files.remove();
        } catch (IOException | RuntimeException | InternalError e) {
            // the next pool to be created after this process's end removes them
        }
        state = State.TERMINATED;
        jobs.clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it is running
        }
        terminated.countDown();
    }

    /** This JVM ends, and the pool was not closed. */
    private void abandon() {
        staff.killForGood();
        try {
            files.remove();
        } catch (IOException | RuntimeException e) {
            // the next pool to be created removes them
        }
    }
}
