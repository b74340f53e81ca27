package io.zoosync.pool;

/**
 * The pool's file {@code control}, in the machine's byte order: what is not worth a message. Words
 * that different processes write lie {@value #LINE} bytes apart.
 *
 * <pre>
 *     0  MAGIC         long
 *     8  VERSION       int
 *    12  PARENT        int   owner word of the process that has the pool
 *    16  LINES         int   how many worker lines follow
 *   128  TASK_BELL     int   wait word of workers without a task
 *   256  RESULT_BELL   int   wait word of the parent's dispatcher
 *   384  CONTROL_BELL  int   wait word of the workers' watchers
 *   512  CANCEL        int[{@value #SLOTS}]  by slot: written by the parent, see Control
 *        LINE          a line of {@value #LINE} bytes for each worker, written by it alone:
 *                       0  SEQUENCE long  the message it works on, 0 for none
 *                       8  ELEMENT  long  the index of the element in hand
 *                      16  SLOT     int   the slot of that message
 *                      20  OWNER    int   the worker's owner word, 0 until it has one
 * </pre>
 */
final class ControlLayout {
    static final int LINE = 128;

    /** How many messages can be under way at a time. */
    static final int SLOTS = 8192;

    static final long MAGIC = 0x5a4f4f504f4f4c43L; // "ZOOPOOLC"
    static final int VERSION = 1;

    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = MAGIC_OFFSET + Long.BYTES;
    static final int PARENT_OFFSET = VERSION_OFFSET + Integer.BYTES;
    static final int LINES_OFFSET = PARENT_OFFSET + Integer.BYTES;
    static final int TASK_BELL = LINE;
    static final int RESULT_BELL = TASK_BELL + LINE;
    static final int CONTROL_BELL = RESULT_BELL + LINE;
    static final int CANCEL = CONTROL_BELL + LINE;
    static final int WORKER_LINES = CANCEL + SLOTS * Integer.BYTES;

    private static final int SEQUENCE = 0;
    private static final int ELEMENT = SEQUENCE + Long.BYTES;
    private static final int SLOT = ELEMENT + Long.BYTES;
    private static final int OWNER = SLOT + Integer.BYTES;

    private ControlLayout() {}

    static int size(int lines) {
        return WORKER_LINES + lines * LINE;
    }

    static int cancelOffset(int slot) {
        return CANCEL + slot * Integer.BYTES;
    }

    static int sequenceOffset(int line) {
        return WORKER_LINES + line * LINE + SEQUENCE;
    }

    static int elementOffset(int line) {
        return WORKER_LINES + line * LINE + ELEMENT;
    }

    static int slotOffset(int line) {
        return WORKER_LINES + line * LINE + SLOT;
    }

    static int ownerOffset(int line) {
        return WORKER_LINES + line * LINE + OWNER;
    }
}
