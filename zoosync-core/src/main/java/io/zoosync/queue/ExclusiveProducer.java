package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.sync.Pause;
import io.zoosync.internal.sync.WaitWord;
import java.nio.MappedByteBuffer;
import java.time.Duration;

/**
 * The producing end of one thread that holds the producer lock as long as it is open. Nobody else
 * moves the tail, so it is kept here and a claim is published, READY at once, by its commit: two
 * stores in place of two atomic read-modify-writes.
 *
 * <p>The message path goes to memory through one buffer, that of the claim: each further way to the
 * same memory makes the JIT repeat its checks, which cost more than the stores.
 */
final class ExclusiveProducer extends ClaimWaits implements Producer {
    private final RingWriter writer;
    private final Claim claim;
    private final Pause pause;
    private long tail;
    private boolean closed;

    private ExclusiveProducer(Ring ring) {
        super(ring);
        this.writer = new RingWriter(ring, true);
        this.claim = new Claim(ring.memory, this);
        this.pause = new Pause(ring.space, this::mayBeBlocked);
    }

    /** The end, or null if others keep it for longer than {@code timeout} (null: no limit). */
    static ExclusiveProducer open(Ring ring, Duration timeout) throws InterruptedException {
        if (ring.exclusiveProducer != null) {
            throw new IllegalStateException("this object's exclusive producer is open already");
        }
        ExclusiveProducer end = new ExclusiveProducer(ring);
        if (!ring.enterExclusively(
                ring.producerLock, QueueLayout.PRODUCER_EXCLUSIVE, timeout, end::repairProducers)) {
            return null;
        }
        ring.orRelease(ring.producerLock, () -> end.tail = end.writer.sharedTail());
        ring.exclusiveProducer = end;
        return end;
    }

    @Override
    boolean attempt(Claim claim, int length, int alignment) {
        long position = writer.place(tail, (int) Record.size(length), alignment);
        if (position == RingWriter.FULL) {
            return false;
        }
        claim.bytes().putLong(QueueLayout.PRODUCER_CLAIM, tail + 1);
        CrashPoint.QUEUE_CLAIM_MARKED.hit();
        claim.open(position, writer.at(position), length);
        return true;
    }

    @Override
    public void commit(Claim claim) {
        int length = claim.length();
        MappedByteBuffer bytes = claim.bytes();
        bytes.putLong(claim.headerOffset(), Record.header(length, Record.READY, 0));
        CrashPoint.QUEUE_CLAIMED.hit();
        tail = claim.id() + Record.size(length);
        Memory.releaseFence();
        bytes.putLong(QueueLayout.TAIL, tail); // SYNC: tail
        CrashPoint.QUEUE_TAIL_PUBLISHED.hit();
        if (WaitWord.hasSleepers(bytes.getInt(QueueLayout.DATA))) {
            ring.data.signal();
        }
    }

    @Override
    public void abort(Claim claim) {
        claim.bytes().putLong(QueueLayout.PRODUCER_CLAIM, 0);
        CrashPoint.QUEUE_CLAIM_UNMARKED.hit();
    }

    @Override
    public Claim tryClaim(int length, int alignment) {
        checkIdle();
        return tryOpen(claim, length, alignment) ? claim : null;
    }

    @Override
    public Claim claim(int length, int alignment) throws InterruptedException {
        return claim(length, alignment, null);
    }

    @Override
    public Claim claim(int length, int alignment, Duration timeout) throws InterruptedException {
        checkIdle();
        return await(claim, length, alignment, pause, timeout) ? claim : null;
    }

    private void checkIdle() {
        Ends.checkIdle(closed, claim.isOpen(), "producer", "claim");
    }

    @Override
    public void close() {
        if (!closed) {
            claim.close();
            closed = true;
            ring.exclusiveProducer = null;
            ring.leaveExclusively(ring.producerLock, QueueLayout.PRODUCER_EXCLUSIVE);
            ring.space.signalAll(); // other producers may wait for the end
        }
    }
}
