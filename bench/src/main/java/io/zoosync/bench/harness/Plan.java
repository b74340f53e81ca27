package io.zoosync.bench.harness;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds how often each contender runs
 * @param warmUp what each run does before it counts
 * @param measure what each run counts
 */
public record Plan(int rounds, Duration warmUp, Duration measure) {
    /** The longest that a child may take beside its warm-up and measuring. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** For so many times as much: of a process that does one task after another. */
    public Plan times(int tasks) {
        return new Plan(rounds, warmUp.multipliedBy(tasks), measure.multipliedBy(tasks));
    }

    /** After this much time a child hangs, and is killed. */
    public Duration timeout() {
        return warmUp.plus(measure).plus(MARGIN);
    }
}
