package io.zoosync.examples.demo;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Receives what there is, and then what the killed process had in hand. */
final class ViewHeir {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(100);

    private ViewHeir() {}

    public static void main(String[] args) throws Exception {
        Parent parent = Parent.connect();
        try (ZooQueue queue = ZooQueue.attach(RedeliveryPart.QUEUE)) {
            parent.say("ready");
            parent.hear();
            receive(parent, queue, LONG);
            receive(parent, queue, LONG);
            receive(parent, queue, SHORT);
            receive(parent, queue, LONG);
            receive(parent, queue, SHORT);
        }
    }

    private static void receive(Parent parent, ZooQueue queue, Duration patience)
            throws InterruptedException {
        try (View view = queue.recvView(patience)) {
            if (view == null) {
                parent.say("nothing");
                return;
            }
            String text = new String(view.toByteArray(), StandardCharsets.UTF_8);
            String flag = view.redelivered() ? "again" : "first";
            parent.say(view.id(), flag, view.deliveries(), text);
            view.commit();
        }
    }
}
