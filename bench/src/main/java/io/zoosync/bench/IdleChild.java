package io.zoosync.bench;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.zoosync.bench.harness.Parent;
import io.zoosync.lock.ZooLock;
import io.zoosync.pool.ZooPool;
import io.zoosync.queue.ZooQueue;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** Waits, until its driver wants no more of it, for what does not come: {@code WHAT DIRECTORY}. */
final class IdleChild {
    private static final int WORKERS = 4;
    private static final int CAPACITY = 1 << 20;

    private IdleChild() {}

    public static void main(String[] args) throws Exception {
        CountDownLatch prepared = new CountDownLatch(1);
        Thread waiting = new Thread(() -> run(args[0], Path.of(args[1]), prepared), args[0]);
        waiting.setDaemon(true);
        waiting.start();
        prepared.await();
        new Parent().awaitTask(); // says that it is ready, and returns when the driver is done
        System.exit(0);
    }

    private static void run(String what, Path directory, CountDownLatch prepared) {
        try {
            await(what, directory, prepared);
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    private static void await(String what, Path directory, CountDownLatch prepared)
            throws Exception {
        switch (what) {
            case LatencyIdle.BASE -> sleep(prepared);
            case LatencyIdle.RECEIVER -> {
                ZooQueue queue = ZooQueue.open("idle", CAPACITY);
                prepared.countDown();
                queue.take();
            }
            case LatencyIdle.HOLDER -> {
                ZooLock.open("idle").lock();
                sleep(prepared);
            }
            case LatencyIdle.LOCKER -> {
                ZooLock lock = ZooLock.open("idle");
                prepared.countDown();
                lock.lock();
            }
            case LatencyIdle.POOL -> {
                ZooPool pool = ZooPool.create(WORKERS);
                pool.submit(() -> "warm").get();
                sleep(prepared);
            }
            case LatencyIdle.AERON_DRIVER -> {
                MediaDriver.launchEmbedded(
                        new MediaDriver.Context()
                                .aeronDirectoryName(aeron(directory))
                                .threadingMode(ThreadingMode.SHARED)
                                .ipcTermBufferLength(CAPACITY)
                                .dirDeleteOnShutdown(true));
                sleep(prepared);
            }
            case LatencyIdle.AERON_RECEIVER -> poll(directory, prepared);
            default -> throw new IllegalArgumentException(what);
        }
    }

    private static void sleep(CountDownLatch prepared) throws InterruptedException {
        prepared.countDown();
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void poll(Path directory, CountDownLatch prepared) {
        Aeron aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeron(directory)));
        Subscription subscription = aeron.addSubscription("aeron:ipc", 1);
        IdleStrategy idle = new BackoffIdleStrategy();
        prepared.countDown();
        while (true) {
            idle.idle(subscription.poll((buffer, offset, length, header) -> {}, 1));
        }
    }

    private static String aeron(Path directory) {
        return directory.resolve("aeron").toString();
    }
}
