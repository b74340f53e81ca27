package io.zoosync.concurrency;

import java.util.ArrayDeque;
import java.util.Queue;

/** What {@link ExclusiveQueue} is to be like, for one thread. */
public class BoundedQueueSpecification {
    private final Queue<Long> values = new ArrayDeque<>();

    public boolean put(long value) {
        return values.size() < ExclusiveQueue.CAPACITY && values.add(value);
    }

    public Long poll() {
        return values.poll();
    }
}
