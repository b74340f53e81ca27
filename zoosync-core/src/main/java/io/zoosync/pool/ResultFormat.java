package io.zoosync.pool;

/**
 * A message to the parent, in the machine's byte order.
 *
 * <pre>
 *  0        4        8          16        24      28       32
 *  +--------+--------+----------+---------+-------+--------+---------
 *  |  slot  |  kind  | sequence |  nanos  | flags | length | payload
 *  +--------+--------+----------+---------+-------+--------+---------
 * </pre>
 *
 * {@code nanos} is how long the task ran. Messages that are not about a task have their worker's
 * line in place of the slot.
 */
final class ResultFormat {
    static final int SLOT = 0;
    static final int KIND = SLOT + Integer.BYTES;
    static final int SEQUENCE = KIND + Integer.BYTES;
    static final int NANOS = SEQUENCE + Long.BYTES;
    static final int FLAGS = NANOS + Long.BYTES;
    static final int LENGTH = FLAGS + Integer.BYTES;
    static final int PAYLOAD = 32;

    static final int SPILLED = 1;

    /** The results of the elements. */
    static final int VALUE = 1;

    /** The index of an element, and what was thrown. */
    static final int FAILURE = 2;

    /** Not run, or not to its end, because it was cancelled. */
    static final int CANCELLED = 3;

    /** Not run, because another worker had it before and died. */
    static final int RETURNED = 4;

    /** By a worker: it is ready for tasks. */
    static final int READY = 5;

    /** By a worker: the initialiser threw what is in the payload. */
    static final int START_FAILED = 6;

    /** By the parent itself: all that a dead worker sent came before. */
    static final int DEATH = 7;

    private ResultFormat() {}
}
