package io.zoosync.faults;

import io.zoosync.internal.os.Os;
import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process whose threads wait in every way, each named after what it does, while it gets signals.
 * First nothing comes, and the waits must end at their timeouts; then they must end when it comes.
 * It begins at a line of input, and ends at another, which is to come after the signals.
 */
final class WaitingProbe {
    static final Duration TIMEOUT = Duration.ofMillis(700);

    /** The threads that get the signals; no more than 15 characters, which is all that shows. */
    static final String[] WAITERS = {
        "zoo-lock", "zoo-condition", "zoo-take", "zoo-put", "zoo-futex", "zoo-create"
    };

    private final ZooLock held = ZooLock.open("held");
    private final ZooLock free = ZooLock.open("free");
    private final ZooQueue empty = ZooQueue.attach("empty");
    private final ZooQueue full = ZooQueue.attach("full");
    private final BufferedReader input =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final AtomicInteger created = new AtomicInteger();
    private volatile boolean finished;

    private WaitingProbe() throws Exception {}

    public static void main(String[] arguments) throws Exception {
        WaitingProbe probe = new WaitingProbe();
        probe.input.readLine();
        ZooQueue.create("large", 1 << 20).close(); // the JDK has its handler once it has used files
        ZooQueue.unlink("large");
        Thread futex = start("zoo-futex", probe::countInterruptedWaits);
        Thread create = start("zoo-create", probe::create);
        probe.wait(true);
        System.out.println("timed out");
        int created = probe.created.get();
        probe.wait(false);
        while (probe.created.get() == created) {
            Thread.sleep(1); // memory must have been allocated while there were signals
        }
        System.out.println("all came");
        probe.input.readLine();
        probe.finished = true;
        futex.join();
        create.join();
        System.exit(0);
    }

    private void wait(boolean inVain) throws InterruptedException {
        Duration timeout = inVain ? TIMEOUT : Duration.ofMinutes(1);
        Thread[] threads = {
            start("zoo-lock", () -> wait("lock", inVain, () -> acquire(timeout))),
            start("zoo-condition", () -> wait("condition", inVain, () -> await(timeout))),
            start("zoo-take", () -> wait("take", inVain, () -> empty.take(timeout) != null)),
            start("zoo-put", () -> wait("put", inVain, () -> full.put(new byte[1000], timeout)))
        };
        System.out.println("waiting");
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private boolean acquire(Duration timeout) throws Exception {
        try (Guard guard = held.tryAcquire(timeout)) {
            return guard != null;
        }
    }

    /** A condition may wake for no reason: only the time must not pass for nothing. */
    private boolean await(Duration timeout) throws Exception {
        try (Guard guard = free.acquire()) {
            long left = timeout.toNanos();
            while (left > 0 && empty.size() == 0 && guard.token() > 0) {
                left = free.condition(0).awaitNanos(left);
            }
            return left > 0;
        }
    }

    private interface Wait {
        boolean came() throws Exception;
    }

    private interface Body {
        void run() throws Exception;
    }

    private static void wait(String what, boolean inVain, Wait wait) throws Exception {
        long start = System.nanoTime();
        boolean came = wait.came();
        long nanos = System.nanoTime() - start;
        if (came == inVain || inVain && nanos < TIMEOUT.toNanos()) {
            throw new AssertionError(what + ": came " + came + " after " + nanos + " ns");
        }
        System.out.println(what + " " + came + " " + TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** Shows that the signals do interrupt what the others do. */
    private void countInterruptedWaits() {
        ByteBuffer word = ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder());
        Os os = Os.current();
        long address = os.addressOf(word);
        int interrupted = 0;
        while (!finished) {
            if (os.futexWait(word, address, 0, 0, 10_000_000) == -Os.EINTR) {
                interrupted++;
            }
        }
        System.out.println("interrupted " + interrupted);
    }

    /** Allocates memory, which a signal interrupts. */
    private void create() throws Exception {
        while (!finished) {
            ZooQueue.create("large", 128 << 20).close();
            ZooQueue.unlink("large");
            created.incrementAndGet();
        }
        System.out.println("created " + created);
    }

    private static Thread start(String name, Body body) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                body.run();
                            } catch (Throwable t) {
                                t.printStackTrace();
                                Runtime.getRuntime().halt(5);
                            }
                        },
                        name);
        thread.start();
        return thread;
    }
}
