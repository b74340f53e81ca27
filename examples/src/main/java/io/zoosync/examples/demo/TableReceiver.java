package io.zoosync.examples.demo;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.arrow.ArrowConsumer;
import java.time.Duration;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Receives batches until it has as many as it is told, and adds up the delays where they lie. */
final class TableReceiver {
    private static final Duration PATIENCE = Duration.ofMillis(20);
    private static final long PROGRESS_NANOS = 100_000_000;

    private final Parent parent;
    private final Delays delays = new Delays();
    private long batches;
    private long redelivered;
    private long expected = Long.MAX_VALUE;
    private long firstNanos;
    private long lastNanos;
    private long nextProgressNanos;

    private TableReceiver(Parent parent) {
        this.parent = parent;
    }

    public static void main(String[] args) throws Exception {
        Parent parent = Parent.connect();
        parent.hear();
        try (BufferAllocator allocator = new RootAllocator();
                ArrowConsumer consumer = ArrowConsumer.attach(StreamPart.QUEUE, allocator)) {
            parent.say("ready");
            TableReceiver receiver = new TableReceiver(parent);
            receiver.receiveAll(consumer);
            receiver.report(allocator);
        }
    }

    private void receiveAll(ArrowConsumer consumer) throws InterruptedException {
        while (batches < expected) {
            try (ArrowBatch batch = consumer.recv(PATIENCE)) {
                if (batch == null) {
                    hearExpected();
                } else {
                    take(batch);
                }
            }
        }
    }

    private void hearExpected() {
        String line = parent.poll();
        if (line != null) {
            expected = Long.parseLong(line);
        }
    }

    private void take(ArrowBatch batch) {
        if (batches == 0) {
            firstNanos = System.nanoTime();
        }
        delays.add(batch.root());
        batches++;
        redelivered += batch.redelivered() ? 1 : 0;
        lastNanos = System.nanoTime();
        if (lastNanos - nextProgressNanos >= 0) {
            nextProgressNanos = lastNanos + PROGRESS_NANOS;
            parent.say("progress", delays.all().flights());
            hearExpected();
        }
    }

    private void report(BufferAllocator allocator) {
        parent.say(
                batches,
                redelivered,
                allocator.getPeakMemoryAllocation(),
                lastNanos - firstNanos,
                delays.write());
    }
}
