package io.zoosync.pool;

import io.zoosync.internal.process.ProcessRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/**
 * Ends a worker when its parent wants it or is dead, and interrupts its task when the parent asks
 * for that. Two threads: one reads what the parent holds open, which the kernel closes whatever end
 * the parent comes to; the other sleeps until a task is cancelled, and asks now and then whether
 * the parent lives, should something else have inherited its end of the pipe.
 */
final class ParentWatch {
    private static final long PROOF_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);
    private static final long PATIENCE_MILLIS = 50;
    private static final int ENDED = 1;

    private final PoolFiles files;
    private final Control control;
    private final Worker worker;
    private Thread watcher;
    private volatile boolean quitting;

    ParentWatch(PoolFiles files, Control control, Worker worker) {
        this.files = files;
        this.control = control;
        this.worker = worker;
    }

    void start(InputStream hold) {
        watcher = startDaemon("zoosync-watch", this::watch);
        startDaemon("zoosync-parent", () -> read(hold));
    }

    private static Thread startDaemon(String name, Runnable body) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                body.run();
                            } catch (Throwable t) {
                                // A worker that nobody watches would outlive its parent.
                                Runtime.getRuntime().halt(ENDED);
                            }
                        },
                        name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void read(InputStream hold) {
        int word;
        try {
            word = hold.read();
        } catch (IOException e) {
            word = -1;
        }
        if (word == WorkerMain.QUIT) {
            quit();
        } else {
            parentIsGone();
        }
    }

    /** Ends in good order. A JVM with threads in native code, as sleepers are, waits 0.3 s more. */
    private void quit() {
        quitting = true;
        worker.quit();
        control.controlBell.signalAll();
        try {
            watcher.join(PATIENCE_MILLIS);
            worker.thread().join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            // then at once
        }
        System.exit(0);
    }

    private void watch() {
        ProcessRegistry registry = ProcessRegistry.current();
        Cursor cursor = worker.cursor();
        Rest rest = new Rest(control.controlBell);
        while (!quitting) {
            cursor.interruptIfAsked();
            if (registry.isDead(control.parent())) {
                parentIsGone();
            }
            rest.step();
        }
    }

    /** Removes the pool's files once the kernel says that the parent is dead, and ends. */
    private synchronized void parentIsGone() {
        long deadline = System.nanoTime() + PROOF_NANOS;
        try {
            while (System.nanoTime() - deadline < 0) {
                if (ProcessRegistry.current().isDead(control.parent())) {
                    files.remove();
                    break;
                }
                Thread.sleep(1);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            // the next pool to be created removes them
        } finally {
            Runtime.getRuntime().halt(ENDED);
        }
    }
}
