package io.zoosync.pool;

import java.time.Duration;
import java.util.Objects;

/**
 * How a map is to be done. Immutable: each method gives a copy with one thing changed.
 *
 * <pre>{@code
 * pool.map(f, xs, MapOptions.options().chunk(100).timeout(Duration.ofMinutes(1)).retries(2));
 * }</pre>
 */
public final class MapOptions {
    private static final MapOptions DEFAULTS = new MapOptions(0, null, -1, null);

    private final int chunk;
    private final Duration timeout;
    private final int retries;
    private final Progress progress;

    private MapOptions(int chunk, Duration timeout, int retries, Progress progress) {
        this.chunk = chunk;
        this.timeout = timeout;
        this.retries = retries;
        this.progress = progress;
    }

    /** Automatic chunks, no timeout, the pool's retries, no progress. */
    public static MapOptions options() {
        return DEFAULTS;
    }

    /**
     * How many elements go to a worker at a time. The default is measured as the map goes: as many
     * as take a worker some milliseconds, and one millisecond towards the end.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public MapOptions chunk(int elements) {
        if (elements < 1) {
            throw new IllegalArgumentException("chunk must be at least 1: chunk=" + elements);
        }
        return new MapOptions(elements, timeout, retries, progress);
    }

    /**
     * How long the whole map may take; then it is cancelled, and fails with a {@link TaskException}
     * whose cause is a {@link java.util.concurrent.TimeoutException}. The tasks that run then are
     * interrupted; the worker of one that takes no notice is ended after the pool's {@linkplain
     * PoolBuilder#grace grace period}.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public MapOptions timeout(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: timeout=" + limit);
        }
        return new MapOptions(chunk, limit, retries, progress);
    }

    /**
     * How often a chunk whose worker died is run again, instead of what the {@linkplain
     * PoolBuilder#retries pool} says. An exception thrown by the function is not a reason.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MapOptions retries(int times) {
        if (times < 0) {
            throw new IllegalArgumentException("retries must not be negative: retries=" + times);
        }
        return new MapOptions(chunk, timeout, times, progress);
    }

    /** Whom to tell how far the map has come. */
    public MapOptions progress(Progress listener) {
        return new MapOptions(chunk, timeout, retries, Objects.requireNonNull(listener));
    }

    /** Elements per message; 0 for automatic. */
    int chunk() {
        return chunk;
    }

    /** The deadline in the clock of {@link System#nanoTime}; the furthest there is if none. */
    long deadline(long now) {
        if (timeout == null) {
            return now + Long.MAX_VALUE / 2;
        }
        return timeout.compareTo(Duration.ofDays(36_500)) > 0
                ? now + Long.MAX_VALUE / 2
                : now + timeout.toNanos();
    }

    Duration timeout() {
        return timeout;
    }

    int retries(PoolSettings settings) {
        return retries < 0 ? settings.retries() : retries;
    }

    Progress progress() {
        return progress;
    }
}
