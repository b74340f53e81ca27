package io.zoosync.examples;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** A message that was not committed comes again, and says so. */
public final class RedeliveryExample {
    private static final Set<Long> BOOKED = new HashSet<>();

    private RedeliveryExample() {}

    /** Receives a message twice and books it once. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.open("orders", 1 << 16)) {
            queue.put(new byte[] {1, 2, 3});
            receiveAndFail(queue);
            receiveAgain(queue);
        }
        ZooQueue.unlink("orders");
    }

    private static void receiveAndFail(ZooQueue queue) throws InterruptedException {
        // tag::back
        try (View view = queue.recvView()) {
            book(view.id(), view.toByteArray());
        } // not committed: given back, as if this process had been killed here
        // end::back
    }

    private static void receiveAgain(ZooQueue queue) throws InterruptedException {
        // tag::again
        try (View view = queue.recvView()) {
            if (!view.redelivered() || !wasBooked(view.id())) {
                book(view.id(), view.toByteArray());
            }
            view.commit();
        }
        // end::again
    }

    private static boolean wasBooked(long id) {
        return BOOKED.contains(id);
    }

    private static void book(long id, byte[] order) {
        BOOKED.add(id);
        System.out.println("booked order " + id + " of " + order.length + " bytes");
    }
}
