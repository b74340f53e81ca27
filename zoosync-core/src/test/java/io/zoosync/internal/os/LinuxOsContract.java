package io.zoosync.internal.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the native bindings must do besides. */
abstract class LinuxOsContract extends OsContract {
    private static final int O_CLOEXEC = 02000000;

    @Test
    void futexIsAllowedHere() {
        assertEquals(0, ((LinuxOs) os).futexErrno());
    }

    @Test
    void lockFileIsClosedOnExec() throws Exception {
        int fd = os.openLockFile(newFile(0));
        String flags =
                Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream()
                        .filter(line -> line.startsWith("flags:"))
                        .map(line -> line.substring(6).trim())
                        .findFirst()
                        .orElseThrow();
        assertTrue((Integer.parseInt(flags, 8) & O_CLOEXEC) != 0, flags);
    }

    @ParameterizedTest
    @ValueSource(ints = {Os.EPERM, Os.ENOSYS, Os.EACCES})
    void waitsPollWhereTheFutexIsRefused(int errno) throws Exception {
        LinuxOs refused =
                inThread(
                                () -> {
                                    FutexRefusal.inThisThread((LinuxOs) os, errno);
                                    return (LinuxOs) create();
                                })
                        .get();
        assertEquals(os.name(), refused.name());
        assertEquals(errno, refused.futexErrno());

        ByteBuffer memory = memory();
        long address = refused.addressOf(memory);
        assertEquals(0, refused.futexWake(memory, address, 0, 1));
        assertEquals(-Os.EAGAIN, refused.futexWait(memory, address, 0, 1, LONG_NANOS));
        assertEquals(-Os.ETIMEDOUT, refused.futexWait(memory, address, 0, 0, 1_000_000));
        var woken = inThread(() -> refused.futexWait(memory, address, 0, 0, LONG_NANOS));
        memory.putInt(0, 1);
        assertWoken(woken.get(), true);

        int handle = refused.openLockFile(newFile(0));
        assertEquals(0, refused.lockByte(handle, POSITION));
        assertEquals(1, os.testByte(os.openLockFile(pathOf(handle)), POSITION));
    }

    private static Path pathOf(int fd) throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd));
    }
}
