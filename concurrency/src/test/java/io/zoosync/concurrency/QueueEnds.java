package io.zoosync.concurrency;

import io.zoosync.queue.Consumer;
import io.zoosync.queue.Producer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;

/** The exclusive ends of a queue. */
public final class QueueEnds {
    private static final Pool<QueueEnds> POOL = new Pool<>(QueueEnds::new);

    private final Producer producer;
    private final Consumer consumer;

    private QueueEnds(int number) throws Exception {
        ZooQueue queue = QueuePool.fresh(number);
        producer = queue.exclusiveProducer();
        consumer = queue.exclusiveConsumer();
    }

    /** The ends of an empty queue. */
    public static QueueEnds next() {
        QueueEnds ends = POOL.next();
        for (View view = ends.consumer.tryRecvView(); view != null; ) {
            view.commit();
            view = ends.consumer.tryRecvView();
        }
        return ends;
    }

    public Producer producer() {
        return producer;
    }

    public Consumer consumer() {
        return consumer;
    }
}
