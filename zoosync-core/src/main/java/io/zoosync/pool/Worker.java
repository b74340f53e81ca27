package io.zoosync.pool;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.shipping.Receiver;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Takes messages, one at a time, and answers each with one result. A message's receipt is committed
 * as soon as its payload is read, before the user's function runs: a long task must not keep the
 * queue's memory from the others.
 */
final class Worker implements Runnable {
    private static final int FAILED = 1;

    private final PoolFiles files;
    private final Control control;
    private final int line;
    private final Thread thread;
    private final Receiver receiver;
    private final Functions functions;
    private final Cursor cursor;
    private Replies replies;
    private boolean held;
    private volatile boolean quitting;

    Worker(PoolFiles files, Control control, int line) {
        this.files = files;
        this.control = control;
        this.line = line;
        this.thread = new Thread(this, "zoosync-worker");
        this.receiver = new Receiver(thread.getContextClassLoader());
        this.functions = new Functions(files, receiver);
        this.cursor = new Cursor(control, line, thread);
    }

    Cursor cursor() {
        return cursor;
    }

    Thread thread() {
        return thread;
    }

    /** Has it end when it has no task. */
    void quit() {
        quitting = true;
        control.taskBell.signalAll();
    }

    @Override
    public void run() {
        try {
            control.register(line, ProcessRegistry.current().self());
            ZooQueue tasks = ZooQueue.attach(files.tasks());
            replies = new Replies(files, control, ZooQueue.attach(files.results()), receiver);
            if (!initialised()) {
                System.exit(FAILED);
            }
            replies.ready(line);
            work(tasks.consumer());
        } catch (NoSuchFileException e) {
            System.exit(FAILED); // the pool was closed meanwhile
        } catch (Throwable t) {
            t.printStackTrace();
            Runtime.getRuntime().halt(FAILED);
        }
    }

    private boolean initialised() throws InterruptedException {
        Path file = files.function(Shipping.INITIALISER);
        if (!Files.exists(file)) {
            return true;
        }
        try {
            PoolFunction.Run run =
                    (PoolFunction.Run) functions.get(Shipping.INITIALISER, null).parcel().open();
            run.run();
            return true;
        } catch (Throwable t) {
            replies.startFailed(line, t);
            return false;
        } finally {
            Thread.interrupted();
        }
    }

    private void work(Consumer tasks) throws InterruptedException {
        Rest rest = new Rest(control.taskBell);
        while (!quitting) {
            View message = tasks.tryRecvView();
            if (message == null) {
                rest.step();
            } else {
                rest.end();
                answer(message);
            }
        }
    }

    private void answer(View message) throws InterruptedException {
        int slot = message.getInt(TaskFormat.SLOT);
        long sequence = message.getLong(TaskFormat.SEQUENCE);
        if (message.redelivered()) {
            replies.send(slot, ResultFormat.RETURNED, sequence, 0, Payload.EMPTY);
            CrashPoint.POOL_TASK_RETURNED.hit();
            message.commit();
            return;
        }
        held = true;
        long started = System.nanoTime();
        cursor.begin(slot, sequence, message.getLong(TaskFormat.FIRST));
        int kind = ResultFormat.VALUE;
        Payload payload = Payload.EMPTY;
        boolean exhausted = false;
        try {
            payload = result(message, slot);
        } catch (Cursor.Unwanted e) {
            kind = ResultFormat.CANCELLED;
        } catch (Throwable t) {
            kind = ResultFormat.FAILURE;
            payload = replies.failure(cursor.element(), t);
            exhausted = t instanceof OutOfMemoryError;
        }
        cursor.leave(sequence);
        take(message);
        replies.send(slot, kind, sequence, System.nanoTime() - started, payload);
        control.end(line);
        if (exhausted) {
            System.exit(FAILED); // what has filled the memory may still be there
        }
    }

    private Payload result(View message, int slot) throws Exception {
        if (control.cancel(slot) != Control.WANTED) {
            throw new Cursor.Unwanted();
        }
        int count = message.getInt(TaskFormat.COUNT);
        ByteBuffer payload = payload(message);
        Functions.Loaded loaded = functions.get(message.getLong(TaskFormat.FUNCTION), payload);
        Kernel kernel = loaded.kernel();
        thread.setContextClassLoader(loaded.parcel().loader());
        Object in = kernel.in().allocate(count);
        kernel.in().read(payload, in, 0, count, loaded.packing());
        take(message);
        int outputs = kernel.outputs(count);
        Object out = kernel.out().allocate(outputs);
        kernel.run(loaded.parcel().open(), in, out, count, cursor);
        return kernel.out().payload(out, 0, outputs, loaded.packing());
    }

    private ByteBuffer payload(View message) throws IOException {
        if ((message.getInt(TaskFormat.FLAGS) & TaskFormat.SPILLED) != 0) {
            return Transport.unspill(files.task(message.getLong(TaskFormat.SEQUENCE)));
        }
        return message.buffer().position(TaskFormat.PAYLOAD);
    }

    /** Commits the receipt, once: from here on only this worker's line tells of the message. */
    private void take(View message) {
        if (held) {
            held = false;
            message.commit();
            CrashPoint.POOL_TASK_TAKEN.hit();
        }
    }
}
