package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChunkSizerTest {
    private static final int WORKERS = 4;
    private static final long MANY = 1_000_000_000L;

    private final ChunkSizer sizer = new ChunkSizer(0, WORKERS);

    private void measured(int count, long nanos) {
        sizer.sent(count, count);
        sizer.received(count, nanos, count);
    }

    @Test
    void shouldKeepAFixedSize() {
        ChunkSizer fixed = new ChunkSizer(10, WORKERS);
        fixed.received(10, 1, 10);

        assertEquals(10, fixed.next(100));
        assertEquals(3, fixed.next(3));
    }

    @Test
    void shouldBeginWithSingleElements() {
        assertEquals(1, sizer.next(MANY));
    }

    @Test
    void shouldAimAtEightMillisecondsWhileMuchIsLeft() {
        measured(100, TimeUnit.MILLISECONDS.toNanos(100));
        assertEquals(8, sizer.next(MANY));
        measured(100, TimeUnit.SECONDS.toNanos(100));
        assertEquals(1, sizer.next(MANY));
    }

    @Test
    void shouldAimAtAPartOfWhatIsLeftAndThenAtAMillisecond() {
        measured(100, TimeUnit.MILLISECONDS.toNanos(10));
        assertEquals(20, sizer.next(20 * 8 * WORKERS)); // 2 ms
        assertEquals(10, sizer.next(10 * 2 * WORKERS)); // 1 ms
    }

    @Test
    void shouldGrowStepByStep() {
        int count = 1;
        for (int step = 0; step < 3; step++) {
            measured(count, 1);
            assertEquals(8 * count, sizer.next(MANY));
            count *= 8;
        }
    }

    @Test
    void shouldKeepMessagesShort() {
        sizer.sent(10, 10 << 20);
        sizer.received(10, 1, 10);
        assertEquals(1, sizer.next(MANY));
        sizer.sent(10, 10);
        sizer.received(10, 1, 10 << 16);
        assertEquals(4, sizer.next(MANY));
    }

    @Test
    void shouldLeaveWorkForAllWorkersAtTheEnd() {
        measured(10_000, 1);
        assertEquals(100, sizer.next(100 * 2 * WORKERS));
        assertEquals(1, sizer.next(3));
        assertTrue(sizer.window() > WORKERS);
    }
}
