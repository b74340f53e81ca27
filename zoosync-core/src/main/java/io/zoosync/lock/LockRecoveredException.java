package io.zoosync.lock;

/**
 * A process died while it held the lock, and nobody has said since that what the lock protects is
 * sound.
 *
 * <p>Thrown by the methods of {@link java.util.concurrent.locks.Lock} of a {@link ZooLock} that was
 * opened without a recovery handler; the caller does <em>not</em> hold the lock then, and every
 * such call goes on throwing. {@link ZooLock#acquire()} gets the lock, so that its holder can
 * repair the state and call {@link Guard#markConsistent()}. Only {@code Condition.await} throws
 * this while holding the lock, as its contract asks.
 */
public final class LockRecoveredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LockRecoveredException(String message) {
        super(message);
    }
}
