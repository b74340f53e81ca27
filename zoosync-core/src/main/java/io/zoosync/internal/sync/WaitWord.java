package io.zoosync.internal.sync;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;

/**
 * A place in shared memory where processes sleep until something may have changed.
 *
 * <pre>
 *   0        4          8
 *  +--------+----------+
 *  | number | sleepers |      number: raised at each wake, the futex
 *  +--------+----------+      sleepers: 1 if somebody may sleep
 * </pre>
 *
 * <p>A waiter calls {@link #prepare}, looks at its condition once more, and then sleeps. A signaller
 * changes the condition with a release store and then calls {@link #signal}, which costs one load
 * while nobody sleeps.
 *
 * <p><b>Why no fence in {@code signal}.</b> The load of {@code sleepers} may run before the
 * signaller's store is visible, by the time that a store buffer takes to drain; then a waiter may
 * miss both the store and the wake. A full fence at every message would close that gap at several
 * times the cost of the message. Instead the <em>first</em> sleep of a waiter is short ({@link
 * Pause}): whatever was in a store buffer when it registered is visible at its next look, and all
 * later signallers see it registered.
 *
 * <p><b>Crashes.</b> {@code sleepers} is a flag that a waker clears, so that a dead sleeper costs
 * one wake. A signaller that dies before its wake, or a woken waiter that dies, costs the others
 * one bounded sleep.
 */
public final class WaitWord {
    /** Bytes that a wait word takes. */
    public static final int BYTES = 8;

    private final Memory memory;
    private final int number;
    private final int sleepers;

    public WaitWord(Memory memory, int offset) {
        this.memory = memory;
        this.number = offset;
        this.sleepers = offset + 4;
    }

    /** Registers a sleeper; the result goes to {@link #await} after a last look. */
    public int prepare() {
        memory.putIntVolatile(sleepers, 1); // volatile: before the look at the condition
        return memory.getIntAcquire(number);
    }

    /** Sleeps unless a wake came since {@code prepared} was returned; may return early. */
    public void await(int prepared, long timeoutNanos) {
        memory.futexWait(number, prepared, timeoutNanos);
    }

    /** Whether a wake came since {@code prepared} was returned. */
    public boolean signalled(int prepared) {
        return memory.getIntAcquire(number) != prepared;
    }

    /** Wakes one sleeper, if somebody may sleep. */
    public void signal() {
        if (memory.getIntOpaque(sleepers) != 0) {
            wake(1);
        }
    }

    /** Wakes all sleepers, if somebody may sleep. */
    public void signalAll() {
        if (memory.getIntOpaque(sleepers) != 0) {
            wake(Integer.MAX_VALUE);
        }
    }

    private void wake(int count) {
        memory.putIntVolatile(sleepers, 0);
        memory.addInt(number, 1);
        CrashPoint.WAIT_NUMBER_RAISED.hit();
        if (memory.futexWake(number, count) == count) {
            memory.putIntRelease(sleepers, 1); // there may be more of them
        }
    }
}
