package io.zoosync.examples.notebook;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Receives a message, and keeps it in hand until it is told to end, or killed. */
public final class MessageHolder {
    private MessageHolder() {}

    /** Receives from the queue {@code args[0]}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.attach(args[0]);
                View view = queue.recvView()) {
            System.out.println(new String(view.toByteArray(), StandardCharsets.UTF_8));
            while (System.in.read() >= 0) {
                // only the end of the input matters
            }
            view.commit();
        }
    }
}
