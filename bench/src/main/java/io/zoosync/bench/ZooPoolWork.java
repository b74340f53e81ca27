package io.zoosync.bench;

import static io.zoosync.pool.MapOptions.options;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.pool.PoolFuture;
import io.zoosync.pool.ZooPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** The tasks done by a {@link ZooPool}. */
final class ZooPoolWork implements PoolWork {
    private static final String ARRAY = "bench";
    private static final long LOOK_NANOS = 200_000;

    private final int workers;
    private final ZooPool pool;
    private ZooArray array;

    ZooPoolWork(int workers) throws IOException {
        this.workers = workers;
        this.pool = ZooPool.builder().workers(workers).start();
    }

    @Override
    public Callable<Double> prepare(PoolTask task) throws IOException {
        int size = task.size();
        return switch (task) {
            case ONE_EACH -> {
                int[] numbers = PoolChild.numbers(size);
                yield () -> PoolChild.sum(pool.map(x -> x * x, numbers, options().chunk(1)));
            }
            case CHUNKED -> {
                int[] numbers = PoolChild.numbers(size);
                yield () -> PoolChild.sum(pool.map(x -> x * x, numbers));
            }
            case SUBMIT -> () -> submit(size);
            case MEBIBYTES -> {
                List<byte[]> arrays = PoolChild.mebibytes(size);
                yield () -> PoolChild.sum(pool.mapToInt(PoolChild::lengthAndLast, arrays));
            }
            case IN_PLACE -> {
                array = ZooArray.create(ARRAY, DType.FLOAT64, size);
                Chain.fill(array);
                yield this::inPlace;
            }
        };
    }

    private double submit(int tasks) throws Exception {
        List<PoolFuture<Integer>> futures = new ArrayList<>(tasks);
        for (int i = 0; i < tasks; i++) {
            int x = i;
            futures.add(pool.submit(() -> x * x));
        }
        double sum = 0;
        for (PoolFuture<Integer> future : futures) {
            sum += future.get();
        }
        return sum;
    }

    private double inPlace() throws InterruptedException {
        pool.forEachBlock(array, Chain::apply);
        return Chain.checksum(array);
    }

    @Override
    public void firstResult() throws InterruptedException {
        pool.map(x -> x * x, IntStream.range(0, 1));
    }

    @Override
    public void awaitAll() {
        while (pool.workers().size() < workers) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public void close() {
        pool.close();
        if (array != null) {
            array.close();
        }
    }
}
