package io.zoosync.faults;

import io.zoosync.pool.PoolFuture;
import io.zoosync.pool.ZooPool;
import io.zoosync.queue.ZooQueue;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process with a pool whose only worker is stopped in its task. */
final class PausedTaskProbe {
    private static final String NAME = "paused-task";

    private PausedTaskProbe() {}

    public static void main(String[] arguments) throws Exception {
        try (ZooQueue queue = ZooQueue.create(NAME, 4096);
                ZooPool pool = ZooPool.builder().workers(1).jvmFlags("-Xmx64m").start()) {
            PoolFuture<Long> future =
                    pool.submit(
                            () -> {
                                long self = ProcessHandle.current().pid();
                                try (ZooQueue there = ZooQueue.attach(NAME)) {
                                    there.put(Long.toString(self).getBytes(StandardCharsets.UTF_8));
                                    there.put(new byte[1]);
                                    while (there.size() > 0) {
                                        Thread.onSpinWait();
                                    }
                                }
                                return self;
                            });
            String worker = new String(queue.take(), StandardCharsets.UTF_8);
            while (queue.size() == 0) {
                Thread.onSpinWait(); // until it has put what keeps it in its task
            }
            System.out.println("worker " + worker);
            BufferedReader input =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            input.readLine();
            queue.take(); // it could end now
            try {
                System.out.println("got " + future.get(1_500, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                System.out.println("got nothing");
            }
            input.readLine();
            System.out.println("got " + future.get());
            input.readLine();
        } finally {
            ZooQueue.unlink(NAME);
        }
    }
}
