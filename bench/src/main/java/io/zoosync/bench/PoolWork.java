package io.zoosync.bench;

import java.util.concurrent.Callable;

/** A contender's way to do a {@link PoolTask}. */
interface PoolWork extends AutoCloseable {
    /** What does the task once and returns a checksum of its results. */
    Callable<Double> prepare(PoolTask task) throws Exception;

    /** Gets the first result of any worker. */
    void firstResult() throws Exception;

    /** Waits until all the workers work. */
    void awaitAll() throws Exception;

    @Override
    void close();
}
