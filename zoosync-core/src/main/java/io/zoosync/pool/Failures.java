package io.zoosync.pool;

/** Makes the exceptions that a map throws. */
final class Failures {
    private Failures() {}

    /** What a map throws of what went wrong with an element. */
    static RuntimeException ofElement(long index, Throwable thrown) {
        if (thrown instanceof WorkerDiedException died) {
            return died;
        }
        return new TaskException("element " + index + " failed: " + thrown, index, thrown);
    }

    /** An exception that another thread made, with the stack trace of this one as well. */
    static RuntimeException rethrown(Throwable thrown) {
        if (thrown instanceof RuntimeException exception) {
            exception.addSuppressed(new Here());
            return exception;
        }
        return new TaskException(thrown.toString(), -1, thrown);
    }

    /** Shows where in the user's program the map was called. */
    static final class Here extends RuntimeException {
        private static final long serialVersionUID = 1;

        Here() {
            super("the map was called here", null, false, true);
        }
    }
}
