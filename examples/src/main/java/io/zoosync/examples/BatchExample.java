package io.zoosync.examples;

import io.zoosync.queue.Batch;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;

/** Many small messages sent together and received one by one. */
public final class BatchExample {
    private BatchExample() {}

    /** Sends some prices; the receiver could as well be another process. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.open("quotes", 1 << 20)) {
            send(queue, new double[] {1.25, 1.5, 1.75});
            int received =
                    queue.drain(m -> System.out.println(m.getInt(0) + " " + m.getDouble(8)), 100);
            System.out.println(received + " received");
        }
        ZooQueue.unlink("quotes");
    }

    private static void send(ZooQueue queue, double[] prices) throws InterruptedException {
        // tag::batch
        try (Producer producer = queue.producer();
                Batch batch = producer.claimBatch(prices.length, 16)) { // so many of 16 bytes
            for (int i = 0; i < prices.length; i++) {
                batch.tryClaim(16).putInt(0, i).putDouble(8, prices[i]).commit();
            }
            batch.commit(); // now all of them are there; without it, none
        }
        // end::batch
    }
}
