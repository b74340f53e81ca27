package io.zoosync.internal.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class PortableOsTest extends OsContract {
    @Override
    Os create() {
        return Os.named("portable");
    }

    @Override
    boolean polls() {
        return true;
    }

    @Test
    void interruptEndsAWait() throws Exception {
        ByteBuffer memory = memory();
        FutureTask<Integer> result =
                new FutureTask<>(
                        () -> {
                            int waited = waitOn(memory, 0, 0, LONG_NANOS);
                            assertTrue(Thread.interrupted());
                            return waited;
                        });
        Thread waiter = new Thread(result);
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
        assertEquals(-Os.EINTR, result.get());
    }

    @Test
    void interruptBeforeAWaitEndsItToo() {
        Thread.currentThread().interrupt();
        assertEquals(-Os.EINTR, waitOn(memory(), 0, 0, LONG_NANOS));
        assertTrue(Thread.interrupted());
    }

    @Test
    void fileHasOneHandle() throws IOException {
        Path file = newFile(0);
        int handle = os.openLockFile(file);
        assertEquals(handle, os.openLockFile(file));
        assertEquals(handle, create().openLockFile(directory.resolve(".").resolve(file)));
    }
}
