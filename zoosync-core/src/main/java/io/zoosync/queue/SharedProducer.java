package io.zoosync.queue;

import io.zoosync.internal.sync.Pause;
import java.time.Duration;

/** A producing end that shares the queue with others and reuses its claim. */
final class SharedProducer implements Producer {
    private final SharedClaims claims;
    private final Claim claim;
    private final Batch batch;
    private final Pause pause;
    private boolean closed;

    SharedProducer(Ring ring, SharedClaims claims) {
        this.claims = claims;
        this.claim = new Claim(claims);
        this.batch = new Batch(claims, claim);
        this.pause = new Pause(ring.space, claims::mayBeBlocked);
    }

    @Override
    public Claim tryClaim(int length, int alignment) {
        checkIdle();
        Claim claim = this.claim;
        return claims.tryOpen(claim, length, alignment) ? claim : null;
    }

    @Override
    public Claim claim(int length, int alignment) throws InterruptedException {
        return claim(length, alignment, null);
    }

    @Override
    public Claim claim(int length, int alignment, Duration timeout) throws InterruptedException {
        checkIdle();
        return claims.await(claim, length, alignment, pause, timeout) ? claim : null;
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
        closed = true;
        batch.close();
        claim.close();
    }
}
