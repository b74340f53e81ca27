package io.zoosync.queue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;

/**
 * Who has received what and not yet committed it.
 *
 * <pre>
 *   0       8      16      20      24            64
 *  +-------+------+-------+-------+------+------+
 *  | START | END  | STATE | FIRST | REST |      |      START, END: positions
 *  +-------+------+-------+-------+------+------+      STATE: FREE, HELD | owner, RETURNED
 * </pre>
 *
 * <p>FIRST says how often the first message of the range has been handed out, REST how often each
 * of the others. A range of more than one message is held only by a {@code drain}, which raises
 * START as it goes, so that only the message in hand is received again if its process dies.
 *
 * <p>Entries are made, taken over and split under the consumer lock. They are freed, given back and
 * shortened from the front by their holder without it, each by one release store. Producers read
 * the table without the lock ({@link Ring#freeUpTo}): an entry is written before the cursor passes
 * its range, and a split writes the new entry before it shortens the old one, inside SPLITTING.
 */
final class ViewTable {
    static final int FREE = 0;

    private static final int START = 0;
    private static final int END = 8;
    private static final int STATE = 16;
    private static final int FIRST = 20;
    private static final int REST = 24;

    private static final int HELD = 1 << 30;
    private static final int RETURNED = 2 << 30;
    private static final int KIND = 3 << 30;

    /**
     * How many entries to leave free, so that repairs always, and splits nearly always, find one.
     */
    static final int FOR_RECEIPT = 8;

    static final int FOR_SPLIT = 4;
    static final int FOR_REPAIR = 0;

    private final Memory memory;

    ViewTable(Memory memory) {
        this.memory = memory;
    }

    private static int entry(int index) {
        return QueueLayout.VIEW_TABLE + index * QueueLayout.VIEW_STRIDE;
    }

    /** How many entries, from 0, may be in use. */
    int used() {
        return checked(memory.getIntAcquire(QueueLayout.VIEWS));
    }

    /** A count that cannot be was damaged: then any entry may be in use. */
    private static int checked(int used) {
        return used >= 0 && used <= QueueLayout.VIEW_COUNT ? used : QueueLayout.VIEW_COUNT;
    }

    /** A free entry, or -1 if only {@code reserved} are left. Under the lock. */
    int allocate(int reserved) {
        int before = memory.getInt(QueueLayout.VIEWS);
        int used = checked(before);
        while (used > 0 && isFree(used - 1)) {
            used--;
        }
        int index = 0;
        while (index < used && !isFree(index)) {
            index++;
        }
        if (index >= QueueLayout.VIEW_COUNT - reserved) {
            return -1;
        }
        used = Math.max(used, index + 1);
        if (used != before) {
            memory.putIntRelease(QueueLayout.VIEWS, used);
            CrashPoint.QUEUE_ENTRY_FOUND.hit();
        }
        return index;
    }

    /** Writes a free entry; its state last. */
    void hold(int index, long start, long end, int first, int rest, int owner) {
        write(index, start, end, first, rest, HELD | owner);
        CrashPoint.QUEUE_VIEW_NOTED.hit();
    }

    void note(int index, long start, long end, int first, int rest) {
        write(index, start, end, first, rest, RETURNED);
        CrashPoint.QUEUE_VIEW_NOTED.hit();
    }

    private void write(int index, long start, long end, int first, int rest, int state) {
        int at = entry(index);
        memory.putLong(at + START, start);
        memory.putLong(at + END, end);
        memory.putInt(at + FIRST, first);
        memory.putInt(at + REST, rest);
        CrashPoint.QUEUE_ENTRY_WRITTEN.hit();
        memory.putIntRelease(at + STATE, state); // SYNC: view entry
    }

    /** Takes an entry over as it is, with one more delivery. Under the lock. */
    void retake(int index, long start, int owner) {
        int at = entry(index);
        memory.putLongRelease(at + START, start);
        CrashPoint.QUEUE_RETAKE_MOVED.hit();
        memory.putInt(at + FIRST, memory.getInt(at + FIRST) + 1);
        CrashPoint.QUEUE_RETAKE_COUNTED.hit();
        memory.putIntRelease(at + STATE, HELD | owner);
        CrashPoint.QUEUE_VIEW_RETAKEN.hit();
    }

