package io.zoosync;

/**
 * Says that a function or a value cannot be sent to another process, and why: its message names the
 * way from what was handed over to the object that cannot travel, such as {@code captured argument
 * 1 → Config.connection: java.net.Socket is not Serializable}.
 *
 * <p>It is thrown before anything is sent.
 */
public final class CannotTravelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Made by ZooSync, with the way to the object and what is wrong with it. */
    public CannotTravelException(String message) {
        super(message);
    }

    /** As above, with the failure of the attempt to write the object. */
    public CannotTravelException(String message, Throwable cause) {
        super(message, cause);
    }
}
