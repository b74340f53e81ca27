package io.zoosync.bench.harness;

/**
 * One figure that a workload yields.
 *
 * @param name as it stands in the table and in the ratio's line: no blanks
 * @param unit for people
 * @param moreIsBetter true for a rate, false for a time
 */
public record Metric(String name, String unit, boolean moreIsBetter) {
    /** A metric of which one wants much. */
    public static Metric rate(String name, String unit) {
        return new Metric(name, unit, true);
    }

    /** A metric of which one wants little. */
    public static Metric time(String name, String unit) {
        return new Metric(name, unit, false);
    }

    /** How far {@code ours} is ahead of {@code theirs}: above 1 where ours is better. */
    double advantage(Series ours, Series theirs) {
        return moreIsBetter ? ours.median() / theirs.median() : theirs.median() / ours.median();
    }
}
