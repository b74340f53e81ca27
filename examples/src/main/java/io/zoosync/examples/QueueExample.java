package io.zoosync.examples;

import io.zoosync.queue.Claim;
import io.zoosync.queue.QueueStats;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A queue between processes; its two ends could as well be in two of them. */
public final class QueueExample {
    private QueueExample() {}

    /** Sends and receives some messages. */
    public static void main(String[] args) throws IOException, InterruptedException {
        sendInPlace(7, 1.25);
        receiveInPlace();
        copies();
        receiveInTime();
        stats();
        ZooQueue.unlink("prices");
    }

    private static void sendInPlace(long id, double price)
            throws IOException, InterruptedException {
        // tag::send
        try (ZooQueue queue = ZooQueue.open("prices", 1 << 20); // 1 MiB of shared memory
                Claim claim = queue.claim(16)) { // 16 bytes of it, to be written in place
            claim.putLong(0, id).putDouble(8, price);
            claim.commit(); // without it, close() drops the message
        }
        // end::send
    }

    private static void receiveInPlace() throws IOException, InterruptedException {
        // tag::receive
        try (ZooQueue queue = ZooQueue.open("prices", 1 << 20);
                View view = queue.recvView()) { // waits for a message, shown where it lies
            handle(view.getLong(0), view.getDouble(8));
            view.commit(); // without it, close() gives the message back
        }
        // end::receive
    }

    private static void copies() throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.open("prices", 1 << 20)) {
            // tag::copies
            queue.put("hello".getBytes(StandardCharsets.UTF_8));
            byte[] message = queue.take();
            // end::copies
            System.out.println(new String(message, StandardCharsets.UTF_8));
        }
    }

    private static void receiveInTime() throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.open("prices", 1 << 20)) {
            // tag::timed
            byte[] message = queue.take(Duration.ofMillis(10)); // null if none came
            boolean sent = queue.tryPut(new byte[100]); // false if there is no room
            // end::timed
            System.out.println((message == null) + ", " + sent);
        }
    }

    private static void stats() throws IOException {
        try (ZooQueue queue = ZooQueue.open("prices", 1 << 20)) {
            // tag::stats
            QueueStats stats = queue.stats();
            System.out.println(stats.messages() + " messages, " + stats.lostClaims() + " lost");
            // end::stats
        }
    }

    private static void handle(long id, double price) {
        System.out.println("price of " + id + ": " + price);
    }
}
