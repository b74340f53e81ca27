package io.zoosync.concurrency;

import io.zoosync.queue.Claim;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import org.jetbrains.lincheck.datastructures.LongGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A {@link ZooQueue} of longs, used by any thread. What the scenarios send fits into it.
 *
 * <p>{@code tryRecvView} says "none" too while an earlier message is still being written; here it
 * is asked again until it says so of an empty queue. {@code tryClaim} gives up when another thread
 * is held up with the lock in its hands; here it is asked until it gives a claim.
 */
@Param(name = "value", gen = LongGen.class)
public class SharedQueue {
    private final ZooQueue queue = QueuePool.next();

    @Operation(params = "value")
    public boolean put(long value) {
        Claim claim = queue.tryClaim(Long.BYTES);
        while (claim == null) {
            claim = queue.tryClaim(Long.BYTES);
        }
        claim.putLong(0, value);
        claim.commit();
        return true;
    }

    @Operation
    public Long poll() {
        while (true) {
            View view = queue.tryRecvView();
            if (view != null) {
                long value = view.getLong(0);
                view.commit();
                return value;
            }
            if (queue.stats().usedBytes() == 0) {
                return null;
            }
        }
    }
}
