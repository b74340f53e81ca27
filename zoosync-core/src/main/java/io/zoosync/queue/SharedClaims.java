package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Backoff;
import io.zoosync.internal.sync.RobustLock;
import io.zoosync.internal.sync.WaitWord;
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
        long header = Record.header(length, Record.CLAIMED, ring.self);
        ring.checkOpen();
        writer.pace();
        int state = ring.enter(lock, bytes, QueueLayout.PRODUCER_EXCLUSIVE, backoff);
        if (state != RobustLock.ACQUIRED && !repaired(state)) {
            return false;
        }
        try {
            long tail = bytes.getLong(QueueLayout.TAIL);
            long position = writer.place(tail, size, alignment);
            if (position == RingWriter.FULL) {
                return false;
            }
            int at = writer.at(position);
            bytes.putLong(at, header);
            CrashPoint.QUEUE_CLAIMED.hit();
            Memory.releaseFence();
            bytes.putLong(QueueLayout.TAIL, position + size); // SYNC: tail
            CrashPoint.QUEUE_TAIL_PUBLISHED.hit();
            claim.open(position, at, length);
            return true;
        } finally {
            lock.release(bytes, true);
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

    @Override
    public void commit(Claim claim) {
        end(claim, Record.READY);
        CrashPoint.QUEUE_COMMITTED.hit();
        if (WaitWord.hasSleepers(claim.bytes().getInt(QueueLayout.DATA))) {
            ring.data.signal();
        }
    }

    @Override
    public void abort(Claim claim) {
        end(claim, Record.ABORTED);
        CrashPoint.QUEUE_ABORTED.hit();
        ring.data.signal(); // a consumer may wait for this record
    }

    private void end(Claim claim, int state) {
        long header = Record.header(claim.length(), state, ring.self);
        Memory.releaseFence();
        claim.bytes().putLong(claim.headerOffset(), header); // SYNC: commit
    }
}
