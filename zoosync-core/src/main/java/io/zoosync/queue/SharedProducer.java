package io.zoosync.queue;

import io.zoosync.internal.sync.Pause;
import java.time.Duration;

/** A producing end that shares the queue with others and reuses its claim. */
final class SharedProducer implements Producer {
    private final SharedClaims claims;
    private final Claim claim;
    private final Pause pause;
    private boolean closed;

    SharedProducer(Ring ring, SharedClaims claims) {
        this.claims = claims;
        this.claim = new Claim(ring.memory, claims);
        this.pause = new Pause(ring.space, claims::mayBeBlocked);
    }

    @Override
    public Claim tryClaim(int length, int alignment) {
        checkIdle();
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

    private void checkIdle() {
        Ends.checkIdle(closed, claim.isOpen(), "producer", "claim");
    }

    @Override
    public void close() {
        closed = true;
        claim.close();
    }
}
