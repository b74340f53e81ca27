package io.zoosync.crash;

import io.zoosync.internal.memory.CrashPoint;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What was tried with one scenario, and what its survivors saw. */
final class Tally {
    private final String title;
    private final Set<CrashPoint> points = EnumSet.noneOf(CrashPoint.class);
    private final Map<String, Long> seen = new TreeMap<>();
    private final Set<Map<CrashPoint, Integer>> paths = new HashSet<>();
    private int deaths;
    private int pairs;
    private int missed;
    private long nanos = System.nanoTime();

    Tally(String title) {
        this.title = title;
    }

    /** A process died at a point. */
    synchronized void died(CrashPoint point) {
        points.add(point);
        deaths++;
    }

    /** A repair passes these points so often; whether no other did. */
    synchronized boolean repairs(Map<CrashPoint, Integer> passings) {
        return paths.add(passings);
    }

    /** And another, at a point of its repair. */
    synchronized void diedInRepair(CrashPoint point) {
        points.add(point);
        pairs++;
    }

    /** A process ended before it came to its point so often: it was not so in the trial run. */
    synchronized void missed() {
        missed++;
    }

    synchronized void saw(Map<String, Long> numbers) {
        numbers.forEach((what, count) -> seen.merge(what, count, Long::sum));
    }

    synchronized void end() {
        nanos = System.nanoTime() - nanos;
    }

    synchronized Set<CrashPoint> points() {
        return EnumSet.copyOf(points);
    }

    synchronized int deaths() {
        return deaths;
    }

    synchronized int pairs() {
        return pairs;
    }

    @Override
    public synchronized String toString() {
        return String.format(
                "%-44s %3d died at %2d points; %3d more died in %2d kinds of repair;"
                        + " %d not reached; %3.0f s; survivors saw %s",
                title, deaths, points.size(), pairs, paths.size(), missed, nanos / 1e9, seen);
    }
}
