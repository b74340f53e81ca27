package io.zoosync;

/**
 * Stands for an exception of a worker that could not be sent itself, be it that it holds what
 * cannot be serialised or that this process does not have its class. It has the original's class
 * name, message, stack trace, cause and suppressed exceptions.
 */
public final class RemoteFailureException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String className;
    private final String originalMessage;

    /**
     * Made by ZooSync; the stack trace, and what was suppressed, are set afterwards.
     *
     * @param className the original's class
     * @param originalMessage the original's message, or null
     * @param cause the original's cause or what stands for it, or null
     */
    public RemoteFailureException(String className, String originalMessage, Throwable cause) {
        super(originalMessage == null ? className : className + ": " + originalMessage, cause);
        this.className = className;
        this.originalMessage = originalMessage;
    }

    /** The name of the original exception's class. */
    public String className() {
        return className;
    }

    /** The original exception's message; null if it had none. */
    public String originalMessage() {
        return originalMessage;
    }
}
