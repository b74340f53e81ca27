package io.zoosync.internal.sync;

/**
 * How long to stand back from a lock that others take again and again for a moment.
 *
 * <p>Each time such a lock changes hands, its line and those of what it protects go from core to
 * core, which takes many times as long as the work itself. Who stands back for some microseconds
 * lets another do the work of hundreds of turns meanwhile, and then has as many: together they do
 * several times as much as turn by turn. Collisions that follow each other closely double the
 * pause, up to {@value #MOST_NANOS} ns, after T. E. Anderson, <i>The Performance of Spin Lock
 * Alternatives for Shared-Memory Multiprocessors</i> (1990); one that comes alone halves it, so
 * that who collides now and then hardly waits.
 *
 * <p>Threads may share one without harm: it is a hint.
 */
public final class Backoff {
    static final long FIRST_NANOS = 50;
    static final long MOST_NANOS = 8_000;

    /** A collision so soon after the last pause comes of a crowd, not of chance. */
    static final long SOON_NANOS = 20_000;

    /** With one core, whoever has the lock cannot do anything while we spin. */
    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private long nanos;
    private long last;

    public Backoff() {
        this(System.nanoTime() - SOON_NANOS);
    }

    Backoff(long last) {
        this.last = last;
    }

    /** Pauses, after the lock was found taken. */
    public void afterCollision() {
        if (ALONE) {
            return;
        }
        long now = System.nanoTime();
        long end = now + pause(now);
        while (now - end < 0) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        last = now;
    }

    /** How long to pause after a collision at {@code now}. */
    long pause(long now) {
        nanos = now - last < SOON_NANOS ? Math.min(2 * nanos + FIRST_NANOS, MOST_NANOS) : nanos / 2;
        return nanos;
    }
}
