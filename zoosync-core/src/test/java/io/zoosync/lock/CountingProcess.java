package io.zoosync.lock;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Raises a counter in a mapped file from several threads, by plain reads and writes, under a lock.
 */
final class CountingProcess {
    static final int COUNTER = 0;
    static final int INSIDE = 8;
    static final int BYTES = 16;

    private final ZooLock lock;
    private final MappedByteBuffer memory;

    private CountingProcess(ZooLock lock, MappedByteBuffer memory) {
        this.lock = lock;
        this.memory = memory;
    }

    static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
        }
    }

    public static void main(String[] arguments) throws Exception {
        CountingProcess process =
                new CountingProcess(ZooLock.open(arguments[0]), map(Path.of(arguments[1])));
        int rounds = Integer.parseInt(arguments[3]);
        InThread<?>[] threads = new InThread<?>[Integer.parseInt(arguments[2])];
        System.out.println("ready");
        System.in.read();
        for (int i = 0; i < threads.length; i++) {
            threads[i] = InThread.start(() -> process.count(rounds));
        }
        for (InThread<?> thread : threads) {
            thread.result();
        }
        System.out.println("done");
        System.in.readAllBytes(); // stays until it is killed, since others may yet stop it
    }

    private Void count(int rounds) {
        for (int i = 0; i < rounds; i++) {
            try (Guard guard = lock.acquire()) {
                raise(guard.token());
            }
        }
        return null;
    }

    private void raise(long token) {
        long before = memory.getLong(COUNTER);
        memory.putLong(INSIDE, token);
        Thread.onSpinWait();
        memory.putLong(COUNTER, before + 1);
        if (memory.getLong(INSIDE) != token) {
            System.out.println("not alone");
            Runtime.getRuntime().halt(4);
        }
    }
}
