package io.zoosync.pool;

import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

/** A single task, whose end completes a future. */
final class CallJob extends Job {
    private final PoolFuture<Object> future;

    /** The slot of the message while it is under way, else -1; guarded by this. */
    private int slot = -1;

    CallJob(Engine engine, Shipping.Shipped function, PoolFuture<Object> future) {
        super(engine, function, engine.settings().retries());
        this.future = future;
    }

    /** Sends it. */
    void start() throws InterruptedException {
        try {
            engine.send(this, 0, 1, Payload.of(function.shipment().bytes()));
        } finally {
            messageEnds();
        }
    }

    @Override
    synchronized void takesOff(Flight flight) {
        slot = flight.slot;
    }

    @Override
    synchronized void lands() {
        slot = -1;
    }

    @Override
    synchronized void skip() {
        if (slot >= 0) {
            engine.skip(slot);
        }
    }

    @Override
    void accept(Flight flight, ByteBuffer result, long nanos) throws Exception {
        Object[] value = new Object[1];
        Values.read(result, value, 0, 1, function);
        engine.complete(() -> future.succeed(value[0]));
    }

    @Override
    void failed(Flight flight, long index, Throwable failure) {
        failed(failure);
    }

    @Override
    void failed(Throwable failure) {
        engine.complete(() -> future.fail(failure));
    }

    @Override
    void checkWanted() {
        if (isCancelled()) {
            throw new CancellationException();
        }
    }

    @Override
    String describe(long index) {
        return "a task";
    }
}
