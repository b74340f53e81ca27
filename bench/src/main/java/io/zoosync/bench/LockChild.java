package io.zoosync.bench;

import io.zoosync.bench.harness.MappedFile;
import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Window;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import io.zoosync.lock.ZooLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks and unlocks: {@code KIND FILE}. {@code KIND} is {@code zoosync}, a {@link ZooLock}; {@code
 * file}, a {@link FileLock} of a byte of the file; or a limit, which is the atomic accesses of a
 * lock in one word and nothing else: {@code limit-1-atomic}, a compare-and-set and a release store,
 * or {@code limit-2-atomics}, a compare-and-set and an exchange.
 *
 * <p>Its tasks are {@link #ALONE}, which does nothing under the lock, or a number of steps, which
 * adds one to the long at the file's start and does so many steps of a generator of random numbers
 * on the next one. Each is answered by {@code result OPERATIONS NANOS TOTAL}, as the C peer does.
 */
final class LockChild {
    static final String ALONE = "alone";

    /** About so many steps are done between two looks at the clock. */
    private static final int BATCH_STEPS = 12_800;

    private static final int MOST_BATCH = 256;
    private static final int FILE_BYTES = 4096;
    private static final int COUNTER = 0;
    private static final int STATE = 8;
    private static final int LOCKED_BYTE = 64;
    private static final int WORD = 128;

    /** Others still need to be opposed while they finish their last batch. */
    private static final long OPPOSE_NANOS = 20_000_000;

    private LockChild() {}

    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[1]);
        ByteBuffer data = MappedFile.map(file, FILE_BYTES);
        Parent parent = new Parent();
        switch (args[0]) {
            case "file" -> {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    serve(parent, task -> ofFile(channel, data, task));
                }
            }
            case "zoosync" -> {
                try (ZooLock lock = ZooLock.open("bench")) {
                    serve(parent, task -> ofLock(lock, data, task));
                }
            }
            case "limit-1-atomic" -> {
                Memory memory = new Memory(data, Os.current());
                serve(parent, task -> n -> oneAtomic(memory, n));
            }
            case "limit-2-atomics" -> {
                Memory memory = new Memory(data, Os.current());
                serve(parent, task -> n -> twoAtomics(memory, n));
            }
            default -> throw new IllegalArgumentException("KIND=" + args[0]);
        }
    }

    /** Locks and unlocks so often. */
    @FunctionalInterface
    private interface Work {
        void batch(int times) throws IOException;
    }

    /** What a task comes to. */
    @FunctionalInterface
    private interface Tasks {
        Work work(String task);
    }

    private static Work ofFile(FileChannel channel, ByteBuffer data, String task) {
        if (task.equals(ALONE)) {
            return n -> lockOnly(channel, n);
        }
        int steps = Integer.parseInt(task);
        return n -> change(channel, data, steps, n);
    }

    private static Work ofLock(ZooLock lock, ByteBuffer data, String task) {
        if (task.equals(ALONE)) {
            return n -> lockOnly(lock, n);
        }
        int steps = Integer.parseInt(task);
        return n -> change(lock, data, steps, n);
    }

    private static void serve(Parent parent, Tasks tasks) throws IOException {
        for (String task; (task = parent.awaitTask()) != null; ) {
            Work work = tasks.work(task);
            boolean alone = task.equals(ALONE);
            int batch =
                    alone
                            ? MOST_BATCH
                            : Math.min(
                                    MOST_BATCH, BATCH_STEPS / Math.max(1, Integer.parseInt(task)));
            run(parent, parent.awaitWindow(), alone ? 0 : OPPOSE_NANOS, work, batch);
        }
    }

    private static void run(Parent parent, Window window, long opposeNanos, Work work, int batch)
            throws IOException {
        long leave = window.end() + opposeNanos;
        long total = 0;
        long before = 0;
        long after = 0;
        long began = 0;
        long ended = 0;
        while (true) {
            long now = System.nanoTime();
            if (began == 0 && now >= window.start()) {
                began = now;
                before = total;
            }
            if (ended == 0 && now >= window.end()) {
                ended = now;
                after = total;
            }
            if (now >= leave) {
                break;
            }
            work.batch(batch);
            total += batch;
        }
        parent.result(after - before, ended - began, total);
    }

    private static void lockOnly(ZooLock lock, int times) {
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                // nothing: only the lock is measured
            } finally {
                lock.unlock();
            }
        }
    }

    private static void change(ZooLock lock, ByteBuffer data, int steps, int times) {
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                change(data, steps);
            } finally {
                lock.unlock();
            }
        }
    }

    private static void lockOnly(FileChannel channel, int times) throws IOException {
        for (int i = 0; i < times; i++) {
            channel.lock(LOCKED_BYTE, 1, false).release();
        }
    }

    private static void change(FileChannel channel, ByteBuffer data, int steps, int times)
            throws IOException {
        for (int i = 0; i < times; i++) {
            FileLock lock = channel.lock(LOCKED_BYTE, 1, false);
            try {
                change(data, steps);
            } finally {
                lock.release();
            }
        }
    }

    private static void oneAtomic(Memory memory, int times) {
        for (int i = 0; i < times; i++) {
            require(memory.casInt(WORD, 0, 1));
            memory.putIntRelease(WORD, 0);
        }
    }

    private static void twoAtomics(Memory memory, int times) {
        for (int i = 0; i < times; i++) {
            require(memory.casInt(WORD, 0, 1));
            require(memory.swapInt(WORD, 0) == 1);
        }
    }

    private static void require(boolean own) {
        if (!own) {
            throw new IllegalStateException("somebody else uses the word");
        }
    }

    /** Counts, so that whoever is here at the same time loses an addition; and works. */
    private static void change(ByteBuffer data, int steps) {
        long counter = data.getLong(COUNTER);
        data.putLong(STATE, generate(data.getLong(STATE), steps));
        data.putLong(COUNTER, counter + 1);
    }

    /**
     * Each step waits for the one before, and no compiler can make one of several: G. Marsaglia's
     * xorshift, 2003.
     */
    static long generate(long state, int steps) {
        long x = state ^ 0x9e37_79b9_7f4a_7c15L;
        for (int i = 0; i < steps; i++) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
        }
        return x;
    }
}
