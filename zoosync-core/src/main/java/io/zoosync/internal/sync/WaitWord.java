package io.zoosync.internal.sync;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;

/**
 * A place in shared memory where processes sleep until something may have changed.
 *
 * <pre>
 *  31 ................... 1     0
 * +------------------------+----------+
 * | number                 | SLEEPERS |     the futex
 * +------------------------+----------+
 * </pre>
 *
 * The number is raised at each wake; SLEEPERS says that somebody may sleep.
 *
 * <p>A waiter calls {@link #prepare}, looks at its condition once more, and then sleeps. A
 * signaller changes the condition with a release store and then calls {@link #signal}, which costs
 * one load while nobody sleeps.
 *
 * <p><b>Why no fence in {@code signal}.</b> The load of SLEEPERS may run before the signaller's
 * store is visible, by the time that a store buffer takes to drain; then a waiter may miss both the
 * store and the wake. A full fence at every message would close that gap at several times the cost
 * of the message. Instead a waiter lets a moment pass between its registration and its last look
 * ({@link Pause}): what was in a store buffer when it registered is visible by then, and all later
 * signallers see it registered. Should a store ever take longer, a bounded sleep is what it costs.
 *
 * <p><b>Crashes.</b> A wake clears SLEEPERS, so that a dead sleeper costs one wake; it does so in
 * the store that raises the number, so that whoever is no longer registered finds itself signalled.
 *
 * <pre>
 * died after                               who repairs
 * WAIT_SLEEPER_MARKED  SLEEPERS set        nobody need: one wake too many
 * WAIT_NUMBER_RAISED   nobody woken yet    sleepers: bounded sleep, then they see the number
 * WAIT_WOKEN           one woken, SLEEPERS sleepers: the same
 *                      not set again
 * </pre>
 *
 * A woken waiter that dies costs the others one bounded sleep as well.
 */
public final class WaitWord {
    /** Bytes that a wait word takes. */
    public static final int BYTES = Integer.BYTES;

    private static final int SLEEPERS = 1;

    private final Memory memory;
    private final int offset;

    public WaitWord(Memory memory, int offset) {
        this.memory = memory;
        this.offset = offset;
    }

    /** Registers a sleeper; the result goes to {@link #await} after a last look. */
    public int prepare() {
        while (true) {
            int word = memory.getIntAcquire(offset);
            if ((word & SLEEPERS) != 0) {
                return word;
            }
            if (memory.casInt(offset, word, word | SLEEPERS)) {
                CrashPoint.WAIT_SLEEPER_MARKED.hit();
                return word | SLEEPERS;
            }
        }
    }

    /** Sleeps unless a wake came since {@code prepared} was returned; may return early. */
    public void await(int prepared, long timeoutNanos) {
        memory.futexWait(offset, prepared, timeoutNanos);
    }

    /** For sleeps as {@link #await}'s that an interrupt ends; for one thread. */
    public InterruptibleSleep interruptibleSleep() {
        return new InterruptibleSleep(memory, offset);
    }

    /** Whether a wake came since {@code prepared} was returned. */
    public boolean signalled(int prepared) {
        return (memory.getIntAcquire(offset) | SLEEPERS) != prepared;
    }

    /** Whether a wait word's value, read by the caller, calls for a {@link #signal}. */
    public static boolean hasSleepers(int word) {
        return (word & SLEEPERS) != 0;
    }

    /** Wakes one sleeper, if somebody may sleep. */
    public void signal() {
        if (hasSleepers(memory.getInt(offset))) {
            wake(1);
        }
    }

    /** Wakes all sleepers, if somebody may sleep. */
    public void signalAll() {
        if (hasSleepers(memory.getInt(offset))) {
            wake(Integer.MAX_VALUE);
        }
    }

    private void wake(int count) {
        raiseNumber();
        CrashPoint.WAIT_NUMBER_RAISED.hit();
        int woken = memory.futexWake(offset, count);
        CrashPoint.WAIT_WOKEN.hit();
        if (woken == count) {
            prepare(); // on behalf of others who may still sleep
        }
    }

    private void raiseNumber() {
        while (true) {
            int word = memory.getIntOpaque(offset);
            if (memory.casInt(offset, word, (word | SLEEPERS) + 1)) { // and SLEEPERS is cleared
                return;
            }
        }
    }
}
