package io.zoosync.lock;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.sync.RobustLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;

/**
 * A named lock between processes (and threads) of one machine, which recovers when its holder is
 * killed.
 *
 * <p>What a thread does before it releases the lock happens-before what the next holder does, in
 * any process. If the holder's process dies, however it dies, a waiter gets the lock within
 * milliseconds after the system has torn the process down, and is told so: by {@link
 * Guard#recovered()}, or by the recovery handler given to {@link #open(String, Consumer)}, or by a
 * {@link LockRecoveredException} from the methods of {@link Lock}. A living holder, however slow or
 * stopped, is never robbed of the lock.
 *
 * <p>The lock is reentrant for the thread that holds it through the same {@code ZooLock} object;
 * two objects of one name exclude each other even in one thread. A thread that ends without
 * releasing keeps the lock locked until its process ends. Waiting blocks the carrier of a virtual
 * thread.
 *
 * <p>Objects are safe for use by any number of threads.
 */
public final class ZooLock implements Lock, AutoCloseable {
    /** Of a holding that was not asked for its token. */
    private static final long NO_TOKEN = 0;

    private final Segment segment;
    private final Memory memory;
    private final RobustLock word;
    private final Consumer<Guard> recovery;
    private final AtomicInteger conditionsMade = new AtomicInteger();
    private volatile boolean closed;

    // What follows is written by the holding thread only. Others may read `holder`, but a thread
    // finds itself there only if it wrote that itself.
    private Thread holder;
    private int holds;
    private boolean inconsistent;
    private long token;

    private ZooLock(Segment segment, Consumer<Guard> recovery) {
        this.segment = segment;
        this.memory = segment.memory();
        this.word =
                new RobustLock(memory, LockLayout.WORD, ProcessRegistry.current(), segment::poison);
        this.recovery = recovery;
    }

    /**
     * Opens the lock of a name, and makes it if there is none.
     *
     * @throws IOException if the segment cannot be made or read
     * @throws IllegalArgumentException if the name breaks the rule, which the message gives
     * @throws CorruptSegmentException if the file is damaged or no lock
     */
    public static ZooLock open(String name) throws IOException {
        return open(name, null);
    }

    /**
     * Opens the lock of a name, and makes it if there is none.
     *
     * @param recovery runs in the thread that got the lock after a holder died, before that thread
     *     goes on, holding the lock; when it returns, the state counts as consistent. If it throws,
     *     the lock is released, still inconsistent, and its exception reaches the caller (of {@code
     *     Condition.await}: with the lock held). Null for none.
     * @throws IOException if the segment cannot be made or read
     * @throws IllegalArgumentException if the name breaks the rule, which the message gives
     * @throws CorruptSegmentException if the file is damaged or no lock
     */
    public static ZooLock open(String name, Consumer<Guard> recovery) throws IOException {
        Segment segment =
                Segment.open(Segment.Kind.LOCK, name, LockLayout.SIZE, 0, 0, memory -> {});
        int size = segment.memory().size();
        if (size != LockLayout.SIZE) {
            throw segment.poison("a lock has " + LockLayout.SIZE + " bytes, not " + size);
        }
        return new ZooLock(segment, recovery);
    }

    /**
     * Removes the name. Processes that have the lock open keep it, among themselves; the next
     * {@code open} of the name makes a new lock.
     *
     * @return whether there was such a lock
     */
    public static boolean unlink(String name) throws IOException {
        return Segment.unlink(Segment.Kind.LOCK, name);
    }

    /** Waits for the lock, whatever its state; {@link Guard#recovered()} tells of it. */
    public Guard acquire() {
        enterUninterruptibly();
        return guard();
    }

    /** As {@link #acquire()}, until the thread is interrupted. */
    public Guard acquireInterruptibly() throws InterruptedException {
        checkInterrupt();
        enter(false, 0, true);
        return guard();
    }

    /** The lock if it is to be had without waiting, else null. */
    public Guard tryAcquire() {
        return tryEnter() ? guard() : null;
    }

    /** The lock if it is to be had within {@code timeout}, else null. */
    public Guard tryAcquire(Duration timeout) throws InterruptedException {
        return tryEnter(TimeUnit.NANOSECONDS.convert(timeout)) ? guard() : null;
    }

