package io.zoosync.pool;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A pool of worker processes, each a JVM of its own, to which functions and their arguments are
 * sent through shared memory.
 *
 * <pre>{@code
 * try (ZooPool pool = ZooPool.create(4)) {
 *     int[] squares = pool.map(x -> x * x, range(100));
 *     List<Integer> lengths = pool.map(name -> name.length(), names);
 *     PoolFuture<String> answer = pool.submit(() -> compute());
 * }
 * }</pre>
 *
 * <p><b>Maps</b> apply a function to each element and give the results in the order of the
 * elements. They wait for the last result, and throw
 *
 * <ul>
 *   <li>{@link TaskException} if the function throws, with what was thrown as its cause; or if the
 *       time is up;
 *   <li>{@link WorkerDiedException} if a worker dies in the midst of an element, unless a retry is
 *       allowed by {@link MapOptions#retries} or {@link PoolBuilder#retries};
 *   <li>{@link InterruptedException} if the waiting thread is interrupted;
 *   <li>{@link io.zoosync.CannotTravelException} before anything is sent if the function, what it
 *       captures or an element cannot travel;
 *   <li>{@link PoolBrokenException} if no worker can be started any more;
 *   <li>{@link java.util.concurrent.RejectedExecutionException} after a shutdown.
 * </ul>
 *
 * After the first failure the rest of the map is cancelled: tasks that run are interrupted. The
 * pool itself goes on.
 *
 * <p><b>Threads and processes.</b> Any number of threads may use a pool. What a thread did before
 * it called the pool happens-before the task, and the task happens-before the return of its result:
 * named arrays that both use need no other care than that. Only the process that made a pool can
 * use it; a task that captures it is refused.
 *
 * <p><b>Space.</b> What is under way is bounded by the pool's buffers: {@link #submit} and the maps
 * wait while these are full.
 *
 * <p><b>Ends.</b> {@link #close} waits for what was submitted. A pool that nobody can reach any
 * more ends by itself, and none keeps the JVM from ending. However this process ends, by {@code
 * kill -9} too, the workers end within 2 seconds and remove the pool's files.
 */
public final class ZooPool extends PoolMaps implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private static final StackWalker CALLERS =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final Engine engine;

    ZooPool(Engine engine) {
        super(new Maps(engine));
        this.engine = engine;
        CLEANER.register(this, engine::shutDownNow);
    }

    /**
     * Starts a pool.
     *
     * @param workers how many worker processes, 1 to 1000
     * @throws PoolBrokenException if no worker can be started; the message has what one printed
     * @throws IOException if the shared memory is not to be had
     */
    public static ZooPool create(int workers) throws IOException {
        return new PoolBuilder(CALLERS.getCallerClass()).workers(workers).start();
    }

    /** Says what the pool is to be like before it is started. */
    public static PoolBuilder builder() {
        return new PoolBuilder(CALLERS.getCallerClass());
    }

    /** The numbers from 0 to {@code end - 1}. */
    public static IntStream range(int end) {
        return IntStream.range(0, end);
    }

    /** The numbers from {@code start} to {@code end - 1}. */
    public static IntStream range(int start, int end) {
        return IntStream.range(start, end);
    }

    // Single tasks

    /**
     * Has a worker run a task.
     *
     * @throws io.zoosync.CannotTravelException if the task, or what it captures, cannot be sent
     * @throws java.util.concurrent.RejectedExecutionException after a shutdown, or if the thread is
     *     interrupted while it waits for space
     */
    public <R> PoolFuture<R> submit(PoolFunction.Call<R> task) {
        return maps().submit(task, this);
    }

    /** As {@link #submit(PoolFunction.Call)}, for a task without a result. */
    public PoolFuture<Void> submit(PoolFunction.Run task) {
        return maps().submit(task, this);
    }

    /**
     * This pool as an executor. Its tasks must be serialisable, which lambdas are only where they
     * are written for a serialisable type: {@code (Callable<Integer> & Serializable) () -> 42}.
     * Shutting it down shuts down the pool.
     */
    public ExecutorService asExecutorService() {
        return new PoolExecutor(this, engine, maps());
    }

    // The pool itself

    /** The worker processes that are ready for tasks at this moment. */
    public List<ProcessHandle> workers() {
        return engine.staff().processes();
    }

    /** How many workers were ever started. */
    int starts() {
        return engine.staff().starts();
    }

    /** Takes no more tasks; the workers end when all that were submitted have ended. */
    public void shutdown() {
        engine.shutDown();
    }

    /**
     * Takes no more tasks, and ends the workers at once: tasks that have not ended fail with {@link
     * java.util.concurrent.RejectedExecutionException}.
     */
    public void shutdownNow() {
        engine.shutDownNow();
    }

    /**
     * Waits until the pool has ended after a shutdown: no worker is left, nor any file.
     *
     * @return false if the time is up first
     */
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return engine.awaitTermination(timeout, unit);
    }

    /**
     * Shuts down and waits for the end. If the thread is interrupted meanwhile, it shuts down at
     * once, as {@link #shutdownNow} does, and returns with the interrupt status set.
     */
    @Override
    public void close() {
        engine.close();
    }

    @Override
    public String toString() {
        return "ZooPool[workers="
                + engine.settings().workers()
                + ", "
                + engine.state().toString().toLowerCase(Locale.ROOT)
                + "]";
    }
}
