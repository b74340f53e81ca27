package io.zoosync.arrow;

import io.zoosync.queue.View;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OwnershipTransferResult;
import org.apache.arrow.memory.ReferenceManager;

/**
 * The memory of one received slot, counted by references: whoever drops the last one ends the view,
 * with a commit unless the message was abandoned. It keeps the view, and with it the mapping of the
 * queue, reachable for as long as a buffer over it is.
 *
 * <p>Where the queue knows no native addresses, the memory is a copy of the slot in the allocator's
 * memory, and lives by the same rules.
 *
 * <p>No allocator is charged for a slot: transferring a buffer to another allocator only adds a
 * reference. Every decrement of the count is a full fence, so what one thread did with the buffers
 * before its release happens-before the commit by whichever thread releases last.
 */
final class SlotMemory implements ReferenceManager {
    private static final int CHUNK_BYTES = 8192;

    private final View view;
    private final BufferAllocator allocator;
    private final Runnable afterEnd;
    private final ArrowBuf copy;
    private final long address;
    private final int length;
    private final AtomicInteger references = new AtomicInteger(1);
    private volatile boolean abandoned;

    /**
     * Begins with one reference, its creator's.
     *
     * @param afterEnd is run once, after the view was ended
     */
    SlotMemory(View view, BufferAllocator allocator, Runnable afterEnd) {
        this.view = view;
        this.allocator = allocator;
        this.afterEnd = afterEnd;
        this.length = view.length();
        this.copy = view.address() == 0 ? copyOf(view, allocator) : null;
        this.address = copy == null ? view.address() : copy.memoryAddress();
    }

    private static ArrowBuf copyOf(View view, BufferAllocator allocator) {
        ArrowBuf copy = allocator.buffer(view.length());
        byte[] chunk = new byte[Math.min(view.length(), CHUNK_BYTES)];
        for (int done = 0; done < view.length(); done += chunk.length) {
            int part = Math.min(chunk.length, view.length() - done);
            view.get(done, chunk, 0, part);
            copy.setBytes(done, chunk, 0, part);
        }
        return copy;
    }

    View view() {
        return view;
    }

    /** A buffer with exactly these bounds; it has no reference of its own. */
    ArrowBuf cut(int from, long bytes) {
        if (from < 0 || bytes < 0 || from + bytes > length) {
            throw new IndexOutOfBoundsException(
                    bytes + " bytes from " + from + " are not within the slot's " + length);
        }
        return new ArrowBuf(this, null, bytes, address + from);
    }

    /** Has the message received again, by anyone, once the last reference is released. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public int getRefCount() {
        return references.get();
    }

    @Override
    public void retain() {
        retain(1);
    }

    @Override
    public void retain(int increment) {
        if (increment <= 0) {
            throw new IllegalArgumentException("increment must be positive: " + increment);
        }
        int before = references.get();
        while (before > 0 && !references.compareAndSet(before, before + increment)) {
            before = references.get();
        }
        if (before <= 0) {
            throw new IllegalStateException("message " + view.id() + " was already released");
        }
    }

    @Override
    public boolean release() {
        return release(1);
    }

    @Override
    public boolean release(int decrement) {
        if (decrement <= 0) {
            throw new IllegalArgumentException("decrement must be positive: " + decrement);
        }
        int left = references.addAndGet(-decrement);
        if (left < 0) {
            throw new IllegalStateException("message " + view.id() + " was released too often");
        }
        if (left == 0) {
            end();
        }
        return left == 0;
    }

    private void end() {
        try {
            if (copy != null) {
                copy.close();
            }
        } finally {
            try {
                endView();
            } finally {
                afterEnd.run();
            }
        }
    }

    private void endView() {
        if (abandoned) {
            view.close();
        } else {
            view.commit();
        }
    }

    @Override
    public ArrowBuf retain(ArrowBuf source, BufferAllocator target) {
        retain();
        return sameBounds(source);
    }

    @Override
    public OwnershipTransferResult transferOwnership(ArrowBuf source, BufferAllocator target) {
        return new Transfer(retain(source, target));
    }

    private ArrowBuf sameBounds(ArrowBuf source) {
        ArrowBuf buffer = new ArrowBuf(this, null, source.capacity(), source.memoryAddress());
        buffer.readerIndex(source.readerIndex());
        buffer.writerIndex(source.writerIndex());
        return buffer;
    }

    @Override
    public ArrowBuf deriveBuffer(ArrowBuf source, long index, long bytes) {
        if (index < 0 || bytes < 0 || index > source.capacity() - bytes) {
            throw new IndexOutOfBoundsException(
                    bytes + " bytes from " + index + " are not within " + source.capacity());
        }
        return new ArrowBuf(this, null, bytes, source.memoryAddress() + index);
    }

    @Override
    public BufferAllocator getAllocator() {
        return allocator;
    }

    @Override
    public long getSize() {
        return length;
    }

    @Override
    public long getAccountedSize() {
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
