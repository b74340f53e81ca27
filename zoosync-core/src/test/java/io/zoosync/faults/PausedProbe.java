package io.zoosync.faults;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.pool.ZooPool;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.Producer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.util.stream.Collectors;

/** A process that holds something of each kind while it is stopped, and then ends it in order. */
final class PausedProbe {
    private PausedProbe() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            pool();
            return;
        }
        try (ZooLock lock = ZooLock.open("paused");
                ZooQueue claims = ZooQueue.attach("paused-claims");
                ZooQueue views = ZooQueue.attach("paused-views");
                ZooQueue ends = ZooQueue.attach("paused-ends");
                Producer producer = ends.exclusiveProducer();
                Consumer consumer = ends.exclusiveConsumer();
                Guard guard = lock.acquire()) {
            Claim claim = claims.claim(1);
            View view = views.recvView();
            producer.put(new byte[3]);
            System.out.println("holding " + guard.token());
            System.in.read();
            claim.putByte(0, (byte) 42).commit();
            System.out.println("view " + view.getByte(0));
            view.commit();
            System.out.println("ends " + consumer.take().length);
        }
        System.out.println("released");
        System.in.read();
    }

    private static void pool() throws Exception {
        try (ZooPool pool = ZooPool.builder().workers(2).jvmFlags("-Xmx64m").start()) {
            pool.map(x -> x, ZooPool.range(100));
            while (pool.workers().size() < 2) {
                Thread.onSpinWait();
            }
            System.out.println(
                    "workers "
                            + pool.workers().stream()
                                    .map(worker -> Long.toString(worker.pid()))
                                    .collect(Collectors.joining(" ")));
            System.in.read();
            int[] results = pool.map(x -> x + 1, ZooPool.range(100));
            System.out.println("mapped " + results[99] + " by " + pool.workers());
        }
    }
}
