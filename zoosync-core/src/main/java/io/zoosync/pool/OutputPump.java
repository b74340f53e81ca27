package io.zoosync.pool;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * Passes on what a worker prints, as it comes, to the stream that this process has at that time; so
 * it is seen in notebooks too. Keeps the end of it.
 */
final class OutputPump implements Runnable {
    private static final int KEPT = 2048;
    private static final long PATIENCE_MILLIS = 500;

    private final InputStream from;
    private final Supplier<PrintStream> to;
    private final Thread thread;
    private byte[] tail = {};

    private OutputPump(InputStream from, Supplier<PrintStream> to) {
        this.from = from;
        this.to = to;
        this.thread = new Thread(this, "zoosync-pool-output");
        thread.setDaemon(true);
    }

    static OutputPump start(InputStream from, Supplier<PrintStream> to) {
        OutputPump pump = new OutputPump(from, to);
        pump.thread.start();
        return pump;
    }

    @Override
    public void run() {
        byte[] bytes = new byte[8192];
        try (from) {
            for (int length; (length = from.read(bytes)) >= 0; ) {
                keep(bytes, length);
                PrintStream stream = to.get();
                stream.write(bytes, 0, length);
                stream.flush();
            }
        } catch (IOException e) {
            // the worker was killed
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        byte[] all = Arrays.copyOf(tail, tail.length + length);
        System.arraycopy(bytes, 0, all, tail.length, length);
        tail = Arrays.copyOfRange(all, Math.max(0, all.length - KEPT), all.length);
    }

    /** Waits until all has come of a worker that has ended; a child of it may keep it open. */
    void awaitEnd() {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The end of what came; for a worker that has ended. */
    String tail() {
        awaitEnd();
        synchronized (this) {
            return new String(tail, Charset.defaultCharset());
        }
    }
}
