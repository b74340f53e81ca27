package io.zoosync.examples.transfer;

import java.io.IOException;

/** Why a command failed, in words for its user. */
final class TransferException extends IOException {
    private static final long serialVersionUID = 1L;

    TransferException(String message) {
        super(message);
    }

    TransferException(String message, Throwable cause) {
        super(message, cause);
    }
}
