package io.zoosync.pool;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * A map over an iterator, lazily: the thread that asks for results sends what comes next, so many
 * messages ahead and no more.
 */
final class StreamJob extends Job {
    private static final int AHEAD = 64;

    private final Iterator<?> source;
    private final boolean ordered;
    private final int chunk;
    private final int window;
    private final MapOptions options;
    private final long deadline;

    // By the one thread that asks for results
    private long next;
    private long expected;
    private Object[] current = {};
    private int at;

    // Guarded by this
    private final Map<Long, Object> arrived = new HashMap<>();
    private final Deque<Long> order = new ArrayDeque<>();
    private int underWay;
    private boolean fed;
    private Throwable failure;

    StreamJob(
            Engine engine,
            Shipping.Shipped function,
            Iterator<?> source,
            boolean ordered,
            MapOptions options) {
        super(engine, function, options.retries(engine.settings()));
        this.source = source;
        this.ordered = ordered;
        this.chunk = Math.max(1, options.chunk());
        this.window = AHEAD + 4 * engine.settings().workers();
        this.options = options;
        this.deadline = options.deadline(System.nanoTime());
    }

    /** A chunk's exception, in the place of its results. */
    private record Failed(RuntimeException exception) {}

    // By the thread that asks for results

    boolean hasNext() throws InterruptedException {
        while (at == current.length) {
            send();
            Object chunkOfResults = take();
            if (chunkOfResults == null) {
                return false;
            }
            if (chunkOfResults instanceof Failed failed) {
                close();
                throw Failures.rethrown(failed.exception());
            }
            current = (Object[]) chunkOfResults;
            expected += current.length;
            at = 0;
        }
        return true;
    }

    Object next() throws InterruptedException {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Object value = current[at];
        current[at++] = null;
        return value;
    }

    private void send() throws InterruptedException {
        while (hasRoom() && source.hasNext()) {
            Object[] inputs = new Object[chunk];
            int count = 0;
            while (count < chunk && source.hasNext()) {
                inputs[count++] = source.next();
            }
            send(inputs, count);
        }
        if (hasRoom()) {
            endOfInput();
        }
    }

    private synchronized boolean hasRoom() {
        return !fed && underWay + arrived.size() < window;
    }

    private void send(Object[] inputs, int count) throws InterruptedException {
        Payload payload;
        try {
            payload = Values.of(inputs, 0, count, function);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TaskException("the elements cannot be sent: " + e, next, e);
        }
        synchronized (this) {
            underWay++;
        }
        engine.send(this, next, count, payload);
        next += count;
    }

    /** The results of the next chunk, or a failure; null if there are no more. */
    private synchronized Object take() throws InterruptedException {
        while (true) {
            checkWanted();
            Long key = ordered ? (Long) expected : order.peek();
            if (key != null && arrived.containsKey(key)) {
                order.remove(key);
                return arrived.remove(key);
            }
            if (underWay == 0 && fed) {
                return null;
            }
            if (engine.isDispatcher()) {
                throw new IllegalStateException(
                        "a lazy map cannot be waited for in the pool's own thread");
            }
            wait(Flights.LOOK_MILLIS);
        }
    }

    private void endOfInput() {
        synchronized (this) {
            if (fed) {
                return;
            }
            fed = true;
        }
        messageEnds();
    }

    /** The rest is not wanted. */
    void close() {
        boolean open;
        synchronized (this) {
            open = !fed || underWay > 0;
        }
        if (open) {
            failed(new CancellationException("the lazy map was closed"));
        }
        endOfInput();
    }

    // By the dispatcher

    @Override
    void accept(Flight flight, ByteBuffer result, long nanos) throws Exception {
        Object[] values = new Object[flight.count];
        Values.read(result, values, 0, flight.count, function);
        arrive(flight.first, values);
    }

    @Override
    void failed(Flight flight, long index, Throwable thrown) {
        arrive(flight.first, new Failed(Failures.ofElement(index, thrown)));
    }

    private synchronized void arrive(long first, Object results) {
        underWay--;
        arrived.put(first, results);
        order.add(first);
        notifyAll();
    }

    @Override
    synchronized void failed(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
            engine.cancel(this, true);
        }
        notifyAll();
    }

    @Override
    void shutDown() {
        boolean more;
        synchronized (this) {
            more = !fed && source.hasNext();
        }
        if (more) {
            failed(new RejectedExecutionException("the pool was shut down during a lazy map"));
        }
        endOfInput();
    }

    @Override
    synchronized void checkWanted() {
        if (failure != null) {
            throw Failures.rethrown(failure);
        }
        if (deadline - System.nanoTime() <= 0) {
            String text = "the lazy map has not ended within " + options.timeout();
            TaskException late = new TaskException(text, -1, new TimeoutException(text));
            failed(late);
            throw late;
        }
    }

    @Override
    String describe(long index) {
        return "element " + index;
    }
}
