package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.sync.Backoff;
import io.zoosync.internal.sync.RobustLock;
import io.zoosync.internal.sync.WaitWord;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * The segment of a queue as this process sees it, and the algorithm's common ground.
 *
 * <p><b>Algorithm.</b> The two-lock queue of M. Michael and M. Scott, <i>Simple, Fast, and
 * Practical Non-Blocking and Blocking Concurrent Queue Algorithms</i> (PODC 1996), over a ring of
 * records with commit states in place of linked nodes. The producers' lock orders claims, the
 * consumers' lock orders receipts; payloads are written and read outside of both. Both locks are
 * {@link RobustLock}s, so whoever meets a dead holder gets the lock and repairs.
 *
 * <p><b>Edges</b> (the same words stand at both ends in the code):
 *
 * <ul>
 *   <li><i>tail</i>: a record's header, and zero in the word behind the record, are stored before
 *       TAIL is released; a consumer acquires TAIL before it reads headers below it.
 *   <li><i>commit</i>: TAIL and the payload are stored before the record's header becomes READY
 *       (release); a consumer acquires the header before it reads the payload.
 *   <li><i>view entry</i>, <i>cursor</i>: reads of a payload come before its view entry is freed,
 *       or before CURSOR passes it (release); a producer acquires both before it writes there
 *       again.
 * </ul>
 *
 * <p><b>Invariants.</b> cursor ≤ tail ≤ free + ring length, where free is the least of the cursor
 * and the starts of the view table. Below the tail every record has a valid header. From the tail
 * on only one word is ever read, that at the tail, and it becomes READY with its position only
 * after the tail has moved past it: it is zero; or CLAIMED, PADDING or LOST, left by a producer
 * that died before it moved the tail; or, in a full ring, the header of the record one round
 * before, whose position is another. So who waits may look there alone, and believe such a READY;
 * whatever else it finds it believes below the tail only. What lies beyond that word and is free
 * belongs to whoever holds the producer lock, to be stored to at will.
 *
 * <p><b>Crash points</b>, each after a store or, where it says so, before one that completes
 * others. "Repair" is what the next holder of a lock does whose holder died.
 *
 * <pre>
 * died after                survivors see                         repaired by
 * QUEUE_PADDED,             tail not moved: nothing               nobody need
 *   CLAIMED, NEXT_CLEARED
 * QUEUE_TAIL_PUBLISHED      CLAIMED record of a dead owner        consumer → LOST, counted, skipped
 * QUEUE_BATCH_WRITTEN       the same; nobody looks into it        the same
 * QUEUE_COMMITTED           READY record, no wake                 sleepers: bounded sleep
 * QUEUE_ABORTED             ABORTED record                        consumers skip it
 * QUEUE_CLAIM_LOST          LOST record                           next consumer counts and skips it
 * QUEUE_LOST_*              LOST record, count under way          next consumer, or repair, counts it
 *                                                                 exactly once
 * QUEUE_ENTRY_FOUND         one more free entry to look at        next receipt takes it back
 * QUEUE_ENTRY_WRITTEN       (before its state) a free entry       nobody need
 * QUEUE_VIEW_NOTED          entry at or beyond the cursor         repair frees it
 * QUEUE_CURSOR_ADVANCED     entry of a dead owner                 consumers take it over, redelivered
 * QUEUE_CURRENT_NOTED       exclusive consumer's record in hand   repair makes it an entry, redelivered
 * QUEUE_DRAIN_MOVED         entry of a dead owner, shorter        consumers take over what is left
 * QUEUE_VIEW_FREED          entry free, no wake                   producers: bounded sleep
 * QUEUE_VIEW_RETURNED       entry given back, no hint             consumers look now and then
 * QUEUE_HINT_CHANGED        hint not as it should be              repair gives it; the same
 * QUEUE_RETAKE_MOVED        returned entry without its aborted    next consumer takes it over
 *                           and lost records
 * QUEUE_RETAKE_COUNTED      the same, a delivery more             the same: numbers may be left out
 * QUEUE_VIEW_RETAKEN        entry of a dead owner                 as QUEUE_CURSOR_ADVANCED
 * QUEUE_REDELIVERY_COUNTED  the same                              the same
 * QUEUE_SPLIT_BEGUN, NOTED, producers see an odd number: wait     repair shortens the old entry
 *   COUNTED, SHORTENED,
 *   RETURNED
 * QUEUE_SPLIT_ENDED         entry of a dead owner                 as QUEUE_CURSOR_ADVANCED
 * QUEUE_REPAIR_*            lock still marked inconsistent        next holder repairs from the start
 * QUEUE_EXCLUSIVE_*         flag without holder, or the reverse   next holder clears it
 * </pre>
 *
 * Tests: {@code QueueCrashTest}, {@code CrashEnumerationTest}.
 */
