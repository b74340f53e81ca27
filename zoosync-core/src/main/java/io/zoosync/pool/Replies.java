package io.zoosync.pool;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.shipping.Receiver;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** What a worker sends. No code of the user runs while a claim is open. */
final class Replies {
    private final PoolFiles files;
    private final Control control;
    private final Receiver receiver;
    private final Producer results;
    private final int most;

    Replies(PoolFiles files, Control control, ZooQueue results, Receiver receiver) {
        this.files = files;
        this.control = control;
        this.receiver = receiver;
        this.results = results.producer();
        this.most = Transport.mostInline(results);
    }

    void ready(int line) throws InterruptedException {
        send(line, ResultFormat.READY, 0, 0, Payload.EMPTY);
        CrashPoint.POOL_WORKER_READY.hit();
    }

    void startFailed(int line, Throwable cause) throws InterruptedException {
        send(line, ResultFormat.START_FAILED, 0, 0, failure(0, cause));
    }

    /** The index of an element within its message, and what was thrown there. */
    Payload failure(int element, Throwable thrown) {
        byte[] packed = receiver.packFailure(thrown);
        return new Payload() {
            @Override
            public int length() {
                return Integer.BYTES + packed.length;
            }

            @Override
            public void write(ByteBuffer to) {
                to.putInt(element).put(packed);
            }
        };
    }

    void send(int slot, int kind, long sequence, long nanos, Payload payload)
            throws InterruptedException {
        if (payload.length() <= most) {
            put(slot, kind, sequence, nanos, payload, false);
            return;
        }
        Path file = files.result(sequence);
        try {
            Transport.spill(file, payload);
        } catch (IOException | OutOfMemoryError e) {
            put(slot, ResultFormat.FAILURE, sequence, nanos, failure(0, e), false);
            return;
        }
        CrashPoint.POOL_RESULT_SPILLED.hit();
        put(slot, kind, sequence, nanos, payload, true);
    }

    private void put(
            int slot, int kind, long sequence, long nanos, Payload payload, boolean spilled)
            throws InterruptedException {
        int length = payload.length();
        Claim claim = results.claim(ResultFormat.PAYLOAD + (spilled ? 0 : length));
        claim.putInt(ResultFormat.SLOT, slot);
        claim.putInt(ResultFormat.KIND, kind);
        claim.putLong(ResultFormat.SEQUENCE, sequence);
        claim.putLong(ResultFormat.NANOS, nanos);
        claim.putInt(ResultFormat.FLAGS, spilled ? ResultFormat.SPILLED : 0);
        claim.putInt(ResultFormat.LENGTH, length);
        if (!spilled && length > 0) {
            payload.write(
                    claim.buffer().position(ResultFormat.PAYLOAD).order(ByteOrder.nativeOrder()));
        }
        claim.commit();
        CrashPoint.POOL_RESULT_SENT.hit();
        control.resultBell.signal();
    }
}
