package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Window;
import io.zoosync.lock.ZooLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Locks and unlocks a {@link ZooLock}: {@code alone FILE}, or {@code counter FILE} that adds one
 * under the lock to the long at the file's start. Says {@code result OPERATIONS NANOS TOTAL}, as
 * the C peer does.
 */
final class LockChild {
    private static final int BATCH = 256;
    private static final int FILE_BYTES = 4096;

    /** Others still need to be opposed while they finish their last batch. */
    private static final long OPPOSE_NANOS = 20_000_000;

    private LockChild() {}

    public static void main(String[] args) throws Exception {
        boolean counts = args[0].equals("counter");
        ByteBuffer counter = map(Path.of(args[1]));
        try (ZooLock lock = ZooLock.open("bench")) {
            Parent parent = new Parent();
            Window window = parent.awaitGo();
            run(parent, window, lock, counts ? counter : null);
        }
    }

    private static void run(Parent parent, Window window, ZooLock lock, ByteBuffer counter) {
        long leave = window.end() + (counter == null ? 0 : OPPOSE_NANOS);
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
            if (counter == null) {
                lockOnly(lock);
            } else {
                count(lock, counter);
            }
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