final class Ring {
    /** How long an operation waits for others that share an end, before it says "not now". */
    private static final long SHORT_HOLD_NANOS = 10_000_000;

    final Segment segment;
    final Memory memory;
    final ProcessRegistry registry;
    final int self;
    final int capacity;
    final int length;
    final RobustLock producerLock;
    final RobustLock consumerLock;
    final WaitWord data;
    final WaitWord space;
    final ViewTable views;
    final LostCounter lostClaims;
    volatile ExclusiveProducer exclusiveProducer;
    volatile ExclusiveConsumer exclusiveConsumer;
    private volatile boolean closed;

    Ring(Segment segment, int capacity) {
        this.segment = segment;
        this.memory = segment.memory();
        this.registry = ProcessRegistry.current();
        this.self = registry.self();
        this.capacity = capacity;
        this.length = QueueLayout.ringLength(capacity);
        this.producerLock = lock(QueueLayout.PRODUCER_LOCK);
        this.consumerLock = lock(QueueLayout.CONSUMER_LOCK);
        this.data = new WaitWord(memory, QueueLayout.DATA);
        this.space = new WaitWord(memory, QueueLayout.SPACE);
        this.views = new ViewTable(memory);
        this.lostClaims = new LostCounter(memory, QueueLayout.CONSUMER_LOST);
    }

    private RobustLock lock(int offset) {
        return new RobustLock(memory, offset, registry, this::corrupt);
    }

    int maxMessageLength() {
        return capacity / 2;
    }

    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("closed: queue '" + segment.name() + "'");
        }
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
        producerLock.abandonWaits();
        consumerLock.abandonWaits();
        data.signalAll();
        space.signalAll();
    }

    /** What a waiter checks between its looks. */
    void checkUsable() {
        checkOpen();
        segment.checkNotPoisoned();
    }

    CorruptSegmentException corrupt(String what) {
        CorruptSegmentException exception = segment.poison(what);
        data.signalAll();
        space.signalAll();
        return exception;
    }

    /**
     * The position up to which the ring's previous round is done with: producers may claim up to
     * one ring length beyond it. Needs no lock. Returns {@code known}, an earlier result, if an
     * entry is being split at the moment.
     */
    long freeUpTo(long known) {
        int splitting = views.splitting();
        if ((splitting & 1) != 0) {
            return known;
        }
        // The cursor first: what it has passed is in the table by then, or was freed.
        long free = memory.getLongAcquire(QueueLayout.CURSOR); // SYNC: cursor
        int used = views.used();
        for (int i = 0; i < used; i++) {
            if (!views.isFree(i)) { // SYNC: view entry
                free = Math.min(free, views.start(i));
            }
        }
        Memory.acquireFence();
        return views.splitting() == splitting ? free : known;
    }

    /**
     * Takes the lock of one end for an operation that shares it. Waits out other short holders, but
     * not an exclusive end.
     *
     * @param bytes the queue's memory
     * @param flag where an exclusive holder of the lock says so
     * @param backoff of those who take this lock through the same object
     * @return what {@link RobustLock} says
     */
    int enter(RobustLock lock, ByteBuffer bytes, int flag, Backoff backoff) {
        int state = lock.tryAcquireFree(bytes);
        return state != RobustLock.FAILED ? state : enterSlowly(lock, flag, backoff);
    }

    private int enterSlowly(RobustLock lock, int flag, Backoff backoff) {
        if (memory.getIntAcquire(flag) != 0) {
            return lock.tryAcquire(); // succeeds if the exclusive holder is dead
        }
        backoff.afterCollision();
        try {
            return lock.acquire(true, System.nanoTime() + SHORT_HOLD_NANOS, false);
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Takes the lock of one end for long; null timeout: no limit. */
    boolean enterExclusively(RobustLock lock, int flag, Duration timeout, Step repair)
            throws InterruptedException {
        checkOpen();
        boolean limited = timeout != null;
        long deadline = limited ? Timeouts.deadline(timeout) : 0;
        int state = lock.acquire(limited, deadline, true);
        if (state == RobustLock.FAILED) {
            return false;
        }
        if (state == RobustLock.ACQUIRED_INCONSISTENT) {
            orRelease(lock, repair);
        }
        memory.putIntRelease(flag, 1);
        CrashPoint.QUEUE_EXCLUSIVE_MARKED.hit();
        return true;
    }

    /** Does a first step under a lock that was just taken, and gives it up again if that fails. */
    void orRelease(RobustLock lock, Step step) {
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            if (!done) {
                lock.release(false);
            }
        }
    }

    void leaveExclusively(RobustLock lock, int flag) {
        memory.putIntRelease(flag, 0);
        CrashPoint.QUEUE_EXCLUSIVE_CLEARED.hit();
        lock.release(true);
    }

    /** What to do on getting a lock, as repairing what a holder left that died. */
    interface Step {
        void run();
    }
}
