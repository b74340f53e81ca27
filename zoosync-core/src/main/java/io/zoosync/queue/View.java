package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;

/**
 * A message received in place, kept from being overwritten until it is committed or given back.
 *
 * <pre>{@code
 * try (View view = queue.recvView()) {
 *     handle(view.getLong(0), view.getDouble(8));
 *     view.commit();
 * } // without commit: received again, by whichever consumer comes first
 * }</pre>
 */
public final class View extends Message implements AutoCloseable {
    /** What ends a view. */
    interface Owner {
        void commit(View view);

        void giveBack(View view);
    }

    private final Owner owner;
    private int entry;

    View(Memory memory, Owner owner) {
        super(memory);
        this.owner = owner;
    }

    /** The entry of the view table, or -1 for what an exclusive consumer received at the cursor. */
    int entry() {
        return entry;
    }

    void setEntry(int entry) {
        this.entry = entry;
    }

    /**
     * Says that the message has been dealt with; its memory goes back to the producers. Reads of
     * the message before this happen-before the producer's writes of later messages in its place.
     *
     * @throws IllegalStateException if the view has ended already
     */
    public void commit() {
        checkOpen();
        end();
        owner.commit(this);
    }

    /** Gives the message back to be received again, unless it was committed. */
    @Override
    public void close() {
        if (isOpen()) {
            end();
            owner.giveBack(this);
        }
    }
}
