package io.zoosync.concurrency;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.util.LoggingLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** x */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LincheckTest {
    @Test
    void shouldCountUnderTheLock() {
        check(LockedCounter.class, CounterSpecification.class);
    }

    @Test
    void shouldReportACounterWithoutALock() {
        checkBroken(RacyCounter.class, CounterSpecification.class);
    }

    @Test
    void shouldBeAQueueForAnyThread() {
        check(SharedQueue.class, QueueSpecification.class);
    }

    @Test
    void shouldBeABoundedQueueWithExclusiveEnds() {
        check(ExclusiveQueue.class, BoundedQueueSpecification.class);
    }

    @Test
    void shouldReportAQueueWithoutALock() {
        checkBroken(RacyQueue.class, QueueSpecification.class);
    }

    private static void check(Class<?> test, Class<?> specification) {
        options(specification).check(test);
    }

    private static void checkBroken(Class<?> test, Class<?> specification) {
        assertThrows(LincheckAssertionError.class, () -> options(specification).check(test));
    }

    private static StressOptions options(Class<?> specification) {
        return new StressOptions()
                .iterations(10)
                .invocationsPerIteration(200)
                .threads(2)
                .actorsPerThread(3)
                .minimizeFailedScenario(false)
                .logLevel(LoggingLevel.OFF)
                .sequentialSpecification(specification);
    }
}
