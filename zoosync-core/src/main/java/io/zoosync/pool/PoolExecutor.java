package io.zoosync.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A pool seen as an executor. */
final class PoolExecutor extends AbstractExecutorService {
    private final ZooPool pool;
    private final Engine engine;
    private final Maps maps;

    PoolExecutor(ZooPool pool, Engine engine, Maps maps) {
        this.pool = pool;
        this.engine = engine;
        this.maps = maps;
    }

    /** A task that is sent when it is "run" here, and completed by its result. */
    private static final class Sent<T> implements RunnableFuture<T> {
        private final Object task;
        private final PoolFuture<Object> future;
        private final T result;
        private final boolean hasResult;

        Sent(PoolExecutor executor, Object task, T result, boolean hasResult) {
            this.task = task;
            this.future = new PoolFuture<>(executor.engine, executor.pool);
            this.result = result;
            this.hasResult = hasResult;
        }

        @Override
        public void run() {
            throw new UnsupportedOperationException("this task runs in a worker process");
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return future.cancel(mayInterruptIfRunning);
        }

        @Override
        public boolean isCancelled() {
            return future.isCancelled();
        }

        @Override
        public boolean isDone() {
            return future.isDone();
        }

        @Override
        public T get() throws InterruptedException, ExecutionException {
            return value(future.get());
        }

        @Override
        public T get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            return value(future.get(timeout, unit));
        }

        @SuppressWarnings("unchecked") // the task's result
        private T value(Object sent) {
            return hasResult ? result : (T) sent;
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new Sent<>(this, callable, null, false);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return new Sent<>(this, runnable, value, true);
    }

    @Override
    public void execute(Runnable command) {
        if (command instanceof Sent<?> sent) {
            maps.submit(sent.task, sent.future);
            return;
        }
        PoolFuture<Object> future = new PoolFuture<>(engine, pool);
        maps.submit(command, future);
        var unused = future.whenComplete((value, failure) -> report(failure));
    }

    /** An executed command has nobody else to hear of its failure. */
    private void report(Throwable failure) {
        if (failure != null && !isShutdown()) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks)
            throws InterruptedException, ExecutionException {
        try {
            return first(tasks, Long.MAX_VALUE);
        } catch (TimeoutException e) {
            throw new AssertionError(e); // after 292 years
        }
    }

    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return first(tasks, unit.toNanos(timeout));
    }

    /** The first success; the other tasks are cancelled. */
    private <T> T first(Collection<? extends Callable<T>> tasks, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("there are no tasks");
        }
        long start = System.nanoTime();
        List<PoolFuture<T>> futures = new ArrayList<>(tasks.size());
        BlockingQueue<PoolFuture<T>> done = new LinkedBlockingQueue<>();
        try {
            for (Callable<T> task : tasks) {
                PoolFuture<T> future = maps.submit(task, pool);
                futures.add(future);
                var unused = future.whenComplete((value, failure) -> done.add(future));
            }
            ExecutionException failure = null;
            for (int ended = 0; ended < futures.size(); ended++) {
                PoolFuture<T> next =
                        done.poll(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new TimeoutException(
                            "none of " + futures.size() + " tasks has succeeded in time");
                }
                try {
                    return next.get();
                } catch (ExecutionException e) {
                    failure = e;
                } catch (CancellationException e) {
                    failure = new ExecutionException(e);
                }
            }
            throw failure;
        } finally {
            for (Future<T> future : futures) {
                future.cancel(true);
            }
        }
    }

    @Override
    public void shutdown() {
        engine.shutDown();
    }

    /**
     * Ends the workers at once.
     *
     * @return an empty list: tasks that were not begun are cancelled with the others
     */
    @Override
    public List<Runnable> shutdownNow() {
        engine.shutDownNow();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return engine.state() != Engine.State.RUNNING;
    }

    @Override
    public boolean isTerminated() {
        return engine.state() == Engine.State.TERMINATED;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.awaitTermination(timeout, unit);
    }

    @Override
    public String toString() {
        return "executor of " + pool;
    }
}
