package io.zoosync.pool;

import io.zoosync.internal.sync.WaitWord;
import java.util.concurrent.TimeUnit;

/**
 * How a thread waits for messages: it looks again a few times, and then sleeps on a bell until
 * somebody rings, or for a while that grows. The first sleep is short, since who rings does not
 * fence (see {@link WaitWord}) and so may have missed that this thread is about to sleep.
 */
final class Rest {
    private static final int LOOKS = Runtime.getRuntime().availableProcessors() > 1 ? 20 : 0;
    private static final int SPINS = 20;
    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final WaitWord bell;
    private int looks;
    private int number;
    private boolean prepared;
    private long nap = FIRST_NANOS;

    Rest(WaitWord bell) {
        this.bell = bell;
    }

    /** Something was found. */
    void end() {
        looks = 0;
        prepared = false;
        nap = FIRST_NANOS;
    }

    /** Nothing was found: the caller looks again after it. */
    void step() {
        step(MOST_NANOS);
    }

    /** As {@link #step()}, sleeping {@code mostNanos} at most. */
    void step(long mostNanos) {
        if (looks < LOOKS) {
            looks++;
            for (int i = 0; i < SPINS; i++) {
                Thread.onSpinWait();
            }
        } else if (!prepared) {
            number = bell.prepare();
            prepared = true;
        } else {
            bell.await(number, Math.min(nap, mostNanos));
            nap = bell.signalled(number) ? FIRST_NANOS : Math.min(2 * nap, MOST_NANOS);
            number = bell.prepare();
        }
    }
}
