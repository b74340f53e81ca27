package io.zoosync.protobuf;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;

/** Bytes shown in the slot of a queue. */
final class Shown implements AutoCloseable {
    private final ZooQueue queue;
    private View slot;

    Shown(String queueName) throws Exception {
        queue = ZooQueue.create(queueName, 1 << 20);
    }

    /** Wraps a view around bytes; those before are committed. */
    MessageView show(MessageView view, byte[] bytes) throws Exception {
        return view.wrap(put(bytes));
    }

    /** Puts bytes into a slot, which stays until the next ones. */
    View put(byte[] bytes) throws Exception {
        commit();
        queue.put(bytes);
        slot = queue.tryRecvView();
        return slot;
    }

    void commit() {
        if (slot != null) {
            slot.commit();
            slot = null;
        }
    }

    @Override
    public void close() throws IOException {
        commit();
        queue.close();
        ZooQueue.unlink(queue.name());
    }
}