    /**
     * {@inheritDoc}
     *
     * @throws LockRecoveredException if a holder died and there is no recovery handler; the caller
     *     does not hold the lock then
     */
    @Override
    public void lock() {
        enterUninterruptibly();
        requireConsistent();
    }

    /**
     * {@inheritDoc}
     *
     * @throws LockRecoveredException if a holder died and there is no recovery handler; the caller
     *     does not hold the lock then
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        checkInterrupt();
        enter(false, 0, true);
        requireConsistent();
    }

    /**
     * {@inheritDoc}
     *
     * @throws LockRecoveredException if a holder died and there is no recovery handler; the caller
     *     does not hold the lock then
     */
    @Override
    public boolean tryLock() {
        boolean held = tryEnter();
        if (held) {
            requireConsistent();
        }
        return held;
    }

    /**
     * {@inheritDoc}
     *
     * @throws LockRecoveredException if a holder died and there is no recovery handler; the caller
     *     does not hold the lock then
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        boolean held = tryEnter(unit.toNanos(time));
        if (held) {
            requireConsistent();
        }
        return held;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock
     */
    @Override
    public void unlock() {
        checkHeld();
        if (--holds == 0) {
            leave();
        }
    }

    /**
     * A condition of this lock, shared by all processes that have the lock open: the first call on
     * an object gives {@code condition(0)}, the second {@code condition(1)}, and so on, so
     * processes that make their conditions in the same order mean the same ones.
     *
     * @throws IllegalStateException after {@value LockLayout#CONDITION_COUNT} calls
     */
    @Override
    public Condition newCondition() {
        int index = conditionsMade.getAndIncrement();
        if (index >= LockLayout.CONDITION_COUNT) {
            throw new IllegalStateException(
                    "a lock has " + LockLayout.CONDITION_COUNT + " conditions, all made: " + this);
        }
        return condition(index);
    }

    /**
     * The condition of an index, the same in all processes.
     *
     * @param index 0 to {@value LockLayout#CONDITION_COUNT} - 1
     */
    public Condition condition(int index) {
        Objects.checkIndex(index, LockLayout.CONDITION_COUNT);
        return new SharedCondition(this, memory, index);
    }

    /** Whether somebody, in any process, holds the lock at this moment (or died holding it). */
    public boolean isLocked() {
        return word.owner() != 0;
    }

    /** Whether this thread holds the lock through this object. */
    public boolean isHeldByCurrentThread() {
        return holder == Thread.currentThread();
    }

    /** How many unmatched acquisitions this thread has made through this object. */
    public int getHoldCount() {
        return isHeldByCurrentThread() ? holds : 0;
    }

    /** The name, without a leading slash. */
    public String name() {
        return segment.name();
    }

    /**
     * Closes this object: later acquisitions, and threads that wait through it, fail with {@link
     * IllegalStateException}; those that wait for a condition hold the lock again when they get it.
     * A thread that holds the lock keeps it and may still release it. Other processes are not
     * affected.
     */
    @Override
    public void close() {
        closed = true;
        word.abandonWaits();
    }

    @Override
    public String toString() {
        int owner = word.owner();
        return "ZooLock["
                + name()
                + (owner == 0 ? ", free" : ", held by " + describe(owner))
                + (word.isInconsistent() ? ", inconsistent" : "")
                + (closed ? ", closed]" : "]");
    }

    boolean inconsistent() {
        return inconsistent;
    }

    void markConsistent() {
        inconsistent = false; // shared by the release; dying before it marks the word anyway
    }

    /**
     * The holder's token, raised in shared memory when the holder first asks for it: most never do,
     * and it would cost each of them a fifth of a lock and unlock.
     */
    long token() {
        if (token == NO_TOKEN) {
            token = memory.getLong(LockLayout.TOKEN) + 1;
            memory.putLong(LockLayout.TOKEN, token);
            CrashPoint.LOCK_TOKEN_RAISED.hit();
        }
        return token;
    }

    void checkHeld() {
        if (holder != Thread.currentThread()) {
            throw new IllegalMonitorStateException(
                    Thread.currentThread() + " does not hold " + this);
        }
    }

    /** Gives the lock up wholly, for a condition's wait; the result goes to {@link #reenter}. */
    int leaveWholly() {
        checkHeld();
        int held = holds;
        leave();
        return held;
    }

