package io.zoosync.examples.demo;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.nio.charset.StandardCharsets;

/** Receives a message and is killed before it commits. */
final class ViewHolder {
    private ViewHolder() {}

    public static void main(String[] args) throws Exception {
        Parent parent = Parent.connect();
        try (ZooQueue queue = ZooQueue.attach(RedeliveryPart.QUEUE);
                View view = queue.recvView()) {
            String text = new String(view.toByteArray(), StandardCharsets.UTF_8);
            parent.say("holds", view.id(), text);
            parent.hear(); // nothing comes
        }
    }
}
