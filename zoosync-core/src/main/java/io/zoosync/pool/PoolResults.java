package io.zoosync.pool;

import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The results of a lazy map, as they are asked for. For one thread at a time, and to be gone
 * through once. Asking for a result also sends the elements that come next, up to 64 chunks and
 * four for each worker ahead; nothing is sent while nobody asks.
 *
 * <p>{@link #hasNext} and {@link #next} throw what a map throws: a {@link TaskException} or {@link
 * WorkerDiedException} in the place of the element that failed, which ends the map. If the waiting
 * thread is interrupted, they throw {@link CancellationException}, with the interrupt status set,
 * and the map is cancelled.
 *
 * @param <R> the type of a result
 */
@SuppressWarnings("IterableAndIterator") // results can be had once, like a stream
public final class PoolResults<R> implements Iterator<R>, Iterable<R>, AutoCloseable {
    private final StreamJob job;

    /** Keeps the pool, which ends when nobody can reach it. */
    @SuppressWarnings("unused")
    private final Object pool;

    PoolResults(StreamJob job, Object pool) {
        this.job = job;
        this.pool = pool;
    }

    @Override
    public boolean hasNext() {
        try {
            return job.hasNext();
        } catch (InterruptedException e) {
            throw closed(e);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // the function's results
    public R next() {
        try {
            return (R) job.next();
        } catch (InterruptedException e) {
            throw closed(e);
        }
    }

    private CancellationException closed(InterruptedException e) {
        job.close();
        return interrupted(e);
    }

    static CancellationException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        CancellationException cancelled = new CancellationException("the thread was interrupted");
        cancelled.initCause(e);
        return cancelled;
    }

    /** This object: the results that were not asked for yet. */
    @Override
    public Iterator<R> iterator() {
        return this;
    }

    /** The results that were not asked for yet; closing the stream closes this. */
    public Stream<R> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
                .onClose(this::close);
    }

    /** Cancels what is not done. */
    @Override
    public void close() {
        job.close();
    }
}
