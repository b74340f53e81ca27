package io.zoosync.internal.sync;

import java.util.function.BooleanSupplier;

/**
 * How one thread waits for a condition in shared memory: it looks again soon at first and then
 * after pauses that grow, so as not to steal the cache line that the other side writes, and then
 * sleeps on a {@link WaitWord}.
 *
 * <pre>{@code
 * pause.start(hasDeadline, deadline);
 * while (!condition()) {
 *     if (!pause.step()) return timedOut;
 * }
 * }</pre>
 *
 * For one thread at a time; reusable, so that waiting allocates nothing.
 */
public final class Pause {
    private static final int FIRST_SPINS = 4;
    private static final int MOST_SPINS = 256;

    /** So many looks come soon after each other: the answer to a message is there by then. */
    private static final int SOON_ROUNDS = 16;

    private static final int ROUNDS =
            Runtime.getRuntime().availableProcessors() > 1 ? SOON_ROUNDS + 40 : 0;

    /**
     * Longer than the tick of most kernels, so that their clock's next alarm stands before ours and
     * need not be set for it: in a virtual machine that costs more than the sleep itself.
     */
    private static final long FIRST_NAP_NANOS = 10_000_000;

    /** Who waits for a process that could die looks again after this part of its wait. */
    private static final int OWNER_PART = 16;

    /** Who waits for nobody in particular looks again after this part of it. */
    private static final int IDLE_PART = 4;

    private static final long IDLE_NAP_NANOS = 50_000_000;
    private static final long LONGEST_NAP_NANOS = 1_000_000_000;

    private final WaitWord word;
    private final BooleanSupplier blockedByOwner;
    private boolean hasDeadline;
    private long deadlineNanos;
    private int round;
    private int spins;
    private boolean prepared;
    private int number;
    private long nap;
    private long since;
    private InterruptibleSleep sleep;

    /**
     * @param blockedByOwner whether the condition may wait for a process that could die, so that
     *     the waiter must look again soon even if nobody signals; asked before each sleep
     */
    public Pause(WaitWord word, BooleanSupplier blockedByOwner) {
        this.word = word;
        this.blockedByOwner = blockedByOwner;
    }

    /** Begins a new wait. */
    public void start(boolean hasDeadline, long deadlineNanos) {
        this.hasDeadline = hasDeadline;
        this.deadlineNanos = deadlineNanos;
        round = 0;
        spins = FIRST_SPINS;
        prepared = false;
        nap = FIRST_NAP_NANOS;
        since = System.nanoTime();
    }

    /**
     * Pauses once; the caller looks at its condition after each step.
     *
     * @return false at the deadline
     */
    public boolean step() throws InterruptedException {
        if (round < ROUNDS) {
            spin();
            return true;
        }
        if (!prepared) {
            number = word.prepare();
            prepared = true;
            Naps.settle();
            return true;
        }
        return sleep();
    }

    private void spin() {
        round++;
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
        if (round >= SOON_ROUNDS) {
            spins = Math.min(2 * spins, MOST_SPINS);
        }
    }

    private boolean sleep() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long longest = longestNap(System.nanoTime() - since);
        long nanos = Math.min(nap, longest);
        if (hasDeadline) {
            nanos = Math.min(nanos, deadlineNanos - System.nanoTime());
            if (nanos <= 0) {
                return false;
            }
        }
        await(nanos);
        prepared = !word.signalled(number); // a wake clears the registration
        nap = prepared ? Math.min(2 * nap, longest) : FIRST_NAP_NANOS;
        return true;
    }

    private long longestNap(long waited) {
        return blockedByOwner.getAsBoolean()
                ? Naps.longest(waited, OWNER_PART, FIRST_NAP_NANOS, LONGEST_NAP_NANOS)
                : Naps.longest(waited, IDLE_PART, IDLE_NAP_NANOS, LONGEST_NAP_NANOS);
    }

    private void await(long nanos) throws InterruptedException {
        if (sleep == null) {
            sleep = word.interruptibleSleep();
        }
        try {
            sleep.await(number, nanos);
        } catch (InterruptedException e) {
            sleep = null; // it was for one interrupt
            word.signal(); // in case that this thread was woken as well: it will not look again
            throw e;
        }
    }
}