    /**
     * Takes the first message of an entry over as an entry of its own and gives the rest back.
     * Under the lock.
     */
    void split(int index, int fresh, long start, long middle, int owner) {
        int at = entry(index);
        setSplitting(true);
        CrashPoint.QUEUE_SPLIT_BEGUN.hit();
        write(fresh, start, middle, memory.getInt(at + FIRST) + 1, 0, HELD | owner);
        CrashPoint.QUEUE_SPLIT_NOTED.hit();
        shorten(index, middle);
        CrashPoint.QUEUE_SPLIT_SHORTENED.hit();
        memory.putIntRelease(at + STATE, RETURNED);
        CrashPoint.QUEUE_SPLIT_RETURNED.hit();
        setSplitting(false);
        CrashPoint.QUEUE_SPLIT_ENDED.hit();
    }

    private void shorten(int index, long middle) {
        int at = entry(index);
        memory.putInt(at + FIRST, memory.getInt(at + REST));
        CrashPoint.QUEUE_SPLIT_COUNTED.hit();
        memory.putLongRelease(at + START, middle);
    }

    private void setSplitting(boolean splitting) {
        int number = memory.getInt(QueueLayout.SPLITTING);
        if ((number & 1) == 1 != splitting) {
            memory.putIntVolatile(QueueLayout.SPLITTING, number + 1);
        }
    }

    /** A number that changes with each split; odd during one. */
    int splitting() {
        return memory.getIntAcquire(QueueLayout.SPLITTING);
    }

    /** Where the holder of an entry stores, with release, what it is done with. */
    int startOffset(int index) {
        return entry(index) + START;
    }

    void free(int index) {
        memory.putIntRelease(entry(index) + STATE, FREE); // SYNC: view entry
    }

    /** By the holder: to be received again. */
    void giveBack(int index) {
        memory.putIntRelease(entry(index) + STATE, RETURNED);
        CrashPoint.QUEUE_VIEW_RETURNED.hit();
        hint();
    }

    /** Says that an entry may have been given back. */
    void hint() {
        memory.putIntRelease(QueueLayout.RETURNED, 1);
        CrashPoint.QUEUE_HINT_CHANGED.hit();
    }

    /**
     * Says that none was given back, before the entries are looked through, under the lock. The
     * store must not wait until after the looks: it would wipe out the hint of one that was given
     * back in between, and nobody would look for it until a check is due.
     */
    void clearHint() {
        memory.putIntVolatile(QueueLayout.RETURNED, 0);
        CrashPoint.QUEUE_HINT_CHANGED.hit();
    }

    boolean isFree(int index) {
        return state(index) == FREE;
    }

    /** Whether an entry can have this state at all. */
    static boolean isState(int state) {
        return state == FREE || state == RETURNED || (state & KIND) == HELD && state != HELD;
    }

    boolean isReturned(int state) {
        return (state & KIND) == RETURNED;
    }

    /** The owner word in a state, or 0 if nobody holds the entry. */
    int holder(int state) {
        return (state & KIND) == HELD ? state & ~KIND : 0;
    }

    int state(int index) {
        return memory.getIntAcquire(entry(index) + STATE);
    }

    long start(int index) {
        return memory.getLongAcquire(entry(index) + START);
    }

    long end(int index) {
        return memory.getLongOpaque(entry(index) + END);
    }

    int first(int index) {
        return memory.getInt(entry(index) + FIRST);
    }

    int rest(int index) {
        return memory.getInt(entry(index) + REST);
    }

    /**
     * Undoes what a dead holder of the consumer lock left half done; may be begun again at any
     * point. Under the lock.
     *
     * @param cursor what lies from here on was not handed out
     */
    void repair(long cursor) {
        int used = used();
        for (int i = 0; i < used; i++) {
            // By its end: a living drain's entry may start at the cursor, after its last message.
            if (!isFree(i) && end(i) > cursor) {
                free(i); // noted, but the cursor did not pass it
                CrashPoint.QUEUE_REPAIR_FREED.hit();
            }
        }
        for (int i = 0; i < used; i++) {
            for (int j = 0; j < used; j++) {
                if (i != j && overlaps(i, j)) {
                    shorten(j, end(i)); // split, but not shortened
                    CrashPoint.QUEUE_REPAIR_SHORTENED.hit();
                }
            }
        }
        setSplitting(false);
        CrashPoint.QUEUE_REPAIR_JOINED.hit();
        hint();
        CrashPoint.QUEUE_REPAIR_ENDED.hit();
    }

    private boolean overlaps(int shorter, int longer) {
        if (isFree(shorter) || isFree(longer)) {
            return false;
        }
        long start = start(shorter); // read once: a living drain may raise it at any time
        return start < end(shorter) && start(longer) <= start && end(shorter) < end(longer);
    }
}
