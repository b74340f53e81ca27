package io.zoosync.queue;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A producing end of a {@link ZooQueue}, for one thread at a time. It reuses one {@link Claim}, so
 * that sending allocates nothing: a claim of it ends before the next one begins. Many small
 * messages are sent for less as a {@link Batch}, of which it has one, too.
 *
 * <p>{@link ZooQueue#producer()} gives an end that shares the queue with other producers; {@link
 * ZooQueue#exclusiveProducer()} one that keeps all others out until it is closed and needs no
 * atomic read-modify-write per message.
 *
 * <p>All methods throw {@link IllegalStateException} after {@link #close()} or when the queue is
 * closed, and {@link IllegalArgumentException} for a message longer than {@link
 * ZooQueue#maxMessageLength()} or an alignment that is not a power of two from 8 to 64.
 */
public interface Producer extends AutoCloseable {
    /**
     * Claims {@code length} bytes, or null if the queue is full or held by an exclusive producer.
     */
    default Claim tryClaim(int length) {
        return tryClaim(length, Record.ALIGNMENT);
    }

    /**
     * Claims {@code length} bytes at an address that is a multiple of {@code alignment}, or null if
     * the queue is full or held by an exclusive producer.
     */
    Claim tryClaim(int length, int alignment);

    /** Claims {@code length} bytes, waiting for space. */
    default Claim claim(int length) throws InterruptedException {
        return claim(length, Record.ALIGNMENT);
    }

    /** Claims {@code length} bytes at a multiple of {@code alignment}, waiting for space. */
    Claim claim(int length, int alignment) throws InterruptedException;

    /** As {@link #claim(int, int)}, or null if there is no space within {@code timeout}. */
    Claim claim(int length, int alignment, Duration timeout) throws InterruptedException;

    /**
     * Claims room for {@code messages} of {@code length} bytes each, or for others that take no
     * more, to be sent together; null if the queue is full or held by an exclusive producer.
     *
     * @throws IllegalArgumentException if they would take more than half of the queue's capacity,
     *     each with its header and filled up to a multiple of 8 bytes
     */
    Batch tryClaimBatch(int messages, int length);

    /** As {@link #tryClaimBatch}, waiting for space. */
    default Batch claimBatch(int messages, int length) throws InterruptedException {
        return claimBatch(messages, length, null);
    }

    /** As {@link #tryClaimBatch}, or null if there is no space within {@code timeout}. */
    Batch claimBatch(int messages, int length, Duration timeout) throws InterruptedException;

    /** Sends a copy of an array; false if the queue is full. */
    default boolean tryPut(byte[] message) {
        Claim claim = tryClaim(message.length);
        if (claim == null) {
            return false;
        }
        claim.put(0, message).commit();
        return true;
    }

    /**
     * Sends a copy of what remains in a buffer, whose position stays; false if the queue is full.
     */
    default boolean tryPut(ByteBuffer message) {
        Claim claim = tryClaim(message.remaining());
        if (claim == null) {
            return false;
        }
        claim.put(0, message).commit();
        return true;
    }

    /** Sends a copy of an array, waiting for space. */
    default void put(byte[] message) throws InterruptedException {
        claim(message.length).put(0, message).commit();
    }

    /** Sends a copy of what remains in a buffer, whose position stays, waiting for space. */
    default void put(ByteBuffer message) throws InterruptedException {
        claim(message.remaining()).put(0, message).commit();
    }

    /** Aborts an open claim and gives the end up. */
    @Override
    void close();
}
