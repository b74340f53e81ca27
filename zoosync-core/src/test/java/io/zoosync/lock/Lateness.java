package io.zoosync.lock;

/**
 * How late a process gets the processor that it asks for: a thread sleeps for a millisecond at a
 * time, and notes by how much that was too long at most. The load of a machine does not tell, where
 * others have the processors of a virtual one.
 */
final class Lateness {
    private static final long SLEEP_MILLIS = 1;
    private static final long SLEEP_NANOS = SLEEP_MILLIS * 1_000_000;

    private long began = System.nanoTime();
    private long greatest;

    private Lateness() {}

    static Lateness start() {
        Lateness lateness = new Lateness();
        Thread thread = new Thread(lateness::keepSleeping, "lateness");
        thread.setDaemon(true);
        thread.start();
        return lateness;
    }

    private void keepSleeping() {
        try {
            while (true) {
                Thread.sleep(SLEEP_MILLIS);
                note();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes note of the sleep so far; what is left of it, if anything, counts as the next one. */
    private synchronized void note() {
        long now = System.nanoTime();
        greatest = Math.max(greatest, now - began - SLEEP_NANOS);
        began = now;
    }

    /** The greatest since this was last called, in nanoseconds; a sleep under way counts, too. */
    synchronized long take() {
        note();
        long taken = greatest;
        greatest = 0;
        return taken;
    }
}
