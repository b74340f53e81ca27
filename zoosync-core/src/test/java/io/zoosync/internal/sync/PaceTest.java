package io.zoosync.internal.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final int MESSAGE_BYTES = 40;

    private static final long SPAN = 1 << 19; // so that its part, not the most, bounds a bite

    private long now;
    private final Pace pace = new Pace(SPAN, () -> now);

    /** So many looks that each find some messages, the same time apart. */
    private void find(int looks, int messages, long nanos) {
        for (int i = 0; i < looks; i++) {
            now += nanos;
            pace.afterLook((long) messages * MESSAGE_BYTES, messages);
        }
    }

    /** An exchange in which each answer is waited for. */
    private void exchange(int messages, int atATime, long nanos) {
        for (int i = 0; i < messages; i++) {
            now += nanos + pace.pauseNanos();
            pace.afterLook((long) atATime * MESSAGE_BYTES, atATime);
        }
    }

    /** An exchange takes less than {@code most} times as long as without pauses. */
    private void assertExchange(int messages, int atATime, long nanos, double most) {
        long began = now;
        exchange(messages, atATime, nanos);
        double slower = (double) (now - began) / (messages * nanos);
        assertTrue(slower < most, "took " + slower + " times as long");
    }

    @Test
    void pausesInAFastStreamOfLittleBites() {
        find(Pace.FINDS, 1, 30);
        assertTrue(pace.pauseNanos() > 0);
    }

    @Test
    void pausesInASlowStreamIfLooksFindSeveralMessages() {
        find(Pace.FINDS, 3, 1_000);
        assertTrue(pace.pauseNanos() > 0);
    }

    @Test
    void pausesGetLongerButNotForEver() {
        find(100 * Pace.FINDS, 3, 1_000);
        assertEquals(Pace.MOST_NANOS, pace.pauseNanos());
    }

    @Test
    void pausesForLongerInADenseStream() {
        find(2 * Pace.FINDS - 1, 100, 10_000);
        assertEquals(Pace.MOST_NANOS, pace.pauseNanos()); // it may end soon
        find(100 * Pace.FINDS, 100, 10_000);
        assertEquals(Pace.MOST_DENSE_NANOS, pace.pauseNanos());
        find(2 * Pace.FINDS, 3, 1_000); // it falters
        find(100 * Pace.FINDS, 3, 1_000);
        assertTrue(pace.pauseNanos() <= Pace.MOST_NANOS);
    }

    @Test
    void pausesNoLongerWhereTheRingIsSmall() {
        Pace small = new Pace(Pace.MUCH_PART * Pace.MUCH_BYTES, () -> now);
        for (int i = 0; i < 100 * Pace.FINDS; i++) {
            now += 10_000;
            small.afterLook(100 * MESSAGE_BYTES, 100);
        }
        assertEquals(Pace.MOST_NANOS, small.pauseNanos());
    }

    @Test
    void bitesStayASmallPartOfTheRing() {
        int part = (int) (SPAN / Pace.MUCH_PART / MESSAGE_BYTES);
        find(10 * Pace.FINDS, part, 10_000);
        assertEquals(Pace.MOST_DENSE_NANOS, pace.pauseNanos());
        find(20, part + 1, 10_000);
        assertEquals(0, pace.pauseNanos());
    }

    @Test
    void doesNotPauseAfterLargeBites() {
        for (int i = 0; i < 20 * Pace.FINDS; i++) {
            now += 1_000;
            pace.afterLook(1 << 20, 1);
        }
        assertEquals(0, pace.pauseNanos());
    }

    @Test
    void doesNotDelayAnExchangeOfSingleMessages() {
        for (int i = 0; i < 100 * Pace.FINDS; i++) {
            exchange(1, 1, 200);
            assertEquals(0, pace.pauseNanos());
        }
    }

    @Test
    void leavesAnExchangeOfSeveralAtATimeAlone() {
        assertExchange(200_000, 4, 1_000, 1.02);
    }

    @Test
    void leavesAnExchangeWithinOneThreadAlone() {
        assertExchange(1_000_000, 1, 45, 1.1);
    }

    @Test
    void triesAStreamAgainSoonThatWasTakenForAnExchange() {
        find(Pace.FINDS, 3, 100);
        find(Pace.FINDS, 3, 1_000); // it falters
        assertEquals(0, pace.pauseNanos());
        find(Pace.LEAST_MUTED_FINDS + 2 * Pace.FINDS, 3, 100);
        assertTrue(pace.pauseNanos() > 0);
    }

    @Test
    void noticesTheEndOfAStreamAfterTwoPauses() {
        find(2 * Pace.FINDS, 3, 100);
        pace.afterLook(0, 0);
        assertTrue(pace.pauseNanos() > 0);
        pace.afterLook(0, 0);
        assertEquals(0, pace.pauseNanos());
    }
}
