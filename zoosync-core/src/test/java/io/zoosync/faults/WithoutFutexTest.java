package io.zoosync.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.os.Os;
import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A seccomp filter refuses the futexes that processes share, to one of two processes: both go on,
 * the one polling, and the other woken by nobody.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WithoutFutexTest {
    private static final String LOCK_PROCESS = "io.zoosync.lock.LockProcess";
    private static final String QUEUE_PROCESS = "io.zoosync.queue.QueueChild";

    private static ChildJvm start(int errno, String program, Object... arguments)
            throws IOException {
        Object[] all = new Object[arguments.length + 2];
        all[0] = errno;
        all[1] = program;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return ChildJvm.start(WithoutFutex.class, all);
    }

    private static void shouldHaveSaidThatItPolls(ChildJvm child, int errno) {
        String said = "waits by polling: the system refuses futex calls (errno " + errno;
        assertTrue(child.output().contains(said), child.output());
    }

    @ParameterizedTest
    @ValueSource(ints = {Os.EPERM, Os.ENOSYS})
    void shouldHandALockOverAndTellOfADeath(int errno) throws Exception {
        try (ZooLock lock = ZooLock.open("seccomp");
                ChildJvm one = start(errno, LOCK_PROCESS, "seccomp");
                ChildJvm two = start(errno, LOCK_PROCESS, "seccomp")) {
            try (Guard guard = lock.acquire()) {
                one.send("acquire");
                two.send("try 50");
                two.expectLine("busy ");
                assertFalse(guard.recovered());
            }
            assertTrue(one.expectLine("acquired ").startsWith("false "));
            two.send("acquire");
            one.send("release");
            assertTrue(two.expectLine("acquired ").startsWith("false "));
            one.send("acquire");
            two.kill();
            assertTrue(one.expectLine("acquired ").startsWith("true "));
            one.send("mark");
            one.send("release");
            try (Guard guard = lock.acquire()) {
                assertFalse(guard.recovered());
            }
            shouldHaveSaidThatItPolls(one, errno);
        } finally {
            ZooLock.unlink("seccomp");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Os.EPERM, Os.ENOSYS})
    void shouldCarryMessagesBothWays(int errno) throws Exception {
        try (ZooQueue queue = ZooQueue.create("seccomp", 4096);
                ChildJvm taking = start(errno, QUEUE_PROCESS, "take", "seccomp")) {
            taking.expectLine("ready");
            queue.put(new byte[7]);
            assertEquals("7", taking.expectLine("took "));
            taking.expectExit(0);
            shouldHaveSaidThatItPolls(taking, errno);
            try (ChildJvm putting = start(errno, QUEUE_PROCESS, "put", "seccomp", 9)) {
                assertEquals(9, queue.take().length);
                putting.expectExit(0);
            }
            queue.put(new byte[1]);
            try (ChildJvm dying = start(errno, QUEUE_PROCESS, "hold-view", "seccomp")) {
                dying.expectLine("holding");
                dying.kill();
            }
            assertEquals(1, queue.take().length);
        } finally {
            ZooQueue.unlink("seccomp");
        }
    }

    /** The workers inherit the filter. */
    @ParameterizedTest
    @ValueSource(ints = {Os.EPERM, Os.ENOSYS})
    void shouldRunAPool(int errno) throws Exception {
        try (ChildJvm parent = start(errno, "io.zoosync.pool.PoolParent", "close")) {
            parent.expectLine("workers ");
            parent.expectExit(0);
            String said = "the system refuses futex calls (errno " + errno;
            int processes = parent.output().split(java.util.regex.Pattern.quote(said), -1).length;
            assertTrue(processes > 2, parent.output());
        }
    }
}
