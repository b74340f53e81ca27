package io.zoosync.internal.memory;

import io.zoosync.internal.os.Os;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * A region of shared memory, and the only way to it: each access names its memory order, with the
 * effects that {@link VarHandle} specifies for that name, across processes as across threads.
 *
 * <p>All accesses are checked against the bounds of the mapping. Ints and longs are in the
 * machine's byte order and, but for plain ones, must lie on multiples of 4 and 8. The mapping is
 * released by the garbage collector once nothing reaches it, so no access can dangle.
 *
 * <p>Acquire and release are a plain access of the buffer and a fence. HotSpot does an aligned
 * access of 4 or 8 bytes to a direct buffer in one piece, and a buffer's own accessor costs half
 * the instructions of a view handle, which checks again what it knows: at 100 million messages per
 * second that is the difference.
 */
public final class Memory {
    private static final VarHandle INT =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final MappedByteBuffer buffer;
    private final long address;
    private final Os os;

    /** Wraps a mapping; {@code mapping} must be direct, and its position and limit are ignored. */
    public Memory(ByteBuffer mapping, Os os) {
        this.buffer = (MappedByteBuffer) mapping.duplicate();
        buffer.clear().order(ByteOrder.nativeOrder());
        this.address = os.addressOf(mapping);
        this.os = os;
    }

    /** Size in bytes. */
    public int size() {
        return buffer.capacity();
    }

    /** The address of an offset, or 0 where the binding to the system knows no addresses. */
    public long address(int offset) {
        return address == 0 ? 0 : address + offset;
    }

    /**
     * The whole region as a buffer in native order, for absolute plain access and bulk copies. Its
     * position and limit must not be changed: take a {@link #slice} for that.
     */
    public MappedByteBuffer buffer() {
        return buffer;
    }

    /** A new buffer in native order over {@code length} bytes from {@code offset}. */
    public ByteBuffer slice(int offset, int length) {
        return buffer.slice(offset, length).order(ByteOrder.nativeOrder());
    }

    public int getInt(int offset) {
        return buffer.getInt(offset);
    }

    public void putInt(int offset, int value) {
        buffer.putInt(offset, value);
    }

    public int getIntOpaque(int offset) {
        return (int) INT.getOpaque(buffer, offset);
    }

    public int getIntAcquire(int offset) {
        int value = buffer.getInt(offset);
        VarHandle.acquireFence();
        return value;
    }

    public void putIntRelease(int offset, int value) {
        VarHandle.releaseFence();
        buffer.putInt(offset, value);
    }

    public int getIntVolatile(int offset) {
        return (int) INT.getVolatile(buffer, offset);
    }

    public void putIntVolatile(int offset, int value) {
        INT.setVolatile(buffer, offset, value);
    }

    /** Compare and set with volatile effects. */
    public boolean casInt(int offset, int expected, int value) {
        return casInt(buffer, offset, expected, value);
    }

    /** Get and set with volatile effects. */
    public int swapInt(int offset, int value) {
        return swapInt(buffer, offset, value);
    }

    /** As {@link #casInt(int, int, int)}, of what a {@link #buffer()} is of. */
    public static boolean casInt(ByteBuffer buffer, int offset, int expected, int value) {
        return INT.compareAndSet(buffer, offset, expected, value);
    }

    /** As {@link #swapInt(int, int)}, of what a {@link #buffer()} is of. */
    public static int swapInt(ByteBuffer buffer, int offset, int value) {
        return (int) INT.getAndSet(buffer, offset, value);
    }

    /** Get and add with volatile effects. */
    public int addInt(int offset, int delta) {
        return (int) INT.getAndAdd(buffer, offset, delta);
    }

    public long getLong(int offset) {
        return buffer.getLong(offset);
    }

    public void putLong(int offset, long value) {
        buffer.putLong(offset, value);
    }

    public long getLongOpaque(int offset) {
        return (long) LONG.getOpaque(buffer, offset);
    }

    public long getLongAcquire(int offset) {
        long value = buffer.getLong(offset);
        VarHandle.acquireFence();
        return value;
    }

    public void putLongRelease(int offset, long value) {
        VarHandle.releaseFence();
        buffer.putLong(offset, value);
    }

    /** Compare and set with volatile effects. */
    public boolean casLong(int offset, long expected, long value) {
        return LONG.compareAndSet(buffer, offset, expected, value);
    }

    /** Orders the loads before it before the loads and stores after it. */
    public static void acquireFence() {
        VarHandle.acquireFence();
    }

    /** Orders the loads and stores before it before the stores after it. */
    public static void releaseFence() {
        VarHandle.releaseFence();
    }

    /** Orders the stores before it before the stores after it. */
    public static void storeStoreFence() {
        VarHandle.storeStoreFence();
    }

    /**
     * Blocks while the int at {@code offset} is {@code expected}, for at most {@code timeoutNanos};
     * may return early for no reason.
     */
    public int futexWait(int offset, int expected, long timeoutNanos) {
        return os.futexWait(buffer, address, offset, expected, timeoutNanos);
    }

    /** Wakes at most {@code count} waiters of the int at {@code offset}; tells how many. */
    public int futexWake(int offset, int count) {
        return os.futexWake(buffer, address, offset, count);
    }
}
