package io.zoosync.concurrency;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lincheck's stress mode: two threads do random operations at once, and what comes of it must be
 * what they could have done one after the other, in some order.
 *
 * <p>A counter and a queue with a mistake in them are checked in the same way, and must be
 * reported: a checker that reports nothing is no better than none.
 *
 * <p>Lincheck's model checking is of no use here: it knows fields and arrays, but not memory behind
 * a direct buffer. It passes the broken counter, and stops at the {@code VarHandle} of a buffer.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LincheckTest {
    private static final int ITERATIONS = Thoroughness.IS_GIVEN ? 200 : 6;
    private static final int INVOCATIONS = 200;

    /** Those with a mistake need luck, and end when it shows. */
    private static final int PATIENCE = 200;

    @Test
    void shouldCountUnderTheLock() {
        options(CounterSpecification.class, ITERATIONS).check(LockedCounter.class);
    }

    @Test
    void shouldReportACounterWithoutALock() {
        assertIsReported(CounterSpecification.class, RacyCounter.class);
    }

    @Test
    void shouldBeAQueueForAnyThread() {
        options(QueueSpecification.class, ITERATIONS).check(SharedQueue.class);
    }

    @Test
    void shouldBeABoundedQueueWithExclusiveEnds() {
        options(BoundedQueueSpecification.class, ITERATIONS).check(ExclusiveQueue.class);
    }

    @Test
    void shouldReportAQueueWithoutALock() {
        assertIsReported(QueueSpecification.class, RacyQueue.class);
    }

    private static void assertIsReported(Class<?> specification, Class<?> broken) {
        StressOptions options = options(specification, PATIENCE);
        assertThrows(LincheckAssertionError.class, () -> options.check(broken));
    }

    private static StressOptions options(Class<?> specification, int iterations) {
        return new StressOptions()
                .iterations(iterations)
                .invocationsPerIteration(INVOCATIONS)
                .threads(2)
                .actorsPerThread(3)
                .minimizeFailedScenario(false)
                .sequentialSpecification(specification);
    }
}
