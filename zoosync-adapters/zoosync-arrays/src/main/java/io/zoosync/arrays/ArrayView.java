package io.zoosync.arrays;

import io.zoosync.array.ArrayFrame;
import io.zoosync.array.ZooArray;
import io.zoosync.queue.View;

/**
 * An array that was received, where it lies in the queue. It stays there until {@link #commit()};
 * closed without it, the message is given back, to be received again.
 *
 * <p>For one thread at a time; it may be handed from one to another.
 */
public final class ArrayView implements AutoCloseable {
    private final View view;
    private final ZooArray array;

    ArrayView(View view, ArrayFrame frame) {
        this.view = view;
        this.array = frame.over(view.buffer());
    }

    /**
     * The array in the slot; after the commit, or after it is given back, every access is refused.
     * Its {@link ZooArray#copy()} stays.
     */
    public ZooArray array() {
        return array;
    }

    /** The message's number, the same in each delivery. */
    public long id() {
        return view.id();
    }

    /** Whether it was received before, by a process that died or gave it back. */
    public boolean redelivered() {
        return view.redelivered();
    }

    /** How often it has been received, this time included. */
    public int deliveries() {
        return view.deliveries();
    }

    /**
     * Says that it is dealt with; its room may be used again.
     *
     * @throws IllegalStateException if it was committed or given back already
     */
    public void commit() {
        array.close();
        view.commit();
    }

    /** Gives it back unless it was committed. */
    @Override
    public void close() {
        array.close();
        view.close();
    }
}
