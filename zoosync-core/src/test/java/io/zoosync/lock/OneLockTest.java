package io.zoosync.lock;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Gives each test a lock of its own, and a watchdog. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class OneLockTest {
    String name;
    ZooLock lock;
    LockWord word;

    @BeforeEach
    void openLock(TestInfo test) throws IOException {
        name = test.getTestMethod().orElseThrow().getName();
        lock = ZooLock.open(name);
        word = LockWord.of(name);
    }

    @AfterEach
    void removeLock() throws IOException {
        lock.close();
        ZooLock.unlink(name);
    }
}
