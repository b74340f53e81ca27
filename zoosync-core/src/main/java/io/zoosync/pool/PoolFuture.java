package io.zoosync.pool;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The result of a task, when it comes.
 *
 * <p>If this future is completed by anybody else first, by {@link #cancel}, {@link #orTimeout} or
 * {@link #complete} say, the task is not wanted any more: it is not begun, or if it runs and was
 * not cancelled with {@code false}, its thread is interrupted. A task that takes no notice of the
 * interrupt goes on until the pool's {@linkplain PoolBuilder#grace grace period} is over; then its
 * worker is killed and replaced.
 *
 * <p>A task that throws makes {@link #get} throw {@link ExecutionException} with what was thrown,
 * and with the worker's stack trace; {@link WorkerDiedException} is the cause if its worker died.
 *
 * <p>Dependents that are not of an "async" form run in the pool's own thread, and keep it from
 * taking other results while they do. They may submit tasks and wait for the pool's futures.
 *
 * @param <T> the type of the result
 */
public final class PoolFuture<T> extends CompletableFuture<T> {
    private final Engine engine;

    /** Keeps the pool, which ends when nobody can reach it. */
    @SuppressWarnings("unused")
    private final Object pool;

    private volatile Job job;

    PoolFuture(Engine engine, Object pool) {
        this.engine = engine;
        this.pool = pool;
    }

    void setJob(Job job) {
        this.job = job;
    }

    void succeed(T value) {
        super.complete(value);
    }

    void fail(Throwable failure) {
        super.completeExceptionally(failure);
    }

    /**
     * Completes this future as cancelled.
     *
     * @param mayInterruptIfRunning whether the task is to be interrupted if it has begun
     */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean done = isDone();
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (!done) {
            abandon(mayInterruptIfRunning);
        }
        return cancelled;
    }

    @Override
    public boolean complete(T value) {
        return abandonIf(super.complete(value));
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return abandonIf(super.completeExceptionally(failure));
    }

    private boolean abandonIf(boolean first) {
        if (first) {
            abandon(true);
        }
        return first;
    }

    private void abandon(boolean interrupt) {
        Job unwanted = job;
        if (unwanted != null) {
            engine.cancel(unwanted, interrupt);
        }
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        engine.pumpUntil(this::isDone);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + unit.toNanos(timeout);
        engine.pumpUntil(() -> isDone() || System.nanoTime() - deadline >= 0);
        return super.get(timeout, unit);
    }

    @Override
    public T join() {
        engine.pumpUntil(this::isDone);
        return super.join();
    }

    /** A future that this one's completion will complete; it has no task of its own. */
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new PoolFuture<>(engine, pool);
    }
}
