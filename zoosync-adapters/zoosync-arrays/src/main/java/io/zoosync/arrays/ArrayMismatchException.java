package io.zoosync.arrays;

/**
 * A message is not the array that was asked for; the text names both. The message was given back,
 * and will be received again.
 */
public final class ArrayMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ArrayMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
