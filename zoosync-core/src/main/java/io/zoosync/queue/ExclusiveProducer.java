package io.zoosync.queue;

import io.zoosync.internal.sync.Pause;
import java.nio.MappedByteBuffer;
import java.time.Duration;

/**
 * The producing end of one thread that holds the producer lock as long as it is open. Nobody else
 * moves the tail, so it is kept here, and a claim costs no atomic read-modify-write.
 *
 * <p>The message path goes to memory through one buffer, that of the claim: each further way to the
 * same memory makes the JIT repeat its checks, which cost more than the stores.
 */
final class ExclusiveProducer extends ClaimWaits implements Producer {
    private final RingWriter writer;
    private final Claim claim;
    private final Batch batch;
    private final Pause pause;
    private long tail;
    private boolean closed;

    private ExclusiveProducer(Ring ring) {
        super(ring);
        this.writer = new RingWriter(ring, true);
        this.claim = new Claim(this);
        this.batch = new Batch(this, claim);
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
        RingWriter writer = this.writer;
        int size = (int) Record.size(length);
        long position = writer.place(tail, size, alignment);
        if (position == RingWriter.FULL) {
            return false;
        }
        int at = writer.publish(claim.bytes(), position, size, length);
        tail = position + size;
        claim.open(position, at, length);
        return true;
    }

    @Override
    void afterCommit(MappedByteBuffer bytes) {
        writer.takeLineAhead(bytes, tail);
    }

    @Override
    public Claim tryClaim(int length, int alignment) {
        checkIdle();
        Claim claim = this.claim;
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

    @Override
    public Batch tryClaimBatch(int messages, int length) {
        checkIdle();
        return batch.tryOpen(messages, length) ? batch : null;
    }

    @Override
    public Batch claimBatch(int messages, int length, Duration timeout)
            throws InterruptedException {
        checkIdle();
        return batch.await(messages, length, pause, timeout) ? batch : null;
    }

    private void checkIdle() {
        Ends.checkIdle(closed, claim.isOpen(), "producer", "claim");
    }

    @Override
    public void close() {
        if (!closed) {
            batch.close();
            claim.close();
            closed = true;
            ring.exclusiveProducer = null;
            ring.leaveExclusively(ring.producerLock, QueueLayout.PRODUCER_EXCLUSIVE);
            ring.space.signalAll(); // other producers may wait for the end
        }
    }
}
