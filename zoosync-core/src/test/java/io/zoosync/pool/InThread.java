package io.zoosync.pool;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A call in a thread of its own. */
final class InThread<V> {
    private static final long PATIENCE_SECONDS = 120;

    private final FutureTask<V> task;
    private final Thread thread;

    private InThread(Callable<V> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "call of a test");
        thread.setDaemon(true);
        thread.start();
    }

    static <V> InThread<V> start(Callable<V> call) {
        return new InThread<>(call);
    }

    void interrupt() {
        thread.interrupt();
    }

    V result() throws Exception {
        return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** What the call throws. */
    Throwable failure() throws Exception {
        try {
            V result = result();
            throw new AssertionError("did not fail, but returned " + result);
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
