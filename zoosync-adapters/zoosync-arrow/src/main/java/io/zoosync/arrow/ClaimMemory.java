package io.zoosync.arrow;

import org.apache.arrow.memory.BufferAllocator;

/**
 * The memory in which a batch is built. Nobody's reference keeps it: it is valid until its owner
 * ends it, and whatever buffer is left over it then fails at its next use.
 */
final class ClaimMemory extends SlotBuffers {
    private volatile boolean open = true;

    ClaimMemory(BufferAllocator allocator, long address, long length) {
        super(allocator, address, length);
    }

    void end() {
        open = false;
    }

    @Override
    public int getRefCount() {
        return open ? 1 : 0;
    }

    @Override
    public void retain(int increment) {
        if (!open) {
            throw new IllegalStateException("the claim of this memory has ended");
        }
    }

    @Override
    public boolean release(int decrement) {
        return false;
    }
}
