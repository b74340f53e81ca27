package io.zoosync.pool;

/**
 * A message to a worker, in the machine's byte order.
 *
 * <pre>
 *  0        4        8          16         24      32      36       40
 *  +--------+--------+----------+----------+-------+-------+--------+---------
 *  |  slot  | flags  | sequence | function | first | count | length | payload
 *  +--------+--------+----------+----------+-------+-------+--------+---------
 * </pre>
 *
 * {@code function} is the number of its file, or {@link #INLINE}: the payload is a task as a whole.
 * {@code first} and {@code count} say which elements of a map these are. A payload that is {@link
 * #SPILLED} is in a file named after the sequence.
 */
final class TaskFormat {
    static final int SLOT = 0;
    static final int FLAGS = SLOT + Integer.BYTES;
    static final int SEQUENCE = FLAGS + Integer.BYTES;
    static final int FUNCTION = SEQUENCE + Long.BYTES;
    static final int FIRST = FUNCTION + Long.BYTES;
    static final int COUNT = FIRST + Long.BYTES;
    static final int LENGTH = COUNT + Integer.BYTES;
    static final int PAYLOAD = 40;

    static final int SPILLED = 1;
    static final long INLINE = -1;

    private TaskFormat() {}
}
