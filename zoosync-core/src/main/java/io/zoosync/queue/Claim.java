package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/**
 * A message being written in place, in the queue's memory.
 *
 * <pre>{@code
 * try (Claim claim = queue.claim(16)) {
 *     claim.putLong(0, id).putDouble(8, price);
 *     claim.commit();
 * } // without commit: aborted
 * }</pre>
 *
 * <p>What is written before {@link #commit()} happens-before a successful receipt of the message,
 * in any process. The payload is not zeroed: it holds whatever bytes were there. If the process
 * dies before the commit, the claim is skipped by the consumers and counted in {@link
 * QueueStats#lostClaims()}.
 *
 * <p>The accessors check that the claim is open and that the index lies within it, and throw {@link
 * IllegalStateException} and {@link IndexOutOfBoundsException}. A {@link #buffer()} cannot be
 * revoked: writing to it after the commit corrupts a message that others may be reading. For one
 * thread at a time. Multi-byte values are in the machine's byte order and need no alignment.
 */
public final class Claim implements AutoCloseable {
    private final Memory memory;
    private final MappedByteBuffer bytes;
    private final ClaimWaits claims;

    /** The batch that it is a part of, or null. */
    private final Batch batch;

    private int offset;

    /** The length, or its complement once the claim has ended: then no index lies within it. */
    private int extent = ~0;

    private long position;

    Claim(ClaimWaits claims) {
        this(claims, null);
    }

    Claim(ClaimWaits claims, Batch batch) {
        this.memory = claims.ring.memory;
        this.bytes = memory.buffer();
        this.claims = claims;
        this.batch = batch;
    }

    void open(long position, int headerOffset, int length) {
        this.position = position;
        this.offset = headerOffset + Record.HEADER;
        this.extent = length;
    }

    /** The queue's whole memory. */
    MappedByteBuffer bytes() {
        return bytes;
    }

    boolean isOpen() {
        return extent >= 0;
    }

    long position() {
        return position;
    }

    int headerOffset() {
        return offset - Record.HEADER;
    }

    /** Size of the message in bytes. */
    public int length() {
        return Ends.length(extent);
    }

    /** The id that the message will have: see {@link Message#id()}. */
    public long id() {
        return position;
    }

    /**
     * A new buffer over the payload, in the machine's byte order; its index 0 is the first byte. It
     * must not be used after the claim has ended, which cannot be checked.
     */
    public ByteBuffer buffer() {
        checkOpen();
        return memory.slice(offset, extent);
    }

    /**
     * The address of the first byte, for native code; valid until the claim has ended. 0 where the
     * binding to the operating system knows no addresses.
     */
    public long address() {
        checkOpen();
        return memory.address(offset);
    }

    /** Writes one byte at {@code index}. */
    public Claim putByte(int index, byte value) {
        bytes.put(at(index, Byte.BYTES), value);
        return this;
    }

    /** Writes two bytes at {@code index}. */
    public Claim putShort(int index, short value) {
        bytes.putShort(at(index, Short.BYTES), value);
        return this;
    }

    /** Writes four bytes at {@code index}. */
    public Claim putInt(int index, int value) {
        bytes.putInt(at(index, Integer.BYTES), value);
        return this;
    }

    /** Writes eight bytes at {@code index}. */
    public Claim putLong(int index, long value) {
        bytes.putLong(at(index, Long.BYTES), value);
        return this;
    }

    /** Writes four bytes at {@code index}. */
    public Claim putFloat(int index, float value) {
        bytes.putFloat(at(index, Float.BYTES), value);
        return this;
    }

    /** Writes eight bytes at {@code index}. */
    public Claim putDouble(int index, double value) {
        bytes.putDouble(at(index, Double.BYTES), value);
        return this;
    }

    /** Copies a whole array to {@code index}. */
    public Claim put(int index, byte[] source) {
        return put(index, source, 0, source.length);
    }

    /** Copies {@code count} bytes of an array, from {@code from} on, to {@code index}. */
    public Claim put(int index, byte[] source, int from, int count) {
        bytes.put(at(index, count), source, from, count);
        return this;
    }

    /** Copies what remains in a buffer to {@code index}; the buffer's position stays as it is. */
    public Claim put(int index, ByteBuffer source) {
        int count = source.remaining();
        bytes.put(at(index, count), source, source.position(), count);
        return this;
    }

    /**
     * Makes the message available to consumers, with the effects of a release store.
     *
     * @throws IllegalStateException if the claim has ended already
     */
    public void commit() {
        end();
        if (batch == null) {
            claims.commit(this);
        } else {
            batch.add(this);
        }
    }

    /**
     * Drops the message: consumers never see it.
     *
     * @throws IllegalStateException if the claim has ended already
     */
    public void abort() {
        end();
        if (batch == null) {
            claims.abort(this);
        } // else the batch's next message takes its place
    }

    void end() {
        checkOpen();
        extent = ~extent;
    }

    /** Aborts the claim, unless it has ended already. */
    @Override
    public void close() {
        if (isOpen()) {
            abort();
        }
    }

    private int at(int index, int size) {
        if (index < 0 || size < 0 || index > (long) extent - size) {
            checkOpen();
            throw Ends.outOfBounds(index, size, extent);
        }
        return offset + index;
    }

    private void checkOpen() {
        if (extent < 0) {
            throw new IllegalStateException(
                    "this claim was committed or aborted already: id=" + position);
        }
    }
}
