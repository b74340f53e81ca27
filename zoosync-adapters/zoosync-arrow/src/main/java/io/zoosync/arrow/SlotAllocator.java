package io.zoosync.arrow;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationReservation;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.BufferManager;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.memory.ReferenceManager;

/**
 * The allocator of a vector that must stay in its slot: it has no memory, so a vector that wants to
 * grow fails before it has moved, and whoever owns the slot is told.
 */
final class SlotAllocator implements BufferAllocator {
    private static final ArrowBuf EMPTY = new ArrowBuf(ReferenceManager.NO_OP, null, 0, 0);

    private final String name;
    private final Function<String, String> refused;

    /**
     * Serves one column.
     *
     * @param refused is told what was refused; returns the message of the exception
     */
    SlotAllocator(String name, Function<String, String> refused) {
        this.name = name;
        this.refused = refused;
    }

    @Override
    public ArrowBuf buffer(long size) {
        if (size == 0) {
            return EMPTY;
        }
        throw new OutOfMemoryException(
                refused.apply("column " + name + " asked for a buffer of " + size + " bytes"));
    }

    @Override
    public ArrowBuf buffer(long size, BufferManager manager) {
        return buffer(size);
    }

    @Override
    public ArrowBuf getEmpty() {
        return EMPTY;
    }

    @Override
    public BufferAllocator getRoot() {
        return this;
    }

    @Override
    public BufferAllocator newChildAllocator(String child, long reservation, long limit) {
        throw new UnsupportedOperationException(toVerboseString());
    }

    @Override
    public BufferAllocator newChildAllocator(
            String child, AllocationListener listener, long reservation, long limit) {
        throw new UnsupportedOperationException(toVerboseString());
    }

    @Override
    public AllocationReservation newReservation() {
        throw new UnsupportedOperationException(toVerboseString());
    }

    @Override
    public void close() {}

    @Override
    public long getAllocatedMemory() {
        return 0;
    }

    @Override
    public long getPeakMemoryAllocation() {
        return 0;
    }

    @Override
    public long getInitReservation() {
        return 0;
    }

    @Override
    public long getLimit() {
        return 0;
    }

    @Override
    public void setLimit(long limit) {
        throw new UnsupportedOperationException(toVerboseString());
    }

    @Override
    public long getHeadroom() {
        return 0;
    }

    @Override
    public boolean forceAllocate(long size) {
        return false;
    }

    @Override
    public void releaseBytes(long size) {}

    @Override
    public boolean isOverLimit() {
        return false;
    }

    @Override
    public AllocationListener getListener() {
        return AllocationListener.NOOP;
    }

    @Override
    public BufferAllocator getParentAllocator() {
        return null;
    }

    @Override
    public Collection<BufferAllocator> getChildAllocators() {
        return List.of();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String toVerboseString() {
        return "no memory beyond the slot for column " + name;
    }

    @Override
    public void assertOpen() {}
}
