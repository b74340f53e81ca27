package io.zoosync.pool;

/**
 * The pool as a whole cannot work: its workers end before they can take a task, again and again, or
 * its shared memory is damaged. The message has what the last worker printed.
 */
public final class PoolBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PoolBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
