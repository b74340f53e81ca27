package io.zoosync.queue;

import io.zoosync.concurrency.Pool;
import io.zoosync.concurrency.QueuePool;

/** The exclusive ends of a queue, for one state of a jcstress test. */
final class QueueEnds {
    private static final Pool<QueueEnds> POOL = new Pool<>(i -> new QueueEnds());

    final Producer producer;
    final Consumer consumer;

    private QueueEnds() throws InterruptedException {
        ZooQueue queue = QueuePool.next();
        producer = queue.exclusiveProducer();
        consumer = queue.exclusiveConsumer();
    }

    static QueueEnds next() {
        return POOL.next();
    }
}
