package io.zoosync.bench;

import io.zoosync.array.DType;
import io.zoosync.array.Slice;
import io.zoosync.array.ZooArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The tasks done by the threads of a {@link ForkJoinPool}, which get references. */
final class ForkJoinWork implements PoolWork {
    private static final int BLOCKS_PER_THREAD = 8;

    private final int threads;
    private final ForkJoinPool pool;

    ForkJoinWork(int threads) {
        this.threads = threads;
        this.pool = new ForkJoinPool(threads);
    }

    @Override
    public Callable<Double> prepare(PoolTask task) {
        int size = task.size();
        int[] numbers = PoolChild.numbers(size);
        return switch (task) {
            case ONE_EACH, SUBMIT -> () -> submit(numbers);
            case CHUNKED -> () -> PoolChild.sum(pool.submit(() -> squares(numbers)).join());
            case MEBIBYTES -> {
                List<byte[]> arrays = PoolChild.mebibytes(size);
                yield () -> PoolChild.sum(pool.submit(() -> ends(arrays)).join());
            }
            case IN_PLACE -> {
                ZooArray array = ZooArray.zeros(DType.FLOAT64, size);
                Chain.fill(array);
                yield () -> inPlace(array);
            }
        };
    }

    private double submit(int[] numbers) throws Exception {
        List<Future<Integer>> futures = new ArrayList<>(numbers.length);
        for (int x : numbers) {
            futures.add(pool.submit(() -> x * x));
        }
        double sum = 0;
        for (Future<Integer> future : futures) {
            sum += future.get();
        }
        return sum;
    }

    private static int[] squares(int[] numbers) {
        return Arrays.stream(numbers).parallel().map(x -> x * x).toArray();
    }

    private static int[] ends(List<byte[]> arrays) {
        return arrays.parallelStream().mapToInt(PoolChild::lengthAndLast).toArray();
    }

    private double inPlace(ZooArray array) {
        int blocks = threads * BLOCKS_PER_THREAD;
        long n = array.size();
        pool.submit(
                        () ->
                                IntStream.range(0, blocks)
                                        .parallel()
                                        .mapToObj(
                                                b -> Slice.of(n * b / blocks, n * (b + 1) / blocks))
                                        .forEach(slice -> Chain.apply(array.slice(slice))))
                .join();
        return Chain.checksum(array);
    }

    @Override
    public void firstResult() {
        pool.submit(() -> 1).join();
    }

    @Override
    public void awaitAll() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(threads);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            all.add(pool.submit(() -> barrier.await()));
        }
        for (Future<Integer> each : all) {
            each.get();
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
