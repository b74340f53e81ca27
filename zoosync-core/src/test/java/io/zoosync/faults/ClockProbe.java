package io.zoosync.faults;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.pool.PoolFuture;
import io.zoosync.pool.ZooPool;
import io.zoosync.queue.ZooQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process whose wall clock leaps while it waits with time limits of each kind. Arguments: how
 * long the limits are, in milliseconds, and the file whose creation has the clock leap.
 */
final class ClockProbe {
    private static final CountDownLatch BEGUN = new CountDownLatch(4);

    private static Duration limit;

    private ClockProbe() {}

    private interface Wait {
        boolean came() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        limit = Duration.ofMillis(Long.parseLong(arguments[0]));
        try (ZooLock held = ZooLock.open("clock-held");
                ZooLock free = ZooLock.open("clock-free");
                ZooQueue queue = ZooQueue.attach("clock");
                ZooPool pool = ZooPool.builder().workers(1).jvmFlags("-Xmx64m").start()) {
            PoolFuture<Void> task = pool.submit(() -> Thread.sleep(1_000_000));
            long wall = System.currentTimeMillis();
            Thread[] all = {
                start("lock", () -> acquire(held)),
                start("condition", () -> await(free)),
                start("queue", () -> queue.take(limit) != null),
                start("pool", () -> get(task))
            };
            leap(Path.of(arguments[1]));
            for (Thread thread : all) {
                thread.join();
            }
            System.out.println("leapt " + (System.currentTimeMillis() - wall));
            task.cancel(true);
        }
    }

    /** In the midst of the waits: one that is yet to look at the clock would see nothing odd. */
    private static void leap(Path file) throws Exception {
        BEGUN.await();
        Thread.sleep(limit.toMillis() / 4);
        Files.createFile(file);
    }

    private static boolean acquire(ZooLock lock) throws Exception {
        try (Guard guard = lock.tryAcquire(limit)) {
            return guard != null;
        }
    }

    private static boolean await(ZooLock lock) throws Exception {
        try (Guard guard = lock.acquire()) {
            long left = limit.toNanos();
            while (left > 0 && guard.token() > 0) {
                left = lock.condition(0).awaitNanos(left);
            }
            return false;
        }
    }

    private static boolean get(PoolFuture<Void> task) throws Exception {
        try {
            task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static Thread start(String what, Wait wait) {
        Thread thread =
                new Thread(
                        () -> {
                            long start = System.nanoTime();
                            try {
                                BEGUN.countDown();
                                String came = wait.came() ? " came" : " in vain";
                                long millis = (System.nanoTime() - start) / 1_000_000;
                                System.out.println("waited " + what + came + " " + millis);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        thread.start();
        return thread;
    }
}
