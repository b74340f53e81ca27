package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A place where tasks tell that they have come, and wait until the test lets them go on. */
final class Gate implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final ZooQueue arrivals;
    private final ZooQueue permits;

    Gate() throws IOException {
        name = "gate-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        arrivals = ZooQueue.create(name + "-arrivals", 1 << 16);
        permits = ZooQueue.create(name + "-permits", 1 << 16);
    }

    // By the test

    /** For {@link #pass} and {@link #arrive}, in a worker. */
    String name() {
        return name;
    }

    /** Waits for a task to come; gives its process. */
    ProcessHandle awaitTask() throws InterruptedException {
        byte[] pid = arrivals.take(PATIENCE);
        assertNotNull(pid, "no task has come");
        return ProcessHandle.of(ByteBuffer.wrap(pid).getLong()).orElseThrow();
    }

    /** How many tasks have come and were not waited for. */
    int arrived() {
        return arrivals.size();
    }

    /** Lets so many tasks go on. */
    void open(int tasks) throws InterruptedException {
        for (int i = 0; i < tasks; i++) {
            permits.put(new byte[1]);
        }
    }

    @Override
    public void close() throws IOException {
        arrivals.close();
        permits.close();
        ZooQueue.unlink(name + "-arrivals");
        ZooQueue.unlink(name + "-permits");
    }

    // By a task

    /** Tells the test that a task has come. */
    static void arrive(String name) throws IOException, InterruptedException {
        ByteBuffer pid = ByteBuffer.allocate(Long.BYTES);
        try (ZooQueue arrivals = ZooQueue.attach(name + "-arrivals")) {
            arrivals.put(pid.putLong(ProcessHandle.current().pid()).flip());
        }
    }

    /** Tells the test that a task has come, and waits for its leave. */
    static void pass(String name) throws IOException, InterruptedException {
        try (ZooQueue permits = ZooQueue.attach(name + "-permits")) {
            arrive(name);
            permits.take();
        }
    }

    /** As {@link #pass}, but takes no notice of interrupts. */
    static void passStubbornly(String name) throws IOException, InterruptedException {
        try (ZooQueue permits = ZooQueue.attach(name + "-permits")) {
            arrive(name);
            while (true) {
                try {
                    permits.take();
                    return;
                } catch (InterruptedException e) {
                    arrive(name);
                }
            }
        }
    }
}
