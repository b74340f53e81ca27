package io.zoosync.concurrency;

import io.zoosync.queue.Claim;
import io.zoosync.queue.View;
import org.jetbrains.lincheck.datastructures.LongGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A queue with exclusive ends that is full with {@value #CAPACITY} messages. */
@Param(name = "value", gen = LongGen.class)
public class ExclusiveQueue {
    static final int CAPACITY = 3;

    /** With its header a third of the queue's ring. */
    private static final int LENGTH = 1528;

    private final QueueEnds ends = QueueEnds.next();

    @Operation(params = "value", nonParallelGroup = "producer")
    public boolean put(long value) {
        Claim claim = ends.producer().tryClaim(LENGTH);
        if (claim == null) {
            return false;
        }
        claim.putLong(0, value).putLong(LENGTH - Long.BYTES, value);
        claim.commit();
        return true;
    }

    @Operation(nonParallelGroup = "consumer")
    public Long poll() {
        View view = ends.consumer().tryRecvView();
        if (view == null) {
            return null;
        }
        long value = view.getLong(0);
        if (view.getLong(LENGTH - Long.BYTES) != value) {
            throw new IllegalStateException("half a message");
        }
        view.commit();
        return value;
    }
}
