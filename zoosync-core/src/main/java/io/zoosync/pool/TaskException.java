package io.zoosync.pool;

/**
 * A map failed: the function threw an exception, which is the cause, with the stack trace of the
 * worker; or what it gave could not travel; or the time was up. The rest of the map was cancelled.
 */
public final class TaskException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long index;

    TaskException(String message, long index, Throwable cause) {
        super(message, cause);
        this.index = index;
    }

    /** The index of the element that failed, from 0; -1 if it was not one element's fault. */
    public long index() {
        return index;
    }
}
