package io.zoosync.pool;

import io.zoosync.internal.os.Os;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program of a worker process.
 *
 * <p>Its standard input is the parent's hold on it: first comes its {@linkplain
 * WorkerProcess#assign assignment}, later perhaps {@link #QUIT}, which asks it to end; the end of
 * the input means that the parent is gone. What it prints is passed on by the parent.
 */
final class WorkerMain {
    /** What the parent writes to a worker that is to end. */
    static final int QUIT = 'q';

    private WorkerMain() {}

    public static void main(String[] arguments) throws IOException {
        InputStream hold = System.in;
        System.setIn(InputStream.nullInputStream()); // so that no task can take the parent's word
        // What a worker needs in any case can be loaded while the parent makes the pool's files.
        Os.current();
        PoolFiles files;
        int line;
        try {
            DataInputStream assignment = new DataInputStream(hold);
            files = PoolFiles.of(Path.of(assignment.readUTF()));
            line = assignment.readInt();
        } catch (EOFException e) {
            return; // the parent gave the pool up, or died
        }
        System.setProperty("zoosync.dir", files.directory().getParent().toString());
        if (!Files.exists(files.control())) {
            return; // the pool was closed before this worker came to be
        }
        Control control = Control.open(files.control());
        Worker worker = new Worker(files, control, line);
        new ParentWatch(files, control, worker).start(hold);
        worker.thread().start();
    }
}
