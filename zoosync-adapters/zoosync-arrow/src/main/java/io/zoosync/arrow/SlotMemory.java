package io.zoosync.arrow;

import io.zoosync.queue.View;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The memory of one received slot, counted by references: whoever drops the last one ends the view,
 * with a commit unless the message was abandoned. It keeps the view, and with it the mapping of the
 * queue, reachable for as long as a buffer over it is.
 *
 * <p>Where the queue knows no native addresses, the memory is a copy of the slot in the allocator's
 * memory, and lives by the same rules.
 *
 * <p>Every decrement of the count is a full fence, so what one thread did with the buffers before
 * its release happens-before the commit by whichever thread releases last.
 */
final class SlotMemory extends SlotBuffers {
    private static final int CHUNK_BYTES = 8192;

    private final View view;
    private final Runnable afterEnd;
    private final ArrowBuf copy;
    private final AtomicInteger references = new AtomicInteger(1);
    private volatile boolean abandoned;

    private SlotMemory(
            View view, BufferAllocator allocator, Runnable afterEnd, ArrowBuf copy, long address) {
        super(allocator, address, view.length());
        this.view = view;
        this.afterEnd = afterEnd;
        this.copy = copy;
    }

    /**
     * Begins with one reference, its creator's. Gives the view back if there is no memory for a
     * copy.
     *
     * @param afterEnd is run once, after the view was ended
     */
    static SlotMemory of(View view, BufferAllocator allocator, Runnable afterEnd) {
        long address = view.address();
        if (address != 0) {
            return new SlotMemory(view, allocator, afterEnd, null, address);
        }
        boolean copied = false;
        try {
            ArrowBuf copy = copyOf(view, allocator);
            copied = true;
            return new SlotMemory(view, allocator, afterEnd, copy, copy.memoryAddress());
        } finally {
            if (!copied) {
                view.close();
            }
        }
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

    /** Has the message received again, by anyone, once the last reference is released. */
    void abandon() {
        abandoned = true;
    }

    @Override
    public int getRefCount() {
        return references.get();
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
}
