package io.zoosync.queue;

/**
 * Says when to ask again whether the processes that hold records still live: asking costs a system
 * call, and a death is no news for some milliseconds anyway. Guarded by the consumer lock.
 */
final class OwnerChecks {
    private static final long INTERVAL_NANOS = 1_000_000;
    private static final int RECEIPTS = 1024;

    private long last = System.nanoTime() - INTERVAL_NANOS;
    private int receipts;

    /** Whether the last "yes" is some time ago. */
    boolean due() {
        long now = System.nanoTime();
        if (now - last < INTERVAL_NANOS) {
            return false;
        }
        last = now;
        return true;
    }

    /** As {@link #due()}, asking the clock only at one of many receipts. */
    boolean dueAtReceipt() {
        return (++receipts & (RECEIPTS - 1)) == 0 && due();
    }
}
