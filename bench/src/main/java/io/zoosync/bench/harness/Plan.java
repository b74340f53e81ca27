package io.zoosync.bench.harness;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds how often each contender is started
 * @param turns how often it is measured in a round; the figure of the round is their median
 * @param warmUp what it does before the first turn
 * @param measure what each turn counts
 */
public record Plan(int rounds, int turns, Duration warmUp, Duration measure) {
    /** The longest that a child may take beside its warm-up and measuring. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    /** With rounds of one turn. */
    public Plan(int rounds, Duration warmUp, Duration measure) {
        this(rounds, 1, warmUp, measure);
    }

    /** For so many times as much: of a process that does one task after another. */
    public Plan times(int tasks) {
        return new Plan(rounds, turns, warmUp.multipliedBy(tasks), measure.multipliedBy(tasks));
    }

    /** The same but for the warm-up. */
    public Plan warmingUpFor(Duration other) {
        return new Plan(rounds, turns, other, measure);
    }

    /** After this much time a child hangs, and is killed. */
    public Duration timeout() {
        return warmUp.plus(measure).plus(MARGIN);
    }
}
