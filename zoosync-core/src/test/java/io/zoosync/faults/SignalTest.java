package io.zoosync.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.os.Os;
import io.zoosync.internal.os.Syscalls;
import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A thousand signals and more, sent to the very threads of another process that wait, each of which
 * makes a system call return EINTR: no wait ends early, none late, and memory is allocated all the
 * same.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SignalTest {
    private static final int SIGUSR2 = 12; // the JVM's own, for its samples
    private static final int SIGCHLD = 17;
    private static final int[] SIGNALS = {
        Syscalls.INTERRUPTING_SIGNAL, SIGCHLD, Syscalls.INTERRUPTING_SIGNAL, SIGUSR2
    };
    private static final int LEAST = 1_000;
    private static final long PACE_NANOS = 100_000;

    private volatile boolean stopping;
    private final AtomicLong sent = new AtomicLong();

    @Test
    void shouldWaitRightThroughSignals() throws Exception {
        try (ZooLock held = ZooLock.open("held");
                ZooLock free = ZooLock.open("free");
                ZooQueue empty = ZooQueue.create("empty", 4096);
                ZooQueue full = ZooQueue.create("full", 4096);
                ChildJvm child = ChildJvm.start(WaitingProbe.class)) {
            while (full.tryPut(new byte[1000])) {
                // until it is full
            }
            Thread signals;
            try (Guard guard = held.acquire()) {
                child.send("nothing comes");
                child.expectLine("waiting");
                signals = startSignals(child.pid());
                child.expectLine("timed out");
                child.expectLine("waiting");
                while (sent.get() < LEAST) {
                    Thread.sleep(1);
                }
                assertTrue(guard.token() > 0);
            }
            empty.put(new byte[1]);
            empty.put(new byte[1]); // one is for the condition to see
            full.take();
            free.condition(0);
            try (Guard guard = free.acquire()) {
                assertTrue(guard.token() > 0);
                free.condition(0).signalAll();
            }
            child.expectLine("all came");
            stopping = true;
            signals.join();
            child.send("no more signals");
            int created = Integer.parseInt(child.expectLine("created "));
            child.expectExit(0);
            assertTrue(created > 0, child.output());
            shouldHaveInterrupted(child.output());
        } finally {
            stopping = true;
            ZooLock.unlink("held");
            ZooLock.unlink("free");
            for (String queue : new String[] {"empty", "full", "large"}) {
                ZooQueue.unlink(queue);
            }
        }
    }

    /** Else the test would show nothing; a binding that polls is not interrupted. */
    private void shouldHaveInterrupted(String output) {
        int interrupted =
                output.lines()
                        .filter(line -> line.startsWith("interrupted "))
                        .mapToInt(line -> Integer.parseInt(line.substring(12)))
                        .sum();
        System.out.println("signals sent: " + sent + ", waits interrupted: " + interrupted);
        assertTrue(interrupted > 10 || Os.current().name().equals("portable"), output);
    }

    private Thread startSignals(long process) {
        Thread thread =
                new Thread(
                        () -> {
                            while (!stopping) {
                                for (long waiter : waiters(process)) {
                                    burst(process, waiter);
                                }
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void burst(long process, long waiter) {
        for (int i = 0; i < 16 && !stopping; i++) {
            if (Syscalls.signal(process, waiter, SIGNALS[i % SIGNALS.length])) {
                sent.incrementAndGet();
            }
            LockSupport.parkNanos(PACE_NANOS);
        }
    }

    private static List<Long> waiters(long process) {
        List<Long> waiters = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process + "/task"))) {
            for (Path task : tasks.toList()) {
                if (List.of(WaitingProbe.WAITERS).contains(nameOf(task))) {
                    waiters.add(Long.valueOf(task.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            // the process has ended
        }
        return waiters;
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // the thread has ended
        }
    }
}
