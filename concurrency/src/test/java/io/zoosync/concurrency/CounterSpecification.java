package io.zoosync.concurrency;

/** What {@link LockedCounter} is to be like, for one thread. */
public class CounterSpecification {
    private long value;

    public long increment() {
        return ++value;
    }

    public long get() {
        return value;
    }
}
