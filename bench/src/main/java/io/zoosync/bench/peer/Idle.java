package io.zoosync.bench.peer;

/**
 * Waits without sleeping: first one pause of the processor, then twice as many each time up to a
 * limit, so that looking does not keep taking the other's cache line away. After many fruitless
 * looks it also offers the processor to others, in case the other process waits for this one's.
 */
public final class Idle {
    private static final int PATIENCE = 256;

    private final int limit;
    private int pauses = 1;
    private int looks;

    /** {@code limit} is the longest wait in pauses of the processor; 1 never grows. */
    public Idle(int limit) {
        this.limit = limit;
    }

    /** There was nothing to do. */
    public void idle() {
        for (int i = 0; i < pauses; i++) {
            Thread.onSpinWait();
        }
        pauses = Math.min(pauses * 2, limit);
        if (++looks > PATIENCE) {
            Thread.yield();
        }
    }

    /** There was something to do. */
    public void reset() {
        pauses = 1;
        looks = 0;
    }
}