    /** Whether a condition's waiter must come back, since nobody may be left to signal to it. */
    boolean mustComeBack(boolean knewOfDeath) {
        return closed || !knewOfDeath && word.isInconsistent() || word.isOwnerDead();
    }

    /**
     * Takes the lock again after a condition's wait, with as many holds as before. Whatever it
     * throws, the lock is held.
     *
     * @param knewOfDeath whether this thread held the lock in an inconsistent state before the wait
     * @throws LockRecoveredException if a holder died meanwhile and there is no recovery handler
     * @throws IllegalStateException if this object was closed
     */
    void reenter(int held, boolean knewOfDeath) {
        entered(word.reacquire());
        holds = held;
        if (inconsistent && !knewOfDeath && !runRecovery()) {
            throw recovered("; this thread waited for a condition and holds the lock again");
        }
        if (closed) {
            throw new IllegalStateException("closed while waiting for a condition: " + this);
        }
    }

    private Guard guard() {
        if (inconsistent && holds == 1) {
            recoverOrLeave();
        }
        return new Guard(this);
    }

    private void requireConsistent() {
        if (inconsistent && holds == 1 && !recoverOrLeave()) {
            LockRecoveredException exception = recovered(", so this thread did not take it");
            leave();
            throw exception;
        }
    }

    private boolean recoverOrLeave() {
        try {
            return runRecovery();
        } catch (Throwable failure) {
            if (isHeldByCurrentThread()) { // a handler may have unlocked too often
                leave();
            }
            throw failure;
        }
    }

    /** Runs the recovery handler, holding the lock; false if there is none. */
    private boolean runRecovery() {
        if (recovery == null) {
            return false;
        }
        holds++; // the handler may close its guard
        try (Guard guard = new Guard(this)) {
            recovery.accept(guard);
        }
        markConsistent();
        return true;
    }

    private LockRecoveredException recovered(String consequence) {
        int dead = memory.getInt(LockLayout.DEAD_OWNER);
        return new LockRecoveredException(
                "the holder of lock '"
                        + name()
                        + "' died ("
                        + describe(dead)
                        + ") and its state was not marked consistent since"
                        + consequence
                        + "; acquire() it, repair what it protects and call markConsistent(),"
                        + " or open it with a recovery handler");
    }

    private void enterUninterruptibly() {
        try {
            enter(false, 0, false);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private boolean enter(boolean hasDeadline, long deadlineNanos, boolean interruptible)
            throws InterruptedException {
        checkOpen();
        if (holder == Thread.currentThread()) {
            holds++;
            return true;
        }
        int state = word.acquire(hasDeadline, deadlineNanos, interruptible);
        return state != RobustLock.FAILED && entered(state);
    }

    private boolean tryEnter() {
        checkOpen();
        if (holder == Thread.currentThread()) {
            holds++;
            return true;
        }
        int state = word.tryAcquire();
        return state != RobustLock.FAILED && entered(state);
    }

    private boolean tryEnter(long timeoutNanos) throws InterruptedException {
        checkInterrupt();
        return timeoutNanos <= 0 ? tryEnter() : enter(true, System.nanoTime() + timeoutNanos, true);
    }

    private boolean entered(int state) {
        holder = Thread.currentThread();
        holds = 1;
        inconsistent = state == RobustLock.ACQUIRED_INCONSISTENT;
        token = NO_TOKEN;
        if (inconsistent) {
            noteDeadOwner(word.takeDeadOwner());
        }
        return true;
    }

    private void noteDeadOwner(int dead) {
        if (dead != 0) { // else it was another process that recovered the lock, and noted it
            memory.putInt(LockLayout.DEAD_OWNER, dead);
            CrashPoint.LOCK_DEATH_NOTED.hit();
        }
    }

    private void leave() {
        holds = 0;
        holder = null;
        word.release(!inconsistent);
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("closed: " + this);
        }
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** For messages, which must not fail because what they tell of is damaged. */
    private static String describe(int owner) {
        try {
            return registry().describe(owner);
        } catch (CorruptSegmentException | UncheckedIOException e) {
            return e.getMessage();
        }
    }

    private static ProcessRegistry registry() {
        return ProcessRegistry.current();
    }
}
