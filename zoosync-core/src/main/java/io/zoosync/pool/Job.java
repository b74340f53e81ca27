package io.zoosync.pool;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one call of the user wants done: one or many messages. Methods that are told of a message's
 * end are called by the dispatcher, and must not block nor throw for reasons of the user's code.
 */
abstract class Job {
    final Engine engine;
    final Shipping.Shipped function;
    final int retries;

    /** Messages under way, and one for the thread that still sends some. */
    private final AtomicInteger open = new AtomicInteger(1);

    /** Whether the dispatcher has it on its list of those to {@link #settle}. */
    boolean touched;

    private volatile boolean cancelled;
    private volatile boolean interrupts;

    Job(Engine engine, Shipping.Shipped function, int retries) {
        this.engine = engine;
        this.function = function;
        this.retries = retries;
    }

    /**
     * The results of a message have come.
     *
     * @throws RuntimeException if they cannot be read: the message has failed
     */
    abstract void accept(Flight flight, ByteBuffer result, long nanos) throws Exception;

    /** A message has failed, in the element of the index. */
    abstract void failed(Flight flight, long index, Throwable failure);

    /** The job as a whole has failed. */
    abstract void failed(Throwable failure);

    /** Some messages have ended since the last call. */
    void settle() {}

    /** No further jobs are taken; this one may be ended by those who began it. */
    void shutDown() {}

    /** Throws if this job's messages need not be sent any more. */
    abstract void checkWanted();

    /** Says for people which task it is. */
    abstract String describe(long index);

    final boolean isCancelled() {
        return cancelled;
    }

    /** Whether what runs of it is to be interrupted. */
    final boolean interrupts() {
        return interrupts;
    }

    final void cancel(boolean interrupt) {
        interrupts |= interrupt;
        cancelled = true;
    }

    final boolean hasEnded() {
        return open.get() == 0;
    }

    final void messageBegins() {
        open.incrementAndGet();
    }

    /** A message is about to be sent for the first time. */
    void takesOff(Flight flight) {}

    /** A message has ended; its slot is about to be another's. */
    void lands() {}

    /** Has the messages skipped at once that were not begun, where that is simple. */
    void skip() {}

    /** A message has ended, or all have been sent. */
    final void messageEnds() {
        if (open.decrementAndGet() == 0) {
            function.remove();
            engine.ended(this);
        }
    }
}
