package io.zoosync.internal.npy;

import java.io.IOException;

/** Says why something is not a {@code .npy} file, or not one that can be read here. */
public final class NpyFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, without the file, which the caller knows. */
    public NpyFormatException(String message) {
        super(message);
    }
}
