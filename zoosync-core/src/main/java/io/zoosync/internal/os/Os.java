package io.zoosync.internal.os;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The few calls that ZooSync needs from the operating system and that the JDK does not offer.
 *
 * <p>Every call returns its result, or {@code -errno} where it failed; there is no shared error
 * state. Implementations are safe for use by any number of threads.
 */
public interface Os {
    int EPERM = 1;
    int ENOENT = 2;
    int EINTR = 4;
    int EAGAIN = 11;
    int EACCES = 13;
    int ENFILE = 23;
    int EMFILE = 24;
    int ENOSPC = 28;
    int ENOSYS = 38;
    int ETIMEDOUT = 110;

    /** The binding that this process uses, chosen once: FFM, else JNA, else portable. */
    static Os current() {
        return OsSelection.current();
    }

    /**
     * A new binding of the given {@link #name}, whatever this process uses.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws UnsupportedOperationException if it does not work here; the message says why
     */
    static Os named(String name) {
        return OsSelection.named(name);
    }

    /** {@code "ffm"}, {@code "jna"} or {@code "portable"}. */
    String name();

    /** The address of byte 0 of a direct buffer, or 0 where this binding knows no addresses. */
    long addressOf(ByteBuffer direct);

    /**
     * Blocks while the 32-bit word at {@code offset} of {@code memory} holds {@code expected},
     * until a {@link #futexWake} on the word, {@code timeoutNanos}, or for no reason at all.
     *
     * <p>A native wait takes no notice of {@link Thread#interrupt}. A polling one returns {@code
     * -EINTR} soon after it, or at once if the interrupt came before, and leaves the interrupt
     * status set: who would wait on regardless must clear the status first and restore it later, or
     * it spins.
     *
     * @param memory the mapped memory
     * @param address what {@link #addressOf} said of {@code memory}
     * @return 0, {@code -EAGAIN} (the word held another value), {@code -ETIMEDOUT} or {@code
     *     -EINTR}
     */
    int futexWait(ByteBuffer memory, long address, int offset, int expected, long timeoutNanos);

    /**
     * Wakes at most {@code count} threads, in any process, that wait on the word.
     *
     * @return how many were woken (0 where the binding's waiters poll)
     */
    int futexWake(ByteBuffer memory, long address, int offset, int count);

    /**
     * Opens an existing file, close-on-exec, for the two lock calls below; a symbolic link is
     * refused. The handle is never closed.
     *
     * @return the handle, or {@code -errno}
     */
    int openLockFile(Path file);

    /**
     * Takes the exclusive lock of one byte (which may lie beyond the end of the file) for the rest
     * of this process's life. Where the binding is portable, the lock is lost if anyone in this
     * process opens and closes the file by other means: map it first, lock then.
     *
     * @return 0, {@code -EAGAIN} where another process holds it, or {@code -errno}
     */
    int lockByte(int handle, long position);

    /**
     * Asks, without taking it, whether another process holds the lock of a byte. A byte that this
     * process itself holds through {@code handle} counts as free. The portable binding takes the
     * byte for a moment, so that another's test or attempt at that moment sees it locked.
     *
     * @return 1 (locked by another), 0 (free), or {@code -errno}
     */
    int testByte(int handle, long position);

    /**
     * Gives a new, empty file its length with every page allocated, so that later stores to a
     * mapping of it cannot fault for lack of memory. A file that is already longer keeps its
     * length; after an error the length is unspecified.
     *
     * @return 0, {@code -ENOSPC}, or {@code -errno}
     */
    int allocate(Path file, long bytes);

    /** The effective user id of this process. */
    int uid();
}
