package io.zoosync.queue;

import io.zoosync.internal.sync.Backoff;
import io.zoosync.internal.sync.RobustLock;
import java.nio.MappedByteBuffer;

/**
 * Claims that share the producers' end with others: placed and published as CLAIMED under the lock,
 * written and committed outside of it.
 */
final class SharedClaims extends ClaimWaits {
    private final RobustLock lock;
    private final RingWriter writer;
    private final Backoff backoff = new Backoff();

    SharedClaims(Ring ring) {
        super(ring);
        this.lock = ring.producerLock;
        this.writer = new RingWriter(ring, false);
    }

    /**
     * What can be is read before the lock is taken, and memory is reached through one buffer:
     * between two atomic operations neither the JIT nor the processor does anything ahead of time.
     */
    @Override
    boolean attempt(Claim claim, int length, int alignment) {
        Ring ring = this.ring;
        RobustLock lock = this.lock;
        RingWriter writer = this.writer;
        MappedByteBuffer bytes = claim.bytes();
        int size = (int) Record.size(length);
        ring.checkOpen();
        writer.pace();
        int state = ring.enter(lock, bytes, QueueLayout.PRODUCER_EXCLUSIVE, backoff);
        if (state != RobustLock.ACQUIRED && !repaired(state)) {
            return false;
        }
        long position;
        int at = 0;
        try {
            long tail = bytes.getLong(QueueLayout.TAIL);
            position = writer.place(tail, size, alignment);
            if (position != RingWriter.FULL) {
                at = writer.publish(bytes, position, size, length);
                writer.noteBlock(position + size, size);
            }
        } finally {
            lock.release(bytes, true);
        }
        if (position != RingWriter.FULL) {
            claim.open(position, at, length);
        }
        return position != RingWriter.FULL;
    }

    /** With the lock once more: the message before does not wait for the lines. */
    @Override
    void afterCommit(MappedByteBuffer bytes) {
        if (writer.hasBlockAhead()) {
            int state = lock.tryAcquireFree(bytes);
            if (state != RobustLock.FAILED) {
                writer.takeBlockAhead(bytes);
                lock.release(bytes, state == RobustLock.ACQUIRED);
            }
        }
    }

    private boolean repaired(int state) {
        if (state == RobustLock.FAILED) {
            if (ring.exclusiveProducer != null) {
                throw new IllegalStateException(
                        "this object's exclusive producer is open: send through it, or close it");
            }
            ring.segment.checkNotPoisoned();
            return false;
        }
        repairProducers();
        return true;
    }
}
