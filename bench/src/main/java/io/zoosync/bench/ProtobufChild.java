package io.zoosync.bench;

import com.sun.management.ThreadMXBean;
import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.peer.ReadingWork;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * Does one kind of work with protobuf messages, in blocks, of which only the work is timed: {@code
 * WORKLOAD KIND}. Tells {@code result MESSAGES WALLNANOS NANOS BYTES CHECKSUM}, BYTES being those
 * that the work allocated.
 */
final class ProtobufChild {
    /** Messages in a block: they lie in a core's caches. */
    static final int BLOCK = 64;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Parent parent = new Parent();
    private final ReadingWork work;
    private final long thread = Thread.currentThread().getId();
    private long nanos;
    private long bytes;

    private ProtobufChild(ReadingWork work) {
        this.work = work;
    }

    public static void main(String[] args) throws Exception {
        try (ReadingWork work = ReadingWork.of(args[0], args[1], BLOCK)) {
            new ProtobufChild(work).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        parent.awaitGo();
        while (!parent.hasBegun()) {
            block();
        }
        nanos = 0;
        bytes = 0;
        long messages = 0;
        long began = System.nanoTime();
        while (!parent.hasEnded()) {
            block();
            messages += BLOCK;
        }
        long wall = System.nanoTime() - began;
        parent.result(messages, wall, nanos, bytes, work.checksum());
    }

    private void block() throws IOException, InterruptedException {
        work.prepare();
        long before = THREADS.getThreadAllocatedBytes(thread);
        long began = System.nanoTime();
        work.run();
        nanos += System.nanoTime() - began;
        bytes += THREADS.getThreadAllocatedBytes(thread) - before;
    }
}
