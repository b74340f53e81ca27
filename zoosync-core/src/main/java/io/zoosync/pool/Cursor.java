package io.zoosync.pool;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Where a worker's thread is in its message, for the parent to see; and how it hears that the
 * message is no longer wanted. {@code interrupt} is for the watching thread, the rest for the
 * worker's own.
 */
final class Cursor {
    private static final long BEING_INTERRUPTED = -1;

    private final Control control;
    private final int line;
    private final Thread thread;
    private final AtomicLong running = new AtomicLong();
    private volatile int runningSlot;
    private int slot;
    private long first;
    private long interrupted;

    Cursor(Control control, int line, Thread thread) {
        this.control = control;
        this.line = line;
        this.thread = thread;
    }

    /** Begins a message. */
    void begin(int slot, long sequence, long first) {
        this.slot = slot;
        this.first = first;
        runningSlot = slot;
        control.begin(line, slot, sequence, first);
        running.setRelease(sequence);
    }

    /** The index in its map of the {@code i}th element of the message. */
    long index(int i) {
        return first + i;
    }

    /** Goes to the {@code i}th element of the message. */
    void at(int i) {
        control.element(line, first + i);
        if (control.cancel(slot) != Control.WANTED) {
            throw new Unwanted();
        }
    }

    /** The element in hand, counted within the message. */
    int element() {
        return (int) (control.element(line) - first);
    }

    /** Ends the running of user code; it cannot be interrupted from here on. */
    void leave(long sequence) {
        while (!running.compareAndSet(sequence, 0)) {
            Thread.onSpinWait(); // until the interrupt under way has arrived
        }
        Thread.interrupted();
    }

    /** Interrupts the task that runs, if the parent wants it. */
    void interruptIfAsked() {
        long sequence = running.getAcquire();
        int slotOfIt = runningSlot;
        if (sequence > 0
                && sequence != interrupted
                && control.cancel(slotOfIt) == Control.INTERRUPT
                && running.compareAndSet(sequence, BEING_INTERRUPTED)) {
            thread.interrupt();
            interrupted = sequence;
            running.setRelease(sequence);
        }
    }

    /** Thrown to leave the loop over a message's elements. */
    static final class Unwanted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unwanted() {
            super(null, null, false, false);
        }
    }
}
