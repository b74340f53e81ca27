package io.zoosync.queue;

/**
 * One record of the ring: a 64-bit header, which is one atomic word, and the payload behind it.
 *
 * <pre>
 *   63 ............... 33   32 ..... 30   29 ........... 0
 *  +----------------------+-------------+------------------+
 *  | length of payload    |    state    |  owner (process) |    header, at a multiple of 8
 *  +----------------------+-------------+------------------+
 *  | payload, filled up to a multiple of 8                  |
 *  +--------------------------------------------------------+
 *
 *  CLAIMED → READY | ABORTED        by the owner; READY has the place in the owner's stead
 *  CLAIMED → READY of a shorter record, with others behind it: a batch, by the owner
 *  CLAIMED → LOST                   by a consumer, the owner being dead
 *  PADDING                          fills up to an alignment or to the end of the ring
 * </pre>
 */
final class Record {
    static final int HEADER = 8;
    static final int ALIGNMENT = 8;
    private static final int ALIGNMENT_SHIFT = 3;

    static final int CLAIMED = 1;
    static final int READY = 2;
    static final int ABORTED = 3;
    static final int PADDING = 4;
    static final int LOST = 5;

    private static final int STATE_SHIFT = 30;
    private static final int LENGTH_SHIFT = 33;
    private static final int OWNER_MASK = (1 << STATE_SHIFT) - 1;
    private static final long PLACE_MASK = (1L << LENGTH_SHIFT) - 1;

    private Record() {}

    static boolean isAligned(long position) {
        return (position & (ALIGNMENT - 1)) == 0;
    }

    static long header(int length, int state, int owner) {
        return (long) length << LENGTH_SHIFT | (long) state << STATE_SHIFT | owner;
    }

    /**
     * The header of a READY record. It names the record's position, so that it cannot be taken for
     * that of another round of the ring.
     */
    static long ready(int length, long position) {
        return (long) length << LENGTH_SHIFT | place(position);
    }

    static boolean isReadyAt(long header, long position) {
        return (header & PLACE_MASK) == place(position);
    }

    private static long place(long position) {
        return (long) READY << STATE_SHIFT | position >>> ALIGNMENT_SHIFT & OWNER_MASK;
    }

    /** The header of a padding record that takes {@code size} bytes in all. */
    static long padding(int size) {
        return header(size - HEADER, PADDING, 0);
    }

    static int length(long header) {
        return (int) (header >>> LENGTH_SHIFT);
    }

    static int state(long header) {
        return (int) (header >>> STATE_SHIFT) & 7;
    }

    static int owner(long header) {
        return (int) header & OWNER_MASK;
    }

    /** Bytes that a record takes whose payload has {@code length} bytes; may exceed an int. */
    static long size(int length) {
        return ((long) length + HEADER + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
