package io.zoosync.pool;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.Message;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The pool's own thread: takes results, hears of deaths, has workers started and ended. All that
 * other threads want of it comes as an event. It never waits for anything but results and events,
 * and completes futures only between batches of results, so that what depends on them may take
 * results itself while it waits ({@link #pump}).
 */
final class Dispatcher implements Runnable {
    private static final int BATCH = 256;
    private static final int MOST_RETURNS = 100;
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LATER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Engine engine;
    private final Control control;
    private final PoolFiles files;
    private final Flights flights;
    private final Staff staff;
    private final ZooQueue queue;
    private final Thread thread;
    private final Rest rest;

    private final Queue<Runnable> events = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> completions = new ArrayDeque<>();
    private final Queue<Flight> unsent = new ArrayDeque<>();
    private final Queue<Integer> unmarked = new ArrayDeque<>();
    private final List<Flight> overdue = new ArrayList<>();
    private final List<Job> touched = new ArrayList<>();
    private final Flight[] released = new Flight[BATCH];
    private int releasedCount;
    private int marked;
    private Consumer results;

    Dispatcher(
            Engine engine,
            Control control,
            PoolFiles files,
            Flights flights,
            Staff staff,
            ZooQueue queue) {
        this.engine = engine;
        this.control = control;
        this.files = files;
        this.flights = flights;
        this.staff = staff;
        this.queue = queue;
        this.rest = new Rest(control.resultBell);
        this.thread = new Thread(this, "zoosync-pool");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((self, failure) -> giveUp());
    }

    void start() {
        thread.start();
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    // By any thread

    /** Has something done in the dispatcher's thread. */
    void post(Runnable event) {
        events.add(event);
        wake();
    }

    void wake() {
        control.resultBell.signal();
    }

    /** Has a future completed in the dispatcher's thread. */
    void complete(Runnable completion) {
        if (isCurrent()) {
            completions.add(completion);
        } else {
            post(completion);
        }
    }

    // The thread

    @Override
    public void run() {
        try {
            results = queue.exclusiveConsumer();
            staff.startAll();
            while (engine.state() == Engine.State.RUNNING
                    || engine.state() == Engine.State.SHUT_DOWN && engine.hasJobs()) {
                pump();
            }
        } catch (Throwable t) {
            engine.breakDown(new PoolBrokenException("the pool has failed: " + t, t));
        }
        end();
    }

    private void end() {
        try {
            engine.stopping();
            staff.end(engine.refusal());
            while (!staff.isGone()) {
                pump();
            }
        } catch (Throwable t) {
            staff.killForGood();
        }
        runEvents();
        runCompletions();
        engine.terminate();
    }

    /**
     * Ends the pool where even its end has failed: where the file of its memory was cut short, each
     * use of it throws, some of them later than they should.
     */
    private void giveUp() {
        try {
            staff.killForGood();
        } finally {
            engine.terminate();
        }
    }

    /** Does what there is to do, or rests a little. */
    void pump() {
        Thread.interrupted(); // a callback may have left it, and nobody else has reason to set it
        boolean busy = takeResults() > 0;
        busy |= runEvents();
        busy |= runCompletions();
        sendWhatWaits();
        long now = System.nanoTime();
        long next = Math.min(staff.tick(now), killOverdue(now));
        if (busy) {
            rest.end();
        } else {
            boolean soon = !unsent.isEmpty() || !unmarked.isEmpty() || marked > 0;
            long most = soon ? SOON_NANOS : Math.min(LATER_NANOS, next - now);
            rest.step(Math.max(most, 1));
        }
    }

    private boolean runEvents() {
        boolean any = false;
        for (Runnable event; (event = events.poll()) != null; any = true) {
            event.run();
        }
        return any;
    }

    private boolean runCompletions() {
        boolean any = false;
        for (Runnable completion; (completion = completions.poll()) != null; any = true) {
            completion.run();
        }
        return any;
    }

    // Results

    /** Takes the results at hand; tells how many. */
    int takeResults() {
        int taken = results.drain(this::take, BATCH);
        if (releasedCount > 0) {
            flights.release(released, releasedCount);
            releasedCount = 0;
        }
        for (Job job : touched) {
            job.touched = false;
            job.settle();
        }
        touched.clear();
        return taken;
    }

    private void take(Message message) {
        int slot = message.getInt(ResultFormat.SLOT);
        int kind = message.getInt(ResultFormat.KIND);
        switch (kind) {
            case ResultFormat.READY -> staff.ready(slot);
            case ResultFormat.START_FAILED -> staff.startFailed(slot, failure(message));
            case ResultFormat.DEATH -> died(slot);
            default -> {
                Flight flight = flights.get(slot);
                if (flight != null && flight.sequence == message.getLong(ResultFormat.SEQUENCE)) {
                    answered(flight, kind, message);
                }
            }
        }
    }

    private Throwable failure(Message message) {
        ByteBuffer bytes = message.buffer().position(ResultFormat.PAYLOAD + Integer.BYTES);
        return engine.shipping().unpackInitialiserFailure(bytes);
    }

    private void answered(Flight flight, int kind, Message message) {
        Job job = flight.job;
        try {
            if (kind == ResultFormat.RETURNED) {
                returned(flight);
                return;
            }
            ByteBuffer payload = payload(flight, message);
            if (kind == ResultFormat.VALUE) {
                job.accept(flight, payload, message.getLong(ResultFormat.NANOS));
            } else if (kind == ResultFormat.FAILURE) {
                long index = flight.first + payload.getInt();
                job.failed(flight, index, job.function.unpackFailure(payload));
            }
        } catch (Throwable t) {
            job.failed(flight, flight.first, t);
        }
        land(flight);
    }

    private ByteBuffer payload(Flight flight, Message message) throws IOException {
        if ((message.getInt(ResultFormat.FLAGS) & ResultFormat.SPILLED) == 0) {
            return message.buffer().position(ResultFormat.PAYLOAD);
        }
        Path file = files.result(flight.sequence);
        ByteBuffer payload = Transport.unspill(file);
        Files.deleteIfExists(file);
        return payload;
    }

    /** A message has ended. */
    private void land(Flight flight) {
        Job job = flight.job;
        if (flight.spilled) {
            remove(files.task(flight.sequence));
        }
        flight.sequence = 0;
        if (!job.touched) {
            job.touched = true;
            touched.add(job);
        }
        if (releasedCount == released.length) {
            flights.release(released, releasedCount);
            releasedCount = 0;
        }
        job.lands();
        released[releasedCount++] = flight;
        job.messageEnds();
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it goes with the directory
        }
    }

    // Sending again

    void sendLater(Flight flight) {
        unsent.add(flight);
    }

    private void sendWhatWaits() {
        while (!unsent.isEmpty() && engine.trySend(unsent.peek())) {
            unsent.remove();
        }
        while (!unmarked.isEmpty() && mark(unmarked.peek())) {
            unmarked.remove();
        }
    }

    private void sendAgain(Flight flight) {
        try {
            engine.sendAgain(flight);
        } catch (IOException e) {
            flight.job.failed(flight, flight.first, e);
            land(flight);
        }
    }

    /** A worker died after it had received the message, and before it noted that. */
    private void returned(Flight flight) {
        flight.returns++;
        if (flight.job.isCancelled()) {
            land(flight);
        } else if (flight.returns > MOST_RETURNS) {
            String text = flight.job.describe(flight.first) + " was never begun: ";
            flight.job.failed(
                    flight,
                    flight.first,
                    new PoolBrokenException(text + MOST_RETURNS + " workers died first", null));
            land(flight);
        } else {
            sendAgain(flight);
        }
    }

    // Deaths

    /** A worker's process has ended: what it had sent is to be taken before anything is decided. */
    void mark(WorkerProcess worker) {
        unmarked.add(worker.line());
        control.taskBell.signalAll(); // what it had received comes again to those that look
    }

    private boolean mark(int line) {
        Claim claim = queue.tryClaim(ResultFormat.PAYLOAD);
        if (claim == null) {
            return false;
        }
        claim.putInt(ResultFormat.SLOT, line).putInt(ResultFormat.KIND, ResultFormat.DEATH);
        claim.commit();
        marked++;
        return true;
    }

    private void died(int line) {
        marked--;
        control.taskBell.signalAll();
        WorkerProcess worker = staff.buried(line);
        long sequence = control.sequence(line);
        Flight flight = flights.get(control.slot(line));
        if (sequence != 0 && flight != null && flight.sequence == sequence) {
            remove(files.result(sequence));
            diedOf(flight, worker, control.element(line));
        }
        staff.free(line);
    }

    private void diedOf(Flight flight, WorkerProcess worker, long element) {
        Job job = flight.job;
        flight.deaths++;
        if (!job.isCancelled() && flight.deaths <= job.retries) {
            sendAgain(flight);
            return;
        }
        if (!job.isCancelled()) {
            job.failed(flight, element, worker.died(job.describe(element), element, flight.deaths));
        }
        land(flight);
    }

    // Cancelling

    void cancel(Job job) {
        boolean interrupt = job.interrupts();
        int level = interrupt ? Control.INTERRUPT : Control.UNWANTED;
        long killAt = System.nanoTime() + engine.settings().grace().toNanos();
        flights.forEach(
                flight -> {
                    if (flight.job == job && flight.sequence != 0) {
                        control.setCancel(flight.slot, level);
                        CrashPoint.POOL_CANCELLED.hit();
                        if (interrupt && !flight.interrupted) {
                            flight.interrupted = true;
                            flight.killAt = killAt;
                            overdue.add(flight);
                        }
                    }
                });
        control.controlBell.signalAll();
    }

    /** Kills the workers of tasks that took no notice; tells when the next is due. */
    private long killOverdue(long now) {
        long next = now + LATER_NANOS;
        for (Iterator<Flight> all = overdue.iterator(); all.hasNext(); ) {
            Flight flight = all.next();
            if (flight.sequence == 0 || !flight.interrupted) {
                all.remove();
            } else if (flight.killAt - now <= 0) {
                staff.killWorkerOn(flight.sequence);
                flight.killAt = now + LATER_NANOS;
            } else {
                next = Math.min(next, flight.killAt);
            }
        }
        return next;
    }
}
