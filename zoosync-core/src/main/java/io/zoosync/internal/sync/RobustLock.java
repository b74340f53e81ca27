package io.zoosync.internal.sync;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * A lock between processes in one 32-bit word of shared memory, which outlives its owner.
 *
 * <pre>
 *  31        30             29 ............ 12   11 ........ 0
 * +---------+--------------+------------------+---------------+
 * | WAITERS | INCONSISTENT | owner generation | owner slot+1  |     0 = free and consistent
 * +---------+--------------+------------------+---------------+
 * </pre>
 *
 * <p><b>Algorithm.</b> The word is a futex after U. Drepper, <i>Futexes Are Tricky</i> (2011),
 * whose third mutex keeps "somebody may sleep" in the word; the owner's name in the same word makes
 * the lock robust, since taking it and saying who took it are one store. Only the death of the
 * named owner, as {@link ProcessRegistry#isDead} proves it, lets another process take the word
 * away. A woken waiter competes with everybody else, and when it wins it sets WAITERS again because
 * others may still sleep. Sleeps are bounded by {@value #LONGEST_NAP_NANOS} ns: a waiter killed
 * after it was woken, or an owner killed between release and wake, costs the others one bounded
 * sleep.
 *
 * <p><b>Crash points</b>, and what a survivor does about each:
 *
 * <pre>
 * died after                        the word            who repairs
 * LOCK_ACQUIRED   0 → me            me                  any acquirer: me is dead → itself|INCONSISTENT
 * LOCK_WAITER_MARKED  +WAITERS      owner|WAITERS       nobody need: one wake too many at release
 * LOCK_WOKEN      (no store)        any                 others: bounded sleep
 * LOCK_RECOVERED  dead → me         me|INCONSISTENT     any acquirer, as for LOCK_ACQUIRED
 * LOCK_RELEASED   me → 0            0, sleepers asleep  sleepers: bounded sleep
 * </pre>
 *
 * Tests: {@code LockCrashPointTest}, {@code CrashEnumerationTest}.
 *
 * <p>INCONSISTENT survives every release that does not say the protected state is sound again, so
 * an owner's death cannot go unnoticed. The lock belongs to the process: it knows no threads and is
 * not reentrant; callers add that.
 */
public final class RobustLock {
    /** What an attempt to acquire came to. */
    public static final int FAILED = 0;

    /** Held, and nobody died holding it since it was last consistent. */
    public static final int ACQUIRED = 1;

    /** Held, but an owner died holding it and nobody has said since that the state is sound. */
    public static final int ACQUIRED_INCONSISTENT = 2;

    private static final int WAITERS = 1 << 31;
    private static final int INCONSISTENT = 1 << 30;
    private static final int OWNER = INCONSISTENT - 1;

    static final long SHORTEST_NAP_NANOS = 1_000_000;
    static final long LONGEST_NAP_NANOS = 10_000_000;

    /** How many pauses to make before sleeping, and how many at most between two looks. */
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 64 : 0;

    private static final int MOST_PAUSES = 8;

    private final Memory memory;
    private final int offset;
    private final ProcessRegistry registry;
    private final int self;
    private final Function<String, CorruptSegmentException> corrupt;
    private volatile boolean abandoned;
    private int deadOwner; // written and read by the holder only

    /**
     * A lock in memory that exists.
     *
     * @param corrupt makes what is thrown where the word holds what cannot be, of what is wrong
     */
    public RobustLock(
            Memory memory,
            int offset,
            ProcessRegistry registry,
            Function<String, CorruptSegmentException> corrupt) {
        this.memory = memory;
        this.offset = offset;
        this.registry = registry;
        this.self = registry.self();
        this.corrupt = corrupt;
    }

    /**
     * Takes the lock if that needs no waiting.
     *
     * @return {@link #FAILED} if a living process holds it
     */
    public int tryAcquire() {
        if (tryAcquireFree() != FAILED) {
            return heldState();
        }
        int word = memory.getIntAcquire(offset);
        return take(word, word & OWNER) ? heldState() : FAILED;
    }

    /** Takes the lock if it is free; never asks whether its owner lives. */
    public int tryAcquireFree() {
        return tryAcquireFree(memory.buffer());
    }

    /**
     * As {@link #tryAcquireFree()}, through a buffer of the lock's memory that the caller has in
     * hand: where a lock is taken for some nanoseconds, what the JIT knows of it already counts.
     */
    public int tryAcquireFree(ByteBuffer bytes) {
        if (Memory.casInt(bytes, offset, 0, self)) { // SYNC: lock word, release → acquire
            CrashPoint.LOCK_ACQUIRED.hit();
            return ACQUIRED;
        }
        return memory.getIntOpaque(offset) == INCONSISTENT && takeFree(INCONSISTENT, 0)
                ? ACQUIRED_INCONSISTENT
                : FAILED;
    }

    /**
     * Takes the lock, waiting for it while a living process holds it.
     *
     * @param deadlineNanos in terms of {@link System#nanoTime}
     * @param hasDeadline whether to give up at the deadline
     * @param interruptible whether to stop when this thread is interrupted
     * @return {@link #FAILED} at the deadline only
     * @throws IllegalStateException after {@link #abandonWaits}, where it would have to wait
     */
    public int acquire(boolean hasDeadline, long deadlineNanos, boolean interruptible)
            throws InterruptedException {
        int state = tryAcquireFree();
        return state != FAILED
                ? state
                : acquireSlowly(hasDeadline, deadlineNanos, interruptible, true);
    }

    /** Takes the lock, waiting for it without regard to interrupts and {@link #abandonWaits}. */
    public int reacquire() {
        try {
            int state = tryAcquireFree();
            return state != FAILED ? state : acquireSlowly(false, 0, false, false);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int acquireSlowly(
            boolean hasDeadline, long deadlineNanos, boolean interruptible, boolean abandonable)
            throws InterruptedException {
        if (spin()) {
            return heldState();
        }
        boolean interrupted = false;
        try {
            long nap = SHORTEST_NAP_NANOS;
            int blocker = 0;
            while (true) {
                int word = memory.getIntAcquire(offset);
                if (take(word, blocker)) {
                    return heldState();
                }
                if ((word & OWNER) == 0) {
                    continue;
                }
                interrupted |= checkWait(interruptible, abandonable);
                long sleep = hasDeadline ? Math.min(nap, deadlineNanos - System.nanoTime()) : nap;
                if (sleep <= 0) {
                    return FAILED;
                }
                if (markWaiter(word)) {
                    memory.futexWait(offset, word | WAITERS, sleep);
                    CrashPoint.LOCK_WOKEN.hit();
                    blocker = word & OWNER;
                    nap = Math.min(2 * nap, LONGEST_NAP_NANOS);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Looks again after pauses that grow: each look takes the word away from the holder, who then
     * needs longer to give the lock up.
     */
    private boolean spin() {
        int pauses = 1;
        for (int left = SPINS; left > 0; left -= pauses) {
            pauses = Math.min(2 * pauses, MOST_PAUSES);
            for (int i = 0; i < pauses; i++) {
                Thread.onSpinWait();
            }
            if ((memory.getIntOpaque(offset) & OWNER) == 0 && tryAcquireFree() != FAILED) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the lock if it is free, with WAITERS since we slept and others may still sleep; or from
     * {@code blocker}, the owner for whom we slept, if that is dead.
     */
    private boolean take(int word, int blocker) {
        int owner = word & OWNER;
        return owner == 0 ? takeFree(word, WAITERS) : owner == blocker && tryRecover(word);
    }

    /**
     * Whether this thread was interrupted where that is to be told later. The interrupt is cleared
     * until then: a polling wait does not wait while it is set.
     */
    private boolean checkWait(boolean interruptible, boolean abandonable)
            throws InterruptedException {
        if (abandoned && abandonable) {
            throw new IllegalStateException("closed while waiting for the lock");
        }
        boolean interrupted = Thread.interrupted();
        if (interrupted && interruptible) {
            throw new InterruptedException();
        }
        return interrupted;
    }

    /** Says in the word that somebody may sleep; false if the word is no longer the same. */
    private boolean markWaiter(int word) {
        if ((word & WAITERS) != 0) {
            return true;
        }
        boolean marked = memory.casInt(offset, word, word | WAITERS);
        if (marked) {
            CrashPoint.LOCK_WAITER_MARKED.hit();
        }
        return marked;
    }

    private boolean takeFree(int word, int waiters) {
        boolean taken = memory.casInt(offset, word, self | waiters | (word & INCONSISTENT));
        if (taken) {
            CrashPoint.LOCK_ACQUIRED.hit();
        }
        return taken;
    }

    private boolean tryRecover(int word) {
        if (!isDead(word & OWNER) || !memory.casInt(offset, word, self | WAITERS | INCONSISTENT)) {
            return false;
        }
        CrashPoint.LOCK_RECOVERED.hit();
        deadOwner = word & OWNER;
        return true;
    }

    private int heldState() {
        return (memory.getIntOpaque(offset) & INCONSISTENT) == 0 ? ACQUIRED : ACQUIRED_INCONSISTENT;
    }

    /**
     * Gives the lock up; what precedes this happens-before the next acquisition, in any process.
     *
     * @param consistent whether the state that the lock protects is sound
     */
    public void release(boolean consistent) {
        release(memory.buffer(), consistent);
    }

    /** As {@link #release(boolean)}, through a buffer of the lock's memory. */
    public void release(ByteBuffer bytes, boolean consistent) {
        int word = Memory.swapInt(bytes, offset, consistent ? 0 : INCONSISTENT); // SYNC: lock word
        CrashPoint.LOCK_RELEASED.hit();
        if (word < 0) {
            memory.futexWake(offset, 1);
        }
        if ((word & OWNER) != self) {
            throw corrupt.apply(
                    String.format(
                            "lock word was overwritten while held: 0x%08x, expected owner 0x%08x",
                            word, self));
        }
    }

    /** The owner word of the process that holds the lock, dead or alive, or 0. */
    public int owner() {
        return memory.getIntAcquire(offset) & OWNER;
    }

    /**
     * Whether the process that holds the lock, if any does, is dead.
     *
     * @throws CorruptSegmentException if the word names what cannot be a process
     */
    public boolean isOwnerDead() {
        return isDead(owner());
    }

    private boolean isDead(int owner) {
        if (owner != 0 && !ProcessRegistry.isOwner(owner)) {
            throw corrupt.apply(String.format("lock word names no process: 0x%08x", owner));
        }
        return registry.isDead(owner);
    }

    /**
     * The dead owner from whom this object took the lock since it was last asked, or 0; to be asked
     * by the holder.
     */
    public int takeDeadOwner() {
        int dead = deadOwner;
        deadOwner = 0;
        return dead;
    }

    /** Makes this object's waiters, and later ones, fail with {@link IllegalStateException}. */
    public void abandonWaits() {
        abandoned = true;
    }

    /** Whether an owner died and nobody has said since that the state is sound. */
    public boolean isInconsistent() {
        return (memory.getIntAcquire(offset) & INCONSISTENT) != 0;
    }
}
