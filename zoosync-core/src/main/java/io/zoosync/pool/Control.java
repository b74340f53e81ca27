package io.zoosync.pool;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.SharedFile;
import io.zoosync.internal.sync.WaitWord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The memory in which the parent sees what each worker is at, and a worker sees that its task is no
 * longer wanted.
 *
 * <p><b>A worker's line.</b> Before it commits the receipt of a message, a worker notes its slot
 * and then its sequence; when the result is sent, it clears the sequence. So when a worker has
 * died, each message is in exactly one of these states, and the parent can tell:
 *
 * <pre>
 * killed after            the parent sees                        and does
 * (message received)      nothing; the queue delivers it again,  sends it again
 *                         and the receiver hands it back
 * POOL_TASK_DESCRIBED     as for the message received            the same
 * POOL_TASK_NOTED         the sequence in the line; the message  retries or fails the task;
 *                         is handed back as well                 ignores what is handed back
 * POOL_TASK_TAKEN         the sequence in the line               retries or fails the task
 * POOL_ELEMENT_NOTED      the same, at an element                the same, and names the element
 * POOL_RESULT_SPILLED     the sequence, and a file of that name  the same, and removes the file
 * POOL_RESULT_SENT        the result, then the sequence          takes the result
 * POOL_TASK_ENDED         the result                             takes the result
 * POOL_WORKER_REGISTERED  an end before READY                    starts another
 * POOL_WORKER_READY       READY, then an end                     starts another
 * POOL_TASK_RETURNED      the message handed back; it may be     sends it again; ignores the
 *                         handed back once more                  second return
 * </pre>
 *
 * A line is looked at only after a marker that the parent itself put into the result queue when the
 * worker's end was known has come out of it: all that the worker had sent came before.
 *
 * <p><b>When the parent dies</b> at any point (POOL_DIRECTORY_MADE, POOL_QUEUES_MADE,
 * POOL_CONTROL_MADE, POOL_LINE_CLEARED, POOL_SLOT_MARKED, POOL_TASK_SENT, POOL_CANCELLED), its
 * workers remove the pool's files and end; if it has none yet, the next pool that any process
 * creates removes them.
 *
 * <p>Tests: {@code PoolCrashPointTest}, {@code ParentDeathTest}, {@code CrashEnumerationTest}.
 */
final class Control {
    /** Levels of a slot's cancel word. */
    static final int WANTED = 0;

    /** The message is to be skipped if it has not been begun. */
    static final int UNWANTED = 1;

    /** The task is to be interrupted as well. */
    static final int INTERRUPT = 2;

    private final Memory memory;
    private final int lines;

    /** Workers without a task sleep here. */
    final WaitWord taskBell;

    /** The parent's dispatcher sleeps here. */
    final WaitWord resultBell;

    /** The workers' watchers sleep here. */
    final WaitWord controlBell;

    private Control(Memory memory) {
        this.memory = memory;
        this.lines = memory.getInt(ControlLayout.LINES_OFFSET);
        this.taskBell = new WaitWord(memory, ControlLayout.TASK_BELL);
        this.resultBell = new WaitWord(memory, ControlLayout.RESULT_BELL);
        this.controlBell = new WaitWord(memory, ControlLayout.CONTROL_BELL);
    }

    static Control create(Path file, int parent, int lines) throws IOException {
        Memory memory =
                SharedFile.create(
                        file,
                        parent,
                        ControlLayout.size(lines),
                        fresh -> {
                            fresh.putInt(ControlLayout.VERSION_OFFSET, ControlLayout.VERSION);
                            fresh.putInt(ControlLayout.PARENT_OFFSET, parent);
                            fresh.putInt(ControlLayout.LINES_OFFSET, lines);
                            fresh.putLong(ControlLayout.MAGIC_OFFSET, ControlLayout.MAGIC);
                        });
        CrashPoint.POOL_CONTROL_MADE.hit();
        return new Control(memory);
    }

    static Control open(Path file) throws IOException {
        try (FileChannel channel = SharedFile.open(file)) {
            Memory memory = SharedFile.map(channel, Math.toIntExact(channel.size()));
            if (memory.size() < ControlLayout.WORKER_LINES
                    || memory.getLong(ControlLayout.MAGIC_OFFSET) != ControlLayout.MAGIC
                    || memory.getInt(ControlLayout.VERSION_OFFSET) != ControlLayout.VERSION
                    || memory.size()
                            != ControlLayout.size(memory.getInt(ControlLayout.LINES_OFFSET))) {
                throw new CorruptSegmentException(file + " is not the control file of a pool");
            }
            return new Control(memory);
        }
    }

    int lines() {
        return lines;
    }

    /** The owner word of the process that has the pool. */
    int parent() {
        return memory.getInt(ControlLayout.PARENT_OFFSET);
    }

    // By the parent

    void setCancel(int slot, int level) {
        memory.putIntRelease(ControlLayout.cancelOffset(slot), level);
        CrashPoint.POOL_SLOT_MARKED.hit();
    }

    /** Makes a line ready for the next worker. */
    void clearLine(int line) {
        memory.putInt(ControlLayout.ownerOffset(line), 0);
        memory.putLongRelease(ControlLayout.sequenceOffset(line), 0);
        CrashPoint.POOL_LINE_CLEARED.hit();
    }

    // By a worker

    void register(int line, int owner) {
        memory.putIntRelease(ControlLayout.ownerOffset(line), owner);
        CrashPoint.POOL_WORKER_REGISTERED.hit();
    }

    /** Notes what a worker is about to work on. */
    void begin(int line, int slot, long sequence, long element) {
        memory.putInt(ControlLayout.slotOffset(line), slot);
        memory.putLong(ControlLayout.elementOffset(line), element);
        CrashPoint.POOL_TASK_DESCRIBED.hit();
        memory.putLongRelease(ControlLayout.sequenceOffset(line), sequence);
        CrashPoint.POOL_TASK_NOTED.hit();
    }

    /** Notes the element in hand. */
    void element(int line, long index) {
        memory.putLong(ControlLayout.elementOffset(line), index);
        CrashPoint.POOL_ELEMENT_NOTED.hit();
    }

    /** Notes that the result is sent. */
    void end(int line) {
        memory.putLongRelease(ControlLayout.sequenceOffset(line), 0);
        CrashPoint.POOL_TASK_ENDED.hit();
    }

    // By both

    int cancel(int slot) {
        return memory.getIntAcquire(ControlLayout.cancelOffset(slot));
    }

    long sequence(int line) {
        return memory.getLongAcquire(ControlLayout.sequenceOffset(line));
    }

    long element(int line) {
        return memory.getLong(ControlLayout.elementOffset(line));
    }

    int slot(int line) {
        return memory.getInt(ControlLayout.slotOffset(line));
    }

    int owner(int line) {
        return memory.getIntAcquire(ControlLayout.ownerOffset(line));
    }
}
