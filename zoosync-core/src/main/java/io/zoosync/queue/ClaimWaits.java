package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Pause;
import io.zoosync.internal.sync.WaitWord;
import java.nio.MappedByteBuffer;
import java.time.Duration;

/** What shared and exclusive producing ends have in common: checks, and waiting for space. */
abstract class ClaimWaits {
    final Ring ring;
    private final int longest;

    ClaimWaits(Ring ring) {
        this.ring = ring;
        this.longest = ring.maxMessageLength();
    }

    /** Opens {@code claim} at the tail, if there is space and the end is to be had. */
    abstract boolean attempt(Claim claim, int length, int alignment);

    /** Opens {@code claim}; false at the deadline. */
    final boolean await(Claim claim, int length, int alignment, Pause pause, Duration timeout)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        check(length, alignment);
        if (attempt(claim, length, alignment)) {
            return true;
        }
        boolean hasDeadline = timeout != null;
        pause.start(hasDeadline, hasDeadline ? Timeouts.deadline(timeout) : 0);
        while (pause.step()) {
            ring.checkUsable();
            if (attempt(claim, length, alignment)) {
                return true;
            }
        }
        return false;
    }

    /** Whether another process holds the producers' end, and so may die without a signal. */
    final boolean mayBeBlocked() {
        int holder = ring.producerLock.owner();
        return holder != 0 && holder != ring.self;
    }

    /** Opens {@code claim} if that needs no waiting. */
    final boolean tryOpen(Claim claim, int length, int alignment) {
        check(length, alignment);
        return attempt(claim, length, alignment);
    }

    final void commit(Claim claim) {
        MappedByteBuffer bytes = claim.bytes();
        end(bytes, claim, Record.ready(claim.length(), claim.id()));
        CrashPoint.QUEUE_COMMITTED.hit();
        if (WaitWord.hasSleepers(bytes.getInt(QueueLayout.DATA))) {
            ring.data.signal();
        }
        afterCommit(bytes);
    }

    /** A message is on its way: what can be done for the next one. */
    void afterCommit(MappedByteBuffer bytes) {}

    /** Ends a claim in whose place messages lie: stores the header of the first, over its own. */
    final void commit(Claim whole, long first) {
        whole.end();
        end(whole.bytes(), whole, first);
        CrashPoint.QUEUE_COMMITTED.hit();
        ring.data.signalAll(); // there may be one for each
        afterCommit(whole.bytes());
    }

    final void abort(Claim claim) {
        end(claim.bytes(), claim, Record.header(claim.length(), Record.ABORTED, ring.self));
        CrashPoint.QUEUE_ABORTED.hit();
        ring.data.signal(); // a consumer may wait for this record
    }

    private static void end(MappedByteBuffer bytes, Claim claim, long header) {
        int at = claim.headerOffset();
        Memory.releaseFence();
        bytes.putLong(at, header); // SYNC: commit
    }

    /** Puts right what a holder of the producer lock left when it died. Under the lock. */
    final void repairProducers() {
        ring.memory.putIntRelease(QueueLayout.PRODUCER_EXCLUSIVE, 0);
        CrashPoint.QUEUE_REPAIR_UNMARKED.hit();
    }

    private void check(int length, int alignment) {
        if (Integer.compareUnsigned(length, longest) > 0) {
            throw badLength(length);
        }
        if (alignment != Record.ALIGNMENT && !isAlignment(alignment)) {
            throw new IllegalArgumentException(
                    "alignment must be 8, 16, 32 or 64: alignment=" + alignment);
        }
    }

    private IllegalArgumentException badLength(int length) {
        return new IllegalArgumentException(
                "message length must be 0 to half the queue's capacity: length="
                        + length
                        + ", maximum="
                        + longest
                        + ", capacity="
                        + ring.capacity);
    }

    private static boolean isAlignment(int alignment) {
        return alignment > Record.ALIGNMENT
                && alignment <= QueueLayout.MOST_ALIGNMENT
                && Integer.bitCount(alignment) == 1;
    }
}
