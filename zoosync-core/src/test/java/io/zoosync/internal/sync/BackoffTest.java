package io.zoosync.internal.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SOON = Backoff.SOON_NANOS - 1;

    @Test
    void aCollisionByChanceIsNotWaitedFor() {
        Backoff backoff = new Backoff(1_000);
        assertEquals(0, backoff.pause(1_000 + Backoff.SOON_NANOS));
    }

    @Test
    void collisionsInARowDoubleThePauseUpToTheMost() {
        Backoff backoff = new Backoff(0);
        assertEquals(Backoff.FIRST_NANOS, backoff.pause(SOON));
        assertEquals(3 * Backoff.FIRST_NANOS, backoff.pause(SOON));
        assertEquals(7 * Backoff.FIRST_NANOS, backoff.pause(SOON));
        for (int i = 0; i < 10; i++) {
            assertTrue(backoff.pause(SOON) <= Backoff.MOST_NANOS);
        }
        assertEquals(Backoff.MOST_NANOS, backoff.pause(SOON));
    }

    @Test
    void collisionsFarApartHalveThePauseUntilThereIsNone() {
        Backoff backoff = new Backoff(0);
        for (int i = 0; i < 10; i++) {
            backoff.pause(SOON);
        }
        long pause = Backoff.MOST_NANOS;
        while (pause > 0) {
            pause /= 2;
            assertEquals(pause, backoff.pause(Backoff.SOON_NANOS));
        }
    }

    /** {@link System#nanoTime} may start anywhere and wrap. */
    @Test
    void clocksMayBeBelowZeroAndWrap() {
        Backoff backoff = new Backoff(Long.MAX_VALUE - 10);
        assertEquals(Backoff.FIRST_NANOS, backoff.pause(Long.MIN_VALUE + 10));
        assertEquals(
                Backoff.FIRST_NANOS / 2, backoff.pause(Long.MIN_VALUE + Backoff.SOON_NANOS + 10));
    }

    /** The end of a pause counts, not its beginning: what it let others do is no sign of rest. */
    @Test
    void afterAPauseTheTimeBegins() {
        Backoff backoff = new Backoff(System.nanoTime() - 10 * Backoff.SOON_NANOS);
        backoff.afterCollision();
        assertEquals(0, backoff.pause(System.nanoTime() + Backoff.SOON_NANOS));
    }
}
