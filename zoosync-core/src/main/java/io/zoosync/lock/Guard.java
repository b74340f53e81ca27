package io.zoosync.lock;

/**
 * One holding of a {@link ZooLock}, ended by {@link #close()}; meant for try-with-resources.
 *
 * <pre>{@code
 * try (Guard guard = lock.acquire()) {
 *     if (guard.recovered()) {
 *         repair();
 *         guard.markConsistent();
 *     }
 *     work();
 * }
 * }</pre>
 *
 * For the thread that acquired the lock only: other threads get {@link
 * IllegalMonitorStateException}, and so does a use after {@link #close()}.
 */
public final class Guard implements AutoCloseable {
    private final ZooLock lock;
    private boolean open = true;

    Guard(ZooLock lock) {
        this.lock = lock;
    }

    /**
     * Whether a process died while it held the lock and nobody has called {@link #markConsistent()}
     * since: what the lock protects may be half changed.
     */
    public boolean recovered() {
        checkOpen();
        return lock.inconsistent();
    }

    /**
     * Says that what the lock protects is sound again. Without it the next holder, in whatever
     * process, finds {@link #recovered()} true as well. Does nothing if it is not.
     */
    public void markConsistent() {
        checkOpen();
        lock.markConsistent();
    }

    /**
     * The fencing token of this holding: the same at each call, and greater than any that an
     * earlier holding of the lock was told, in any process. A resource that remembers the greatest
     * token it has seen can refuse a holder that comes too late.
     */
    public long token() {
        checkOpen();
        return lock.token();
    }

    private void checkOpen() {
        if (!open) {
            throw new IllegalMonitorStateException("this guard of " + lock + " is closed");
        }
        lock.checkHeld();
    }

    /** Releases the lock (one holding of it); a second call does nothing. */
    @Override
    public void close() {
        if (open) {
            lock.unlock();
            open = false;
        }
    }
}
