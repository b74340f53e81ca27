package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Window;
import io.zoosync.lock.ZooLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks and unlocks: {@code alone KIND FILE}, or {@code counter KIND FILE} that adds one under the
 * lock to the long at the file's start. {@code KIND} is {@code zoosync}, a {@link ZooLock}, or
 * {@code file}, a {@link FileLock} of a byte of the file. Says {@code result OPERATIONS NANOS
 * TOTAL}, as the C peer does.
 */
final class LockChild {
    private static final int BATCH = 256;
    private static final int FILE_BYTES = 4096;
    private static final int LOCKED_BYTE = 64;

    /** Others still need to be opposed while they finish their last batch. */
    private static final long OPPOSE_NANOS = 20_000_000;

    private LockChild() {}

    public static void main(String[] args) throws Exception {
        boolean counts = args[0].equals("counter");
        Path file = Path.of(args[2]);
        ByteBuffer counter = map(file);
        Parent parent = new Parent();
        if (args[1].equals("file")) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                Work work = counts ? () -> count(channel, counter) : () -> lockOnly(channel);
                run(parent, parent.awaitGo(), counts, work);
            }
        } else {
            try (ZooLock lock = ZooLock.open("bench")) {
                Work work = counts ? () -> count(lock, counter) : () -> lockOnly(lock);
                run(parent, parent.awaitGo(), counts, work);
            }
        }
    }

    /** Locks and unlocks so often as a batch is long. */
    @FunctionalInterface
    private interface Work {
        void batch() throws IOException;
    }

    private static void run(Parent parent, Window window, boolean opposes, Work work)
            throws IOException {
        long leave = window.end() + (opposes ? OPPOSE_NANOS : 0);
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
            work.batch();
            total += BATCH;
        }
        parent.result(after - before, ended - began, total);
    }

    private static void lockOnly(ZooLock lock) {
        for (int i = 0; i < BATCH; i++) {
            lock.lock();
            try {
                // nothing: only the lock is measured
            } finally {
                lock.unlock();
            }
        }
    }

    private static void count(ZooLock lock, ByteBuffer counter) {
        for (int i = 0; i < BATCH; i++) {
            lock.lock();
            try {
                counter.putLong(0, counter.getLong(0) + 1);
            } finally {
                lock.unlock();
            }
        }
    }

    private static void lockOnly(FileChannel channel) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            channel.lock(LOCKED_BYTE, 1, false).release();
        }
    }

    private static void count(FileChannel channel, ByteBuffer counter) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            FileLock lock = channel.lock(LOCKED_BYTE, 1, false);
            try {
                counter.putLong(0, counter.getLong(0) + 1);
            } finally {
                lock.release();
            }
        }
    }

    private static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES)
                    .order(ByteOrder.nativeOrder());
        }
    }
}
