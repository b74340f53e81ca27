package io.zoosync.pool;

import java.util.OptionalInt;

/**
 * The worker process that ran a task ended in the midst of it, and the task was not to be run
 * again. It may have been done in part, or wholly. Other tasks are not affected, and another worker
 * has taken the dead one's place.
 */
public final class WorkerDiedException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SIGNALLED = 128;
    private static final int MOST_SIGNAL = 64;

    private final long index;
    private final int worker;
    private final long pid;
    private final int exitStatus;

    WorkerDiedException(String task, long index, int worker, long pid, int exitStatus, int deaths) {
        super(message(task, worker, pid, exitStatus, deaths));
        this.index = index;
        this.worker = worker;
        this.pid = pid;
        this.exitStatus = exitStatus;
    }

    private static String message(String task, int worker, long pid, int status, int deaths) {
        String text =
                String.format(
                        "worker %d (process %d) %s while it ran %s",
                        worker, pid, describe(status), task);
        return deaths > 1 ? text + ", as " + (deaths - 1) + " before it" : text;
    }

    /** How a process ended, from its exit status. */
    static String describe(int status) {
        if (!isSignal(status)) {
            return "ended with exit status " + status;
        }
        int signal = status - SIGNALLED;
        String name =
                switch (signal) {
                    case 6 -> " (SIGABRT)";
                    case 7 -> " (SIGBUS)";
                    case 9 -> " (SIGKILL)";
                    case 11 -> " (SIGSEGV)";
                    case 15 -> " (SIGTERM)";
                    default -> "";
                };
        return "was ended by signal " + signal + name;
    }

    private static boolean isSignal(int status) {
        return status > SIGNALLED && status <= SIGNALLED + MOST_SIGNAL;
    }

    /** The index in its map of the element that was being worked on; 0 for a single task. */
    public long index() {
        return index;
    }

    /** The number of the worker in its pool, from 0. */
    public int worker() {
        return worker;
    }

    /** The process id that the worker had. */
    public long pid() {
        return pid;
    }

    /** What the process ended with: 128 and the signal if a signal ended it. */
    public int exitStatus() {
        return exitStatus;
    }

    /**
     * The signal that ended the process, 9 for {@code SIGKILL}; empty if it ended by itself. A
     * process that ends by itself with a status above 128 cannot be told from a signalled one.
     */
    public OptionalInt signal() {
        return isSignal(exitStatus) ? OptionalInt.of(exitStatus - SIGNALLED) : OptionalInt.empty();
    }
}
