/**
 * Crash-safe locks, zero-copy queues, shared arrays and process pools for the JVMs of one host.
 *
 * <p>JNA is needed on Linux below JDK 22 only; without it, and without {@code java.lang.foreign},
 * the portable binding is used.
 */
@SuppressWarnings("requires-automatic") // JNA names its module in its manifest only.
module io.zoosync {
    requires static com.sun.jna;

    exports io.zoosync;
    exports io.zoosync.array;
    exports io.zoosync.lock;
    exports io.zoosync.pool;
    exports io.zoosync.queue;
    exports io.zoosync.shm;
}
