package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.zoosync.testing.ChildJvm;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What another thread does, and what came of it. */
final class InThread<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private InThread(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }

    static <T> InThread<T> start(Callable<T> work) {
        return new InThread<>(work);
    }

    /** Runs something in another thread, and waits for its end. */
    static <T> T run(Callable<T> work) throws Exception {
        return start(work).result();
    }

    Thread thread() {
        return thread;
    }

    void interrupt() {
        thread.interrupt();
    }

    T result() throws Exception {
        try {
            return task.get(ChildJvm.PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception) {
                throw (Exception) e.getCause();
            }
            throw e;
        } catch (TimeoutException e) {
            AssertionError hangs = new AssertionError("the thread hangs");
            hangs.setStackTrace(thread.getStackTrace());
            throw hangs;
        }
    }

    /** Waits for the thread's end; what it threw is a failure of the test. */
    void end() {
        try {
            result();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What the thread threw; fails if it threw nothing, or something else. */
    <E extends Exception> E failure(Class<E> type) throws InterruptedException {
        try {
            throw new AssertionError("returned " + result());
        } catch (InterruptedException e) {
            if (!task.isDone()) {
                throw e; // it was this thread that was interrupted
            }
            return assertInstanceOf(type, e);
        } catch (Exception e) {
            return assertInstanceOf(type, e);
        }
    }
}
