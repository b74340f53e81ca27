package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/**
 * A received message, read in place in the queue's memory.
 *
 * <p>What the sender wrote before its commit happens-before the receipt. Delivery is at least once:
 * a message that a consumer had in hand when it died, or gave back, is received again, {@link
 * #redelivered()} and with the same {@link #id()}.
 *
 * <p>The accessors check that the message is still valid and that the index lies within it, and
 * throw {@link IllegalStateException} and {@link IndexOutOfBoundsException}. A {@link #buffer()}
 * cannot be revoked: after the commit it shows whatever later messages leave there. For one thread
 * at a time. Multi-byte values are in the machine's byte order and need no alignment.
 */
public sealed class Message permits View {
    private final Memory memory;
    private final MappedByteBuffer bytes;
    private long position;
    private int offset;

    /** The length, or its complement once the message has ended: then no index lies within it. */
    private int extent = ~0;

    private int deliveries;

    Message(Memory memory) {
        this.memory = memory;
        this.bytes = memory.buffer();
    }

    final void open(long position, int headerOffset, int length, int deliveries) {
        this.position = position;
        this.offset = headerOffset + Record.HEADER;
        this.extent = length;
        this.deliveries = deliveries;
    }

    /** The queue's whole memory. */
    final MappedByteBuffer bytes() {
        return bytes;
    }

    final void end() {
        extent = ~length();
    }

    final boolean isOpen() {
        return extent >= 0;
    }

    /** Size in bytes. */
    public final int length() {
        return Ends.length(extent);
    }

    /**
     * The position of the message in the stream of all bytes ever sent through the queue: unique
     * within the queue, ascending in the order of the claims, the same at each delivery.
     */
    public final long id() {
        return position;
    }

    /**
     * How often this message has been handed out, this time included. After a consumer died in the
     * midst of a redelivery the count may be one too high.
     */
    public final int deliveries() {
        return deliveries;
    }

    /** Whether this message may have been handed out before. */
    public final boolean redelivered() {
        return deliveries > 1;
    }

    /**
     * A new buffer over the message, in the machine's byte order; its index 0 is the first byte. It
     * must not be used after the message was committed or given back, which cannot be checked.
     */
    public final ByteBuffer buffer() {
        checkOpen();
        return memory.slice(offset, extent);
    }

    /**
     * The address of the first byte, for native code; valid as long as the message is. 0 where the
     * binding to the operating system knows no addresses.
     */
    public final long address() {
        checkOpen();
        return memory.address(offset);
    }

    /** The byte at {@code index}. */
    public final byte getByte(int index) {
        return bytes.get(at(index, Byte.BYTES));
    }

    /** The two bytes at {@code index}. */
    public final short getShort(int index) {
        return bytes.getShort(at(index, Short.BYTES));
    }

    /** The four bytes at {@code index}. */
    public final int getInt(int index) {
        return bytes.getInt(at(index, Integer.BYTES));
    }

    /** The eight bytes at {@code index}. */
    public final long getLong(int index) {
        return bytes.getLong(at(index, Long.BYTES));
    }

    /** The four bytes at {@code index}. */
    public final float getFloat(int index) {
        return bytes.getFloat(at(index, Float.BYTES));
    }

    /** The eight bytes at {@code index}. */
    public final double getDouble(int index) {
        return bytes.getDouble(at(index, Double.BYTES));
    }

    /** Copies {@code count} bytes from {@code index} on into an array. */
    public final void get(int index, byte[] target, int to, int count) {
        bytes.get(at(index, count), target, to, count);
    }

    /** A copy of the whole message. */
    public final byte[] toByteArray() {
        byte[] copy = new byte[length()];
        get(0, copy, 0, copy.length);
        return copy;
    }

    private int at(int index, int size) {
        if (index < 0 || size < 0 || index > (long) extent - size) {
            checkOpen();
            throw Ends.outOfBounds(index, size, extent);
        }
        return offset + index;
    }

    final void checkOpen() {
        if (extent < 0) {
            throw new IllegalStateException(
                    "this message was committed or given back already: id=" + position);
        }
    }
}
