package io.zoosync.internal.memory;

/**
 * The places, one after each store to shared memory that others depend on, at which a test can have
 * a process die.
 *
 * <p>A JVM started with {@code -Dzoosync.crashpoint=NAME:N} halts, without running any more of its
 * code, when it passes the point {@code NAME} for the {@code N}th time. In every other JVM {@link
 * #hit()} compares with a constant {@code null} and compiles to nothing.
 */
public enum CrashPoint {
    REGISTRY_BYTE_LOCKED,
    REGISTRY_GENERATION_RAISED,
    REGISTRY_DESCRIBED,
    SEGMENT_TEMPORARY_CREATED,
    SEGMENT_ALLOCATED,
    SEGMENT_HEADER_WRITTEN,
    SEGMENT_PUBLISHED,
    SEGMENT_TEMPORARY_REMOVED,
    ARRAY_HEADER_WRITTEN,
    LOCK_ACQUIRED,
    LOCK_TOKEN_RAISED,
    LOCK_WAITER_MARKED,
    LOCK_WOKEN,
    LOCK_RECOVERED,
    LOCK_RELEASED,
    LOCK_SIGNALLING,
    WAIT_NUMBER_RAISED,
    QUEUE_PADDED,
    QUEUE_CLAIM_MARKED,
    QUEUE_CLAIMED,
    QUEUE_TAIL_PUBLISHED,
    QUEUE_COMMITTED,
    QUEUE_ABORTED,
    QUEUE_VIEW_NOTED,
    QUEUE_CURSOR_ADVANCED,
    QUEUE_CURRENT_NOTED,
    QUEUE_VIEW_FREED,
    QUEUE_VIEW_RETURNED,
    QUEUE_VIEW_RETAKEN,
    QUEUE_SPLIT_BEGUN,
    QUEUE_SPLIT_NOTED,
    QUEUE_SPLIT_SHORTENED,
    QUEUE_SPLIT_ENDED,
    QUEUE_CLAIM_LOST,
    QUEUE_LOST_SETTLED,
    QUEUE_LOST_PLANNED,
    QUEUE_LOST_PLACED,
    QUEUE_LOST_COUNTED,
    QUEUE_REPAIR_FREED,
    QUEUE_REPAIR_CONVERTED,
    QUEUE_REPAIR_ENDED,
    QUEUE_EXCLUSIVE_MARKED,
    QUEUE_EXCLUSIVE_CLEARED,
    POOL_DIRECTORY_MADE,
    POOL_QUEUES_MADE,
    POOL_CONTROL_MADE,
    POOL_TASK_SENT,
    POOL_CANCELLED,
    POOL_WORKER_REGISTERED,
    POOL_WORKER_READY,
    POOL_TASK_NOTED,
    POOL_TASK_TAKEN,
    POOL_TASK_RETURNED,
    POOL_RESULT_SPILLED,
    POOL_RESULT_SENT,
    POOL_TASK_ENDED,
    ;

    private static final CrashPoint ARMED;
    private static final int PASSING;
    private static final java.util.concurrent.atomic.AtomicInteger PASSED =
            new java.util.concurrent.atomic.AtomicInteger();

    static {
        String armed = System.getProperty("zoosync.crashpoint");
        if (armed == null) {
            ARMED = null;
            PASSING = 0;
        } else {
            int colon = armed.indexOf(':');
            ARMED = valueOf(colon < 0 ? armed : armed.substring(0, colon));
            PASSING = colon < 0 ? 1 : Integer.parseInt(armed.substring(colon + 1));
        }
    }

    /** Halts this JVM if this is the armed point and its turn has come. */
    public void hit() {
        if (ARMED != null && ARMED == this && PASSED.incrementAndGet() == PASSING) {
            Runtime.getRuntime().halt(137);
        }
    }
}
