package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Repetition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Does what it is told with a pool: {@code result COUNT NANOS CHECKSUM}, where the checksum is that
 * of the first run; of {@link #START}, {@code result 1 FIRST ALL}, the nanoseconds until the first
 * result and until all workers work. {@code PoolChild CONTENDER WORKERS}.
 */
final class PoolChild {
    /** The task of starting a pool, which is done once in a process. */
    static final String START = "start";

    static final String ZOOSYNC = "zoosync";
    static final String FORK_JOIN = "ForkJoinPool";
    static final String ONE_THREAD = "one-thread";

    private static final int PERIOD = 10_000;

    private PoolChild() {}

    public static void main(String[] args) throws Exception {
        String contender = args[0];
        int workers = Integer.parseInt(args[1]);
        Parent parent = new Parent();
        PoolWork work = null;
        for (String name; (name = parent.awaitTask()) != null; ) {
            if (name.equals(START)) {
                parent.awaitWindow();
                start(contender, workers, parent);
                continue;
            }
            if (work == null) {
                work = create(contender, workers);
            }
            Callable<Double> operation = work.prepare(PoolTask.of(name));
            double checksum = operation.call();
            Repetition done = Repetition.of(() -> run(operation), parent.awaitWindow());
            parent.result(done.count(), done.nanos(), checksum);
        }
        if (work != null) {
            work.close();
        }
    }

    private static PoolWork create(String contender, int workers) throws Exception {
        return switch (contender) {
            case ZOOSYNC -> new ZooPoolWork(workers);
            case FORK_JOIN -> new ForkJoinWork(workers);
            case ONE_THREAD -> new OneThreadWork();
            default -> throw new IllegalArgumentException(contender);
        };
    }

    private static void start(String contender, int workers, Parent parent) throws Exception {
        long began = System.nanoTime();
        try (PoolWork work = create(contender, workers)) {
            work.firstResult();
            long first = System.nanoTime() - began;
            work.awaitAll();
            parent.result(1, first, System.nanoTime() - began);
        }
    }

    private static void run(Callable<Double> operation) {
        try {
            operation.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** So many numbers whose squares are ints. */
    static int[] numbers(int count) {
        return IntStream.range(0, count).map(i -> i % PERIOD).toArray();
    }

    /** So many arrays of 1 MiB that differ. */
    static List<byte[]> mebibytes(int count) {
        List<byte[]> arrays = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[PoolTask.MEBIBYTE];
            Arrays.fill(bytes, (byte) (i % 100 + 1));
            arrays.add(bytes);
        }
        return arrays;
    }

    /** The result of {@link PoolTask#MEBIBYTES}. */
    static int lengthAndLast(byte[] bytes) {
        return bytes.length + bytes[bytes.length - 1];
    }

    static double sum(int[] numbers) {
        return Arrays.stream(numbers).asLongStream().sum();
    }
}
