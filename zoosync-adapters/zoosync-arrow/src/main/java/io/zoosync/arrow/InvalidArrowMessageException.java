package io.zoosync.arrow;

import java.util.function.Supplier;

/**
 * Bytes were met that are not the Arrow messages which the queue's schema asks for: a stranger
 * wrote to the queue, or its memory was damaged. Nothing outside of the bytes was read.
 *
 * <p>Thrown by the receiving methods of {@link ArrowConsumer}, it means that the message was taken
 * off the queue and dropped, so the next call receives the next one.
 */
public final class InvalidArrowMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidArrowMessageException(String message) {
        super(message);
    }

    InvalidArrowMessageException(String message, Throwable cause) {
        super(message, cause);
    }

    static InvalidArrowMessageException unreadableHeader(RuntimeException cause) {
        return new InvalidArrowMessageException("the header is no valid flatbuffer", cause);
    }

    /** Throws unless the condition holds. */
    static void check(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new InvalidArrowMessageException(message.get());
        }
    }
}
