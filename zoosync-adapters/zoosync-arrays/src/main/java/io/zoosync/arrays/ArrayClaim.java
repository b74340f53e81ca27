package io.zoosync.arrays;

import io.zoosync.array.ArrayFrame;
import io.zoosync.array.ZooArray;
import io.zoosync.queue.Claim;
import java.nio.ByteBuffer;

/**
 * Room in a queue for an array, to be filled in place. Its elements are what happened to lie there.
 *
 * <p>For one thread at a time. Closing it without a commit aborts it: nothing is sent.
 */
public final class ArrayClaim implements AutoCloseable {
    private final Claim claim;
    private final ZooArray array;

    ArrayClaim(Claim claim, ArrayFrame frame) {
        this.claim = claim;
        ByteBuffer slot = claim.buffer();
        frame.writeTo(slot);
        this.array = frame.over(slot);
    }

    /** The array in the slot; after the commit or the abort every access to it is refused. */
    public ZooArray array() {
        return array;
    }

    /**
     * The bytes of the elements in this machine's order. Unlike {@link #array()}, a buffer cannot
     * be revoked: it must not be used after the commit or the abort.
     */
    public ByteBuffer buffer() {
        return array.asByteBuffer();
    }

    /**
     * Sends it. What was done before happens-before its receipt, in any process.
     *
     * @throws IllegalStateException if it was committed or aborted already
     */
    public void commit() {
        array.close();
        claim.commit();
    }

    /**
     * Drops it.
     *
     * @throws IllegalStateException if it was committed or aborted already
     */
    public void abort() {
        array.close();
        claim.abort();
    }

    /** Drops it unless it was committed. */
    @Override
    public void close() {
        array.close();
        claim.close();
    }
}
