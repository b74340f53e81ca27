package io.zoosync.concurrency;

import java.util.ArrayDeque;
import java.util.Queue;

/** What {@link SharedQueue} is to be like, for one thread. */
public class QueueSpecification {
    private final Queue<Long> values = new ArrayDeque<>();

    public boolean put(long value) {
        return values.add(value);
    }

    public Long poll() {
        return values.poll();
    }
}
