package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.sync.Pause;
import java.nio.MappedByteBuffer;
import java.time.Duration;

/**
 * Messages that are written in place one after the other and sent together: all of them or none.
 *
 * <pre>{@code
 * try (Batch batch = producer.claimBatch(trades.size(), 16)) { // room for so many of 16 bytes
 *     for (Trade trade : trades) {
 *         batch.tryClaim(16).putLong(0, trade.id()).putDouble(8, trade.price()).commit();
 *     }
 *     batch.commit();
 * } // without commit: none is sent
 * }</pre>
 *
 * <p>A consumer sees no difference to messages that were sent one by one: each has an id, is
 * received, committed and, after a death, received again on its own. To the sender each costs a
 * fraction, as the queue is asked for space, the other side looked at and a waiter woken once for
 * all. They are received when the batch is committed, so a message that must not wait should not be
 * in a batch.
 *
 * <p>A batch is one claim: consumers wait at it for its commit, and if the process dies before,
 * none of its messages is received and {@link QueueStats#lostClaims()} counts one. What was written
 * before {@link #commit()} happens-before the receipt of any of its messages. A batch belongs to
 * its {@link Producer}, which reuses it, and is for one thread at a time.
 */
public final class Batch implements AutoCloseable {
    private final ClaimWaits claims;
    private final MappedByteBuffer bytes;

    /** One record that takes the place of all: to everybody else it is just a claim. */
    private final Claim whole;

    private final Claim message;

    /** Offset of the next message's header, and where the whole ends. */
    private int at;

    private int end;
    private int messages;

    /** The first message's header: it is stored last, over that of the whole. */
    private long first;

    /**
     * @param whole the producer's claim, which nobody else uses while a batch is open
     */
    Batch(ClaimWaits claims, Claim whole) {
        this.claims = claims;
        this.whole = whole;
        this.bytes = whole.bytes();
        this.message = new Claim(claims, this);
    }

    /** Claims room for {@code messages} of {@code length}, if that needs no waiting. */
    boolean tryOpen(int messages, int length) {
        return claims.tryOpen(whole, extent(messages, length), Record.ALIGNMENT) && begin();
    }

    /** Claims room for {@code messages} of {@code length}; false at the deadline. */
    boolean await(int messages, int length, Pause pause, Duration timeout)
            throws InterruptedException {
        int extent = extent(messages, length);
        return claims.await(whole, extent, Record.ALIGNMENT, pause, timeout) && begin();
    }

    /** Length of the record that such messages fill. */
    private int extent(int messages, int length) {
        if (messages < 1 || length < 0) {
            throw new IllegalArgumentException(
                    "a batch has at least one message of at least 0 bytes: messages="
                            + messages
                            + ", length="
                            + length);
        }
        long extent = messages * Record.size(length) - Record.HEADER;
        int longest = claims.ring.maxMessageLength();
        if (extent > longest) {
            throw new IllegalArgumentException(
                    "a batch takes half the queue's capacity at most: messages="
                            + messages
                            + ", length="
                            + length
                            + ", bytes with headers="
                            + (extent + Record.HEADER)
                            + ", maximum="
                            + (longest + Record.HEADER));
        }
        return (int) extent;
    }

    private boolean begin() {
        at = whole.headerOffset();
        end = at + (int) Record.size(whole.length());
        messages = 0;
        return true;
    }

    /** How many messages the batch has so far: those that were committed to it. */
    public int size() {
        return messages;
    }

    /**
     * Claims the next {@code length} bytes for a message, or null if they do not fit into what is
     * left. To commit this claim adds the message to the batch; to abort it leaves the room to the
     * next one. The claim is the same object each time.
     *
     * @throws IllegalStateException if the batch has ended, or if its last claim has not
     * @throws IllegalArgumentException if the message does not even fit into the empty batch
     */
    public Claim tryClaim(int length) {
        checkIdle();
        if (length < 0 || Record.size(length) > end - at) {
            return refuse(length);
        }
        message.open(whole.position() + (at - whole.headerOffset()), at, length);
        return message;
    }

    private Claim refuse(int length) {
        if (length < 0 || messages == 0) {
            throw new IllegalArgumentException(
                    "message length must be 0 to what the batch has room for: length="
                            + length
                            + ", room="
                            + whole.length());
        }
        return null;
    }

    /**
     * Makes all its messages available to consumers, with the effects of a release store. A batch
     * without messages is dropped. Room that is left goes back as soon as consumers have passed it.
     *
     * @throws IllegalStateException if the batch has ended already, or if its last claim has not
     */
    public void commit() {
        checkIdle();
        if (messages == 0) {
            whole.abort();
            return;
        }
        if (at != end) {
            bytes.putLong(at, Record.padding(end - at));
        }
        CrashPoint.QUEUE_BATCH_WRITTEN.hit();
        claims.commit(whole, first);
    }

    /**
     * Drops all its messages: consumers never see them.
     *
     * @throws IllegalStateException if the batch has ended already
     */
    public void abort() {
        message.close();
        whole.abort();
    }

    /** Aborts the batch, unless it has ended already. */
    @Override
    public void close() {
        if (whole.isOpen()) {
            abort();
        }
    }

    private void checkIdle() {
        Ends.checkIdle(!whole.isOpen(), message.isOpen(), "batch", "claim");
    }

    /** Takes up a message whose claim was committed; nobody else can see it yet. */
    void add(Claim claim) {
        long header = Record.ready(claim.length(), claim.id());
        if (messages == 0) {
            first = header;
        } else {
            bytes.putLong(at, header);
        }
        at += (int) Record.size(claim.length());
        messages++;
    }
}
