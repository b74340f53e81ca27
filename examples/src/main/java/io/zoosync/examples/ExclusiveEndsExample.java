package io.zoosync.examples;

import io.zoosync.queue.Consumer;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;

/** One producer and one consumer that keep all others out: the fastest way. */
public final class ExclusiveEndsExample {
    private static final int MESSAGES = 100_000;

    private static long sum;

    private ExclusiveEndsExample() {}

    /** Sends numbers to a thread that adds them up; it could as well be another process. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread sender =
                new Thread(
                        () -> {
                            try {
                                send();
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        sender.start();
        receive();
        sender.join();
        System.out.println("sum " + sum);
        ZooQueue.unlink("ticks");
    }

    private static void send() throws IOException, InterruptedException {
        // tag::producer
        try (ZooQueue queue = ZooQueue.open("ticks", 1 << 20);
                Producer producer = queue.exclusiveProducer()) {
            for (long i = 0; i < MESSAGES; i++) {
                producer.claim(Long.BYTES).putLong(0, i).commit();
            }
        }
        // end::producer
    }

    private static void receive() throws IOException, InterruptedException {
        // tag::consumer
        try (ZooQueue queue = ZooQueue.open("ticks", 1 << 20);
                Consumer consumer = queue.exclusiveConsumer()) {
            int received = 0;
            while (received < MESSAGES) {
                // up to 256 messages at once, each committed when the handler returns
                received += consumer.drain(m -> sum += m.getLong(0), 256, Duration.ofSeconds(1));
            }
        }
        // end::consumer
    }
}
