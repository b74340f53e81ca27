package io.zoosync.bench.jmh;

import io.zoosync.lock.ZooLock;
import io.zoosync.queue.Batch;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.MessageHandler;
import io.zoosync.queue.Producer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message of 32 bytes and a lock cost in one thread, without anybody on the other side; with
 * {@code -prof gc}, that they allocate nothing.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"})
public class MessageBenchmark {
    private static final int BATCH = 100;
    private static final int LENGTH = 32;

    /** Whether the ends are exclusive or shared. */
    @Param({"exclusive", "shared"})
    public String ends;

    private long sum;
    private final MessageHandler handler = message -> sum += message.getLong(0);
    private String name;
    private ZooQueue queue;
    private Producer producer;
    private Consumer consumer;
    private ZooLock lock;

    @Setup
    public void open() throws IOException, InterruptedException {
        name = "jmh-" + ProcessHandle.current().pid();
        queue = ZooQueue.create(name, 1 << 16);
        boolean exclusive = ends.equals("exclusive");
        producer = exclusive ? queue.exclusiveProducer() : queue.producer();
        consumer = exclusive ? queue.exclusiveConsumer() : queue.consumer();
        lock = ZooLock.open(name);
    }

    @TearDown
    public void unlink() throws IOException {
        queue.close();
        lock.close();
        ZooQueue.unlink(name);
        ZooLock.unlink(name);
    }

    /** A claim, four stores and a commit; then a drain of the whole batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long claimCommitDrain() {
        for (int i = 0; i < BATCH; i++) {
            Claim claim = producer.tryClaim(LENGTH);
            claim.putLong(0, i).putLong(8, i).putLong(16, i).putLong(24, i).commit();
        }
        return drain();
    }

    private long drain() {
        int drained = 0;
        while (drained < BATCH) {
            drained += consumer.drain(handler, BATCH);
        }
        return sum;
    }

    /** The same messages, claimed and committed together. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long batchDrain() {
        Batch messages = producer.tryClaimBatch(BATCH, LENGTH);
        for (int i = 0; i < BATCH; i++) {
            Claim claim = messages.tryClaim(LENGTH);
            claim.putLong(0, i).putLong(8, i).putLong(16, i).putLong(24, i).commit();
        }
        messages.commit();
        return drain();
    }

    /** A claim and a commit, then a view and its commit. */
    @Benchmark
    public long claimCommitView() {
        producer.tryClaim(LENGTH).putLong(0, sum).commit();
        View view = consumer.tryRecvView();
        sum += view.getLong(0);
        view.commit();
        return sum;
    }

    @Benchmark
    public void lockUnlock() {
        lock.lock();
        try {
            sum++;
        } finally {
            lock.unlock();
        }
    }
}
