package io.zoosync.pool;

import io.zoosync.array.ZooArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;

/** The maps of a pool, as they are: one for all kinds of input and output. */
final class Maps {
    private final Engine engine;

    Maps(Engine engine) {
        this.engine = engine;
    }

    /** Applies a function to the elements of an array; gives an array of what the kernel gives. */
    Object map(Kernel kernel, Object function, Object inputs, MapOptions options)
            throws InterruptedException {
        return map(kernel, function, inputs, Array.getLength(inputs), options);
    }

    private Object map(
            Kernel kernel, Object function, Object inputs, long total, MapOptions options)
            throws InterruptedException {
        Shipping.Shipped shipped = ship(kernel, function);
        return run(new MapJob(engine, kernel, shipped, inputs, total, options));
    }

    private Object run(MapJob job) throws InterruptedException {
        begin(job);
        return job.run();
    }

    private void begin(Job job) {
        try {
            engine.begin(job);
        } catch (RuntimeException e) {
            job.function.remove();
            throw e;
        }
    }

    private Shipping.Shipped ship(Kernel kernel, Object function) throws InterruptedException {
        try {
            return engine.shipping().ship(kernel, function);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        } catch (IOException e) {
            engine.checkOpen();
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // the function's results
    <R> List<R> toList(Kernel kernel, Object function, Object inputs, MapOptions options)
            throws InterruptedException {
        Object[] results = (Object[]) map(kernel, function, inputs, options);
        return Collections.unmodifiableList((List<R>) Arrays.asList(results));
    }

    /** Combines the elements of an array: those of each message by a worker, the rest here. */
    @SuppressWarnings("unchecked") // what the job's outputs are
    <V> V reduce(
            Kernel kernel,
            Object function,
            Object inputs,
            V identity,
            BiFunction<V, Object, V> combine,
            MapOptions options)
            throws InterruptedException {
        Shipping.Shipped shipped = ship(kernel, function);
        int total = Array.getLength(inputs);
        ReduceJob job = new ReduceJob(engine, kernel, shipped, inputs, total, options);
        V value = identity;
        for (Object part : ((Map<Long, Object>) run(job)).values()) {
            value = combine.apply(value, Array.get(part, 0));
        }
        return value;
    }

    /** Sends a task: a {@link PoolFunction.Run}, Runnable or Callable. */
    <R> PoolFuture<R> submit(Object task, Object pool) {
        PoolFuture<R> future = new PoolFuture<>(engine, pool);
        submit(task, future);
        return future;
    }

    /** Sends a task whose end is to complete a future. */
    @SuppressWarnings("unchecked") // the task's result
    void submit(Object task, PoolFuture<?> future) {
        CallJob job =
                new CallJob(engine, engine.shipping().inline(task), (PoolFuture<Object>) future);
        engine.begin(job);
        future.setJob(job);
        try {
            job.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting for space", e);
        } catch (TaskException e) {
            future.fail(e.getCause());
        } catch (CancellationException e) {
            // by another thread that has the future already
        }
    }

    StreamJob lazily(
            PoolFunction<?, ?> function, Iterator<?> source, boolean ordered, MapOptions options) {
        try {
            Shipping.Shipped shipped = ship(Kernel.OBJECT_TO_OBJECT, function);
            StreamJob job = new StreamJob(engine, shipped, source, ordered, options);
            begin(job);
            return job;
        } catch (InterruptedException e) {
            throw PoolResults.interrupted(e);
        }
    }

    /** Works on a shared array in place, along its first axis. */
    void inPlace(
            Kernel kernel, ZooArray array, PoolFunction.Action<ZooArray> action, MapOptions options)
            throws InterruptedException {
        if (!array.isShared()) {
            throw new IllegalArgumentException(
                    "the array has no name, so that workers would get a copy of it: make it with"
                            + " ZooArray.create");
        }
        if (array.rank() == 0) {
            throw new IllegalArgumentException("the array has no rows: shape=[]");
        }
        map(kernel, new Two(array, action), null, array.shape(0), options);
    }

    /** The pairs of two collections, as the kernel for two arguments takes them. */
    static Object[] zip(Collection<?> first, Collection<?> second) {
        Object[] as = first.toArray();
        Object[] bs = second.toArray();
        if (as.length != bs.length) {
            throw new IllegalArgumentException(
                    "the collections differ in size: " + as.length + " and " + bs.length);
        }
        Object[] pairs = new Object[as.length];
        Arrays.setAll(pairs, i -> new Object[] {as[i], bs[i]});
        return pairs;
    }

    static Object[] pairs(Collection<? extends Map.Entry<?, ?>> entries) {
        List<Object> pairs = new ArrayList<>(entries.size());
        for (Map.Entry<?, ?> entry : entries) {
            pairs.add(new Object[] {entry.getKey(), entry.getValue()});
        }
        return pairs.toArray();
    }

    /** Calls a function of the user here; its checked exceptions become a {@link TaskException}. */
    static <R> R here(java.util.concurrent.Callable<R> call) {
        try {
            return call.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new TaskException("combining the results failed: " + e, -1, e);
        }
    }
}
