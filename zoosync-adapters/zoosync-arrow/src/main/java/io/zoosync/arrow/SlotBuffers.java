package io.zoosync.arrow;

import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OwnershipTransferResult;
import org.apache.arrow.memory.ReferenceManager;

/**
 * What all buffers over a slot share: their bounds are kept in every slice, and no allocator is
 * charged for them, so transferring one only adds a reference. Subclasses say how long the memory
 * is valid.
 */
abstract class SlotBuffers implements ReferenceManager {
    private final BufferAllocator allocator;
    private final long address;
    private final long length;

    /**
     * Takes a piece of native memory.
     *
     * @param allocator is named as that of the buffers, but not charged for them
     */
    SlotBuffers(BufferAllocator allocator, long address, long length) {
        this.allocator = allocator;
        this.address = address;
        this.length = length;
    }

    /** A buffer with exactly these bounds; it has no reference of its own. */
    final ArrowBuf cut(long from, long bytes) {
        if (from < 0 || bytes < 0 || from > length - bytes) {
            throw new IndexOutOfBoundsException(
                    bytes + " bytes from " + from + " are not within the slot's " + length);
        }
        return new ArrowBuf(this, null, bytes, address + from);
    }

    /** Whether a buffer is what {@link #cut} gave, in its whole length. */
    @SuppressWarnings("ReferenceEquality") // of this memory, not of one that looks like it
    final boolean isCut(ArrowBuf buffer, long from, long bytes) {
        return buffer.getReferenceManager() == this
                && buffer.memoryAddress() == address + from
                && buffer.capacity() == bytes;
    }

    @Override
    public final boolean release() {
        return release(1);
    }

    @Override
    public final void retain() {
        retain(1);
    }

    @Override
    public final ArrowBuf retain(ArrowBuf source, BufferAllocator target) {
        retain();
        ArrowBuf buffer = new ArrowBuf(this, null, source.capacity(), source.memoryAddress());
        buffer.readerIndex(source.readerIndex());
        buffer.writerIndex(source.writerIndex());
        return buffer;
    }

    @Override
    public final OwnershipTransferResult transferOwnership(
            ArrowBuf source, BufferAllocator target) {
        return new Transfer(retain(source, target));
    }

    @Override
    public final ArrowBuf deriveBuffer(ArrowBuf source, long index, long bytes) {
        if (index < 0 || bytes < 0 || index > source.capacity() - bytes) {
            throw new IndexOutOfBoundsException(
                    bytes + " bytes from " + index + " are not within " + source.capacity());
        }
        return new ArrowBuf(this, null, bytes, source.memoryAddress() + index);
    }

    @Override
    public final BufferAllocator getAllocator() {
        return allocator;
    }

    @Override
    public final long getSize() {
        return length;
    }

    @Override
    public final long getAccountedSize() {
        return 0;
    }

    private static final class Transfer implements OwnershipTransferResult {
        private final ArrowBuf buffer;

        Transfer(ArrowBuf buffer) {
            this.buffer = buffer;
        }

        @Override
        public boolean getAllocationFit() {
            return true;
        }

        @Override
        public ArrowBuf getTransferredBuffer() {
            return buffer;
        }
    }
}
