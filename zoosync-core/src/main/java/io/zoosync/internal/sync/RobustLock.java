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
 * others may still sleep; one that gives up passes the wake on.
 *
 * <p>A wake costs the releaser more than a short section does, and whoever is woken often finds the
 * lock taken again. It then looks again a few times after short sleeps that nobody need end, before
 * it asks for another wake: else a lock that is wanted all the time would spend a quarter of it on
 * wakes.
 *
 * <p>A release looks whether the word says more than the owner's name, and if not, stores 0: an
 * exchange would cost as much as taking the lock. A mark that comes between the look and the store
 * is lost. Its waiter lets a moment pass before it sleeps, in which the store becomes visible, and
 * the kernel compares the word; should the owner ever be held up just there for longer than that
 * moment, the sleep's bound is what it costs.
 *
 * <p>Sleeps are bounded (see {@link Naps}): a waiter killed after it was woken, or an owner killed
 * between release and wake, costs the others one bounded sleep.
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

    private static final long FIRST_NAP_NANOS = 1_000_000;

    /** The longest sleep at first, then a part of the time that was waited, and at most. */
    private static final long NAP_NANOS = 10_000_000;

    private static final int NAP_PART = 16;
    private static final long LONGEST_NAP_NANOS = 1_000_000_000;

    /** So often does who was woken and came too late look again before it asks to be woken. */
    private static final int LATE_LOOKS = 3;

    /** Between these looks; as a rule the system makes some 50 µs more of it. */
    private static final long LATE_NAP_NANOS = 20_000;

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
                : acquireSlowly(new Wait(hasDeadline, deadlineNanos, interruptible, true));
    }

    /** Takes the lock, waiting for it without regard to interrupts and {@link #abandonWaits}. */
    public int reacquire() {
        try {
            int state = tryAcquireFree();
            return state != FAILED ? state : acquireSlowly(new Wait(false, 0, false, false));
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int acquireSlowly(Wait wait) throws InterruptedException {
        return spin() || wait.toItsEnd() ? heldState() : FAILED;
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
        Memory.releaseFence();
        if (consistent && bytes.getInt(offset) == self) {
            bytes.putInt(offset, 0); // SYNC: lock word
            CrashPoint.LOCK_RELEASED.hit();
        } else {
            releaseMarked(bytes, consistent);
        }
    }

    private void releaseMarked(ByteBuffer bytes, boolean consistent) {
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

    /**
     * Makes this object's waiters, and later ones, fail with {@link IllegalStateException}: at
     * once, or after its sleep one that has just looked.
     */
    public void abandonWaits() {
        abandoned = true;
        if (memory.getIntOpaque(offset) < 0) {
            memory.futexWake(offset, Integer.MAX_VALUE);
        }
    }

    /** Whether an owner died and nobody has said since that the state is sound. */
    public boolean isInconsistent() {
        return (memory.getIntAcquire(offset) & INCONSISTENT) != 0;
    }

    /** One thread's wait for the lock, asleep but for a look now and then. */
    private final class Wait {
        private final boolean hasDeadline;
        private final long deadlineNanos;
        private final boolean interruptible;
        private final boolean abandonable;
        private final long began = System.nanoTime();
        private long nap = FIRST_NAP_NANOS;
        private int blocker;
        private int lateLooks;
        private boolean interrupted;
        private InterruptibleSleep sleep;

        Wait(boolean hasDeadline, long deadlineNanos, boolean interruptible, boolean abandonable) {
            this.hasDeadline = hasDeadline;
            this.deadlineNanos = deadlineNanos;
            this.interruptible = interruptible;
            this.abandonable = abandonable;
        }

        /** Takes the lock; false at the deadline. */
        boolean toItsEnd() throws InterruptedException {
            boolean taken = false;
            boolean onTime = true;
            try {
                while (!taken && onTime) {
                    int word = memory.getIntAcquire(offset);
                    taken = take(word, blocker);
                    onTime = taken || (word & OWNER) == 0 || sleep(word);
                }
            } finally {
                if (!taken && blocker != 0) {
                    memory.futexWake(offset, 1); // what woke us, if anything did, was for another
                }
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return taken;
        }

        private boolean sleep(int word) throws InterruptedException {
            check();
            boolean isLate = lateLooks > 0 && (word & WAITERS) == 0;
            long longest = isLate ? LATE_NAP_NANOS : nap;
            long nanos =
                    hasDeadline ? Math.min(longest, deadlineNanos - System.nanoTime()) : longest;
            if (nanos <= 0) {
                return false;
            }
            if (isLate) {
                lateLooks--;
                memory.futexWait(offset, word, nanos);
            } else if (markWaiter(word)) {
                Naps.settle();
                await(word | WAITERS, nanos);
                CrashPoint.LOCK_WOKEN.hit();
                sleptFor(word & OWNER);
            }
            return true;
        }

        private void sleptFor(int owner) {
            blocker = owner;
            lateLooks = LATE_LOOKS;
            long waited = System.nanoTime() - began;
            nap = Math.min(2 * nap, Naps.longest(waited, NAP_PART, NAP_NANOS, LONGEST_NAP_NANOS));
        }

        /**
         * An interrupt that is to be told later is cleared until then: else no sleep would last.
         */
        private void check() throws InterruptedException {
            if (abandoned && abandonable) {
                throw new IllegalStateException("closed while waiting for the lock");
            }
            interrupted |= Thread.interrupted();
            if (interrupted && interruptible) {
                interrupted = false;
                throw new InterruptedException();
            }
        }

        /** Sleeps, and where it may be long so that an interrupt ends it. */
        private void await(int word, long nanos) throws InterruptedException {
            if (!interruptible || nanos <= NAP_NANOS) {
                memory.futexWait(offset, word, nanos);
                return;
            }
            if (sleep == null) {
                sleep = new InterruptibleSleep(memory, offset);
            }
            sleep.await(word, nanos);
        }
    }
}
