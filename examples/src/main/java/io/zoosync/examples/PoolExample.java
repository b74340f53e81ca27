package io.zoosync.examples;

import static io.zoosync.pool.MapOptions.options;
import static io.zoosync.pool.ZooPool.range;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.pool.PoolFunction;
import io.zoosync.pool.PoolFuture;
import io.zoosync.pool.PoolResults;
import io.zoosync.pool.Progress;
import io.zoosync.pool.WorkerDiedException;
import io.zoosync.pool.ZooPool;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Work for the processes of a pool. */
public final class PoolExample {
    private PoolExample() {}

    /** Runs all parts. */
    public static void main(String[] args) throws Exception {
        squares();
        try (ZooPool pool = ZooPool.builder().workers(2).heap("256m").start()) {
            objects(pool);
            tasks(pool);
            lazily(pool);
            inPlace(pool);
            withOptions(pool);
            deaths(pool);
            executor(pool);
        }
    }

    private static void squares() throws IOException, InterruptedException {
        // tag::squares
        try (ZooPool pool = ZooPool.create(4)) { // four processes
            int[] squares = pool.map(x -> x * x, range(100));
            System.out.println(squares[99]);
        }
        // end::squares
    }

    private static void objects(ZooPool pool) throws InterruptedException {
        // tag::objects
        List<String> words = List.of("ring", "buffer", "futex");
        List<String> shouted = pool.map(word -> word + "!", words);
        int[] lengths = pool.mapToInt(String::length, words); // no boxing on the way
        long total = pool.reduce(0L, (a, b) -> a + b, Stream.of(1, 2, 3).mapToLong(i -> i));
        // end::objects
        System.out.println(shouted + " " + Arrays.toString(lengths) + " " + total);
    }

    private static void tasks(ZooPool pool) throws InterruptedException, ExecutionException {
        // tag::tasks
        PoolFuture<Double> answer = pool.submit(() -> Math.sqrt(1764)); // a CompletableFuture
        System.out.println(answer.thenApply(x -> "the answer is " + x).get());
        // end::tasks
    }

    private static void lazily(ZooPool pool) {
        // tag::lazily
        Stream<Integer> endless = Stream.iterate(1, i -> i + 1);
        try (PoolResults<Integer> cubes = pool.imap(i -> i * i * i, endless)) { // in order
            cubes.stream().limit(3).forEach(System.out::println);
        } // what was computed ahead is dropped
        // end::lazily
    }

    private static void inPlace(ZooPool pool) throws IOException, InterruptedException {
        // tag::in-place
        try (ZooArray image = ZooArray.create("photo", DType.FLOAT32, 1000, 1500)) {
            image.fill(0.25);
            pool.forEachBlock(image, block -> block.sqrt(block)); // the workers' writes are seen
            System.out.println(image.mean());
            double[] rows = pool.mapToDouble(i -> image.index(i).sum(), range(1000)); // by name
            System.out.println(rows[0]);
        }
        ZooArray.unlink("photo");
        // end::in-place
    }

    private static void withOptions(ZooPool pool) throws InterruptedException {
        // tag::options
        long[] sums =
                pool.mapToLong(
                        n -> range(n).asLongStream().sum(),
                        range(1000),
                        options()
                                .chunk(50) // 50 numbers in each message
                                .retries(2) // when a worker dies, and not when the function throws
                                .timeout(Duration.ofMinutes(1))
                                .progress(Progress.bar()));
        // end::options
        System.out.println(sums[999]);
    }

    private static void deaths(ZooPool pool) throws InterruptedException {
        // tag::deaths
        try {
            pool.forEach(i -> Runtime.getRuntime().halt(i), range(7, 8));
        } catch (WorkerDiedException e) {
            System.out.println("exit status " + e.exitStatus()); // 7; the pool goes on
        }
        // end::deaths
    }

    private static void executor(ZooPool pool) throws InterruptedException, ExecutionException {
        // tag::executor
        ExecutorService executor = pool.asExecutorService();
        PoolFunction.Call<String> task = () -> "process " + ProcessHandle.current().pid();
        Future<String> name = executor.submit(task); // a type that says: can be sent
        System.out.println(name.get().startsWith("process"));
        // end::executor
    }
}
