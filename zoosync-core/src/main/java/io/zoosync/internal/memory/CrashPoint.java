package io.zoosync.internal.memory;

/**
 * The places, one after each store to shared memory that others depend on, at which a test can have
 * a process die. What survivors see and who repairs it stands in the class comments of those who
 * pass them.
 *
 * <p>A JVM started with {@code -Dzoosync.crashpoint=NAME:N} halts, without running any more of its
 * code, when it passes the point {@code NAME} for the {@code N}th time; with {@code
 * -Dzoosync.crashpoint.counts=FILE} it counts in that file how often it has passed each point. In
 * every other JVM {@link #hit()} compares a constant {@code null} with {@code null} and compiles to
 * nothing.
 */
public enum CrashPoint {
    REGISTRY_BYTE_LOCKED,
    REGISTRY_SEARCH_MOVED,
    REGISTRY_GENERATION_RAISED,
    REGISTRY_DESCRIBING,
    REGISTRY_DESCRIBED,
    REGISTRY_ALIVE,
    SEGMENT_TEMPORARY_CREATED,
    SEGMENT_ALLOCATED,
    SEGMENT_HEADER_WRITTEN,
    SEGMENT_PUBLISHED,
    SEGMENT_TEMPORARY_REMOVED,
    ARRAY_HEADER_WRITTEN,
    POISON_BEGUN,
    POISON_EXPLAINED,
    POISON_ENDED,
    LOCK_ACQUIRED,
    LOCK_TOKEN_RAISED,
    LOCK_DEATH_NOTED,
    LOCK_WAITER_MARKED,
    LOCK_WOKEN,
    LOCK_RECOVERED,
    LOCK_RELEASED,
    LOCK_SIGNALLING,
    WAIT_SLEEPER_MARKED,
    WAIT_NUMBER_RAISED,
    WAIT_WOKEN,
    QUEUE_PADDED,
    QUEUE_NEXT_CLEARED,
    QUEUE_CLAIMED,
    QUEUE_TAIL_PUBLISHED,
    QUEUE_BATCH_WRITTEN,
    QUEUE_COMMITTED,
    QUEUE_ABORTED,
    QUEUE_ENTRY_FOUND,
    QUEUE_ENTRY_WRITTEN,
    QUEUE_VIEW_NOTED,
    QUEUE_CURSOR_ADVANCED,
    QUEUE_CURRENT_NOTED,
    QUEUE_DRAIN_MOVED,
    QUEUE_VIEW_FREED,
    QUEUE_VIEW_RETURNED,
    QUEUE_HINT_CHANGED,
    QUEUE_RETAKE_MOVED,
    QUEUE_RETAKE_COUNTED,
    QUEUE_VIEW_RETAKEN,
    QUEUE_REDELIVERY_COUNTED,
    QUEUE_SPLIT_BEGUN,
    QUEUE_SPLIT_NOTED,
    QUEUE_SPLIT_COUNTED,
    QUEUE_SPLIT_SHORTENED,
    QUEUE_SPLIT_RETURNED,
    QUEUE_SPLIT_ENDED,
    QUEUE_CLAIM_LOST,
    QUEUE_LOST_SETTLED,
    QUEUE_LOST_PLANNED,
    QUEUE_LOST_PLACED,
    QUEUE_LOST_COUNTED,
    QUEUE_REPAIR_FREED,
    QUEUE_REPAIR_SHORTENED,
    QUEUE_REPAIR_JOINED,
    QUEUE_REPAIR_CONVERTED,
    QUEUE_REPAIR_ENDED,
    QUEUE_REPAIR_UNMARKED,
    QUEUE_EXCLUSIVE_MARKED,
    QUEUE_EXCLUSIVE_CLEARED,
    POOL_DIRECTORY_MADE,
    POOL_QUEUES_MADE,
    POOL_CONTROL_MADE,
    POOL_LINE_CLEARED,
    POOL_SLOT_MARKED,
    POOL_TASK_SENT,
    POOL_CANCELLED,
    POOL_WORKER_REGISTERED,
    POOL_WORKER_READY,
    POOL_TASK_DESCRIBED,
    POOL_TASK_NOTED,
    POOL_TASK_TAKEN,
    POOL_ELEMENT_NOTED,
    POOL_TASK_RETURNED,
    POOL_RESULT_SPILLED,
    POOL_RESULT_SENT,
    POOL_TASK_ENDED,
    ;

    /** Null but in tests, so that what depends on it is compiled to nothing. */
    private static final CrashPlan PLAN = CrashPlan.fromProperties();

    /** Halts this JVM if this is the armed point and its turn has come. */
    public void hit() {
        if (PLAN != null) {
            PLAN.passed(this);
        }
    }
}
