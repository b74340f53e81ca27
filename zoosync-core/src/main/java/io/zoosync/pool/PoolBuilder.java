package io.zoosync.pool;

import io.zoosync.internal.shipping.WorkerClassPath;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Says what a pool is to be like, and starts it.
 *
 * <pre>{@code
 * ZooPool pool = ZooPool.builder().workers(4).heap("512m").retries(1).start();
 * }</pre>
 */
public final class PoolBuilder {
    private static final int LEAST_BUFFER = 1 << 16;
    private static final int MOST_BUFFER = 1 << 30;
    private static final int MOST_WORKERS = 1000;

    private final Class<?> caller;
    private final List<String> jvmFlags = new ArrayList<>();
    private final Set<Path> classPath = new LinkedHashSet<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int workers = Runtime.getRuntime().availableProcessors();
    private int bufferBytes = 8 << 20;
    private int retries;
    private Duration grace = Duration.ofSeconds(5);
    private Duration startTimeout = Duration.ofMinutes(1);
    private String heap;
    private PoolFunction.Run initializer;
    private ObjectInputFilter resultFilter;
    private IntFunction<List<String>> extraFlags = starts -> List.of();

    PoolBuilder(Class<?> caller) {
        this.caller = caller;
    }

    /**
     * How many worker processes there are; by default as many as this machine has processors.
     *
     * @throws IllegalArgumentException unless it is 1 to 1000
     */
    public PoolBuilder workers(int count) {
        workers = (int) checked("workers", count, 1, MOST_WORKERS);
        return this;
    }

    /**
     * Size of each of the pool's two queues in bytes, 8 MiB by default; all of it is taken from the
     * system's shared memory at once. A message longer than a quarter of it takes a detour by a
     * file in that memory.
     *
     * @throws IllegalArgumentException unless it is 64 KiB to 1 GiB
     */
    public PoolBuilder bufferBytes(int bytes) {
        bufferBytes = (int) checked("bufferBytes", bytes, LEAST_BUFFER, MOST_BUFFER);
        return this;
    }

    /**
     * How often a task is run again whose worker died in the midst of it; by default not at all,
     * since it may have done half of its work. Tasks that had not been begun are always run.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public PoolBuilder retries(int times) {
        retries = (int) checked("retries", times, 0, Integer.MAX_VALUE);
        return this;
    }

    /**
     * How long a task that was cancelled with interruption, or whose time is up, may go on before
     * its worker is killed and replaced; 5 seconds by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public PoolBuilder grace(Duration time) {
        grace = checked("grace", time);
        return this;
    }

    /**
     * How long a worker may take to start and to run the initializer, before it is killed and
     * another one is tried; a minute by default.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public PoolBuilder startTimeout(Duration time) {
        startTimeout = checked("startTimeout", time);
        return this;
    }

    /** The largest heap of a worker as {@code -Xmx} takes it: {@code "512m"}. */
    public PoolBuilder heap(String size) {
        heap = Objects.requireNonNull(size);
        return this;
    }

    /** Adds flags of the workers' JVMs; they come after those that ZooSync sets. */
    public PoolBuilder jvmFlags(String... flags) {
        jvmFlags.addAll(List.of(flags));
        return this;
    }

    /** Adds jars or directories to the workers' class path, which has this program's already. */
    public PoolBuilder classPath(Path... entries) {
        for (Path entry : entries) {
            classPath.add(entry.toAbsolutePath());
        }
        return this;
    }

    /** Sets a variable of the workers' environment, which is this process's otherwise. */
    public PoolBuilder environment(String name, String value) {
        environment.put(Objects.requireNonNull(name), Objects.requireNonNull(value));
        return this;
    }

    /**
     * What each worker does before its first task. If it fails, the worker counts as one that
     * cannot be started.
     */
    public PoolBuilder initializer(PoolFunction.Run action) {
        initializer = Objects.requireNonNull(action);
        return this;
    }

    /**
     * Is asked first whether a class may be in a result that a worker sends, and may leave it
     * undecided.
     */
    public PoolBuilder resultFilter(ObjectInputFilter filter) {
        resultFilter = Objects.requireNonNull(filter);
        return this;
    }

    /** For tests: further flags, by how many workers were started before. */
    PoolBuilder extraFlags(IntFunction<List<String>> flags) {
        extraFlags = flags;
        return this;
    }

    /**
     * Starts the workers, all at once, and returns when the first is ready.
     *
     * @throws io.zoosync.CannotTravelException if the initializer cannot be sent
     * @throws PoolBrokenException if no worker can be started; the message has what one printed
     * @throws IOException if the shared memory is not to be had
     */
    public ZooPool start() throws IOException {
        Set<Path> path = new LinkedHashSet<>(WorkerClassPath.of(caller));
        path.addAll(classPath);
        PoolSettings settings =
                new PoolSettings(
                        workers,
                        bufferBytes,
                        retries,
                        grace,
                        startTimeout,
                        heap,
                        List.copyOf(jvmFlags),
                        List.copyOf(path),
                        Map.copyOf(environment),
                        initializer,
                        resultFilter,
                        extraFlags);
        return new ZooPool(Engine.start(settings));
    }

    private static long checked(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    String.format("%s must be %d to %d: %s=%d", name, least, most, name, value));
        }
        return value;
    }

    private static Duration checked(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(
                    name + " must not be negative: " + name + "=" + value);
        }
        return value.compareTo(Duration.ofDays(36_500)) > 0 ? Duration.ofDays(36_500) : value;
    }
}
