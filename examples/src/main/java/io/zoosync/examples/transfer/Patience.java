package io.zoosync.examples.transfer;

import java.time.Duration;

/** Cuts a long wait into short ones, between which one can look around. */
final class Patience {
    private final Duration limit;
    private final long step;
    private final long began = System.nanoTime();

    /**
     * Begins now.
     *
     * @param limit of the whole wait, or null for none
     * @param stepNanos of each part
     */
    Patience(Duration limit, long stepNanos) {
        this.limit = limit;
        this.step = stepNanos;
    }

    /** How long to wait now. */
    Duration next() {
        return Duration.ofNanos(limit == null ? step : Math.max(0, Math.min(step, left())));
    }

    boolean isOver() {
        return limit != null && left() <= 0;
    }

    private long left() {
        return limit.toNanos() - (System.nanoTime() - began);
    }
}
