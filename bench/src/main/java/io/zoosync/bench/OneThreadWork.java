package io.zoosync.bench;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import java.util.concurrent.Callable;

/** What a pool is to be faster than: the calling thread by itself. */
final class OneThreadWork implements PoolWork {
    @Override
    public Callable<Double> prepare(PoolTask task) {
        if (task != PoolTask.IN_PLACE) {
            throw new IllegalArgumentException(task.label());
        }
        ZooArray array = ZooArray.zeros(DType.FLOAT64, task.size());
        Chain.fill(array);
        return () -> {
            Chain.apply(array);
            return Chain.checksum(array);
        };
    }

    @Override
    public void firstResult() {
        // it has none to wait for
    }

    @Override
    public void awaitAll() {
        // it has nobody to wait for
    }

    @Override
    public void close() {
        // nothing is open
    }
}
