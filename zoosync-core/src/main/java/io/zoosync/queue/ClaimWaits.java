package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Pause;
import java.time.Duration;

/** What shared and exclusive producing ends have in common: checks, and waiting for space. */
abstract class ClaimWaits implements Claim.Owner {
    private static final long COUNTING = -1;

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

    /**
     * Counts the claim that an exclusive producer had open when it died, exactly once, although
     * this repair may be cut short anywhere: the mark says how far it came. Under the producer
     * lock.
     */
    final void repairProducers() {
        Memory memory = ring.memory;
        long mark = memory.getLong(QueueLayout.PRODUCER_CLAIM);
        if (mark == memory.getLong(QueueLayout.TAIL) + 1) {
            long count = memory.getLong(QueueLayout.EXCLUSIVE_LOST) + 1;
            memory.putLongRelease(QueueLayout.EXCLUSIVE_PLANNED, count);
            CrashPoint.QUEUE_LOST_PLANNED.hit();
            memory.putLongRelease(QueueLayout.PRODUCER_CLAIM, COUNTING);
            CrashPoint.QUEUE_LOST_PLACED.hit();
            mark = COUNTING;
        }
        if (mark == COUNTING) {
            long count = memory.getLong(QueueLayout.EXCLUSIVE_PLANNED);
            memory.putLongRelease(QueueLayout.EXCLUSIVE_LOST, count);
            CrashPoint.QUEUE_LOST_COUNTED.hit();
            memory.putLongRelease(QueueLayout.PRODUCER_CLAIM, 0);
            CrashPoint.QUEUE_CLAIM_UNMARKED.hit();
        }
        memory.putIntRelease(QueueLayout.PRODUCER_EXCLUSIVE, 0);
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
