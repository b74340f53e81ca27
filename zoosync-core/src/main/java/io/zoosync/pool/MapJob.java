package io.zoosync.pool;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A map over an array. The thread that wants it sends the messages, and waits for the last one. */
class MapJob extends Job {
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    final Kernel kernel;
    private final Object inputs;
    private final long total;
    private final Object outputs;
    private final ChunkSizer sizer;
    private final Progress progress;
    private final Duration timeout;
    private final long deadline;

    private long sent;

    /** Written by the dispatcher as messages end, and published after some of them. */
    private long endedSoFar;

    private long doneSoFar;
    private volatile long ended;
    private volatile long elementsDone;
    private volatile Throwable failure;
    private volatile Thread waiter;
    private volatile long wanted;

    MapJob(
            Engine engine,
            Kernel kernel,
            Shipping.Shipped function,
            Object inputs,
            long total,
            MapOptions options) {
        super(engine, function, options.retries(engine.settings()));
        this.kernel = kernel;
        this.inputs = inputs;
        this.total = total;
        this.outputs = allocateOutputs(total);
        this.sizer = new ChunkSizer(options.chunk(), engine.settings().workers());
        this.progress = options.progress();
        this.timeout = options.timeout();
        this.deadline = options.deadline(System.nanoTime());
    }

    Object allocateOutputs(long count) {
        return kernel.out().allocate((int) count);
    }

    /** Does it all, and gives the outputs. */
    final Object run() throws InterruptedException {
        try {
            feed();
            await(sent);
            if (progress != null) {
                progress.update(total, total);
            }
            return outputs;
        } catch (Throwable t) {
            engine.cancel(this, true);
            throw t;
        } finally {
            messageEnds();
        }
    }

    private void feed() throws InterruptedException {
        int window = sizer.window();
        long next = 0;
        while (next < total) {
            if (sent - ended >= window) {
                await(sent - window / 2);
            }
            checkWanted();
            int count = sizer.next(total - next);
            Payload payload = payload(next, count);
            sizer.sent(count, payload.length());
            engine.send(this, next, count, payload);
            sent++;
            next += count;
        }
    }

    private Payload payload(long from, int count) {
        try {
            return kernel.in().payload(inputs, (int) from, count, function);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TaskException("the elements cannot be sent: " + e, from, e);
        }
    }

    /** Waits until so many messages have ended. */
    private void await(long messages) throws InterruptedException {
        wanted = messages;
        waiter = Thread.currentThread();
        try {
            while (ended < messages) {
                checkWanted();
                report();
                if (!engine.pumpIfDispatcher()) {
                    long nap = Math.min(NAP_NANOS, deadline - System.nanoTime());
                    LockSupport.parkNanos(this, nap);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            waiter = null;
        }
        checkWanted();
    }

    private void report() {
        if (progress != null) {
            progress.update(elementsDone, total);
        }
    }

    @Override
    final void checkWanted() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw Failures.rethrown(thrown);
        }
        if (deadline - System.nanoTime() <= 0) {
            String text =
                    String.format(
                            "the map has not ended within %s: %d of %d elements are done",
                            timeout, elementsDone, total);
            throw new TaskException(text, -1, new TimeoutException(text));
        }
    }

    @Override
    final void accept(Flight flight, ByteBuffer result, long nanos) throws Exception {
        int bytes = result.remaining();
        if (failure == null) {
            store(flight, result, outputs);
        }
        sizer.received(flight.count, nanos, bytes);
        doneSoFar += flight.count;
        endedSoFar++;
    }

    /** Takes over the results of a message. */
    void store(Flight flight, ByteBuffer result, Object to) throws Exception {
        kernel.out().read(result, to, (int) flight.first, flight.count, function);
    }

    @Override
    final void failed(Flight flight, long index, Throwable thrown) {
        endedSoFar++;
        failed(Failures.ofElement(index, thrown));
    }

    @Override
    final void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
            engine.cancel(this, true);
        }
        LockSupport.unpark(waiter);
    }

    @Override
    final void settle() {
        elementsDone = doneSoFar;
        ended = endedSoFar;
        if (ended >= wanted) {
            LockSupport.unpark(waiter);
        }
    }

    @Override
    final String describe(long index) {
        return "element " + index + " of " + total;
    }
}
