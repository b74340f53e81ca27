package io.zoosync.concurrency;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;

/** Queues of the least capacity, in shared memory, whose names are gone. */
public final class QueuePool {
    private static final int CAPACITY = 4096;
    private static final Pool<Entry> POOL = new Pool<>(QueuePool::create);

    private record Entry(ZooQueue queue, Memory memory) {}

    private QueuePool() {}

    /** An empty queue. */
    public static ZooQueue next() {
        ZooQueue queue = POOL.next().queue;
        for (View view = queue.tryRecvView(); view != null; view = queue.tryRecvView()) {
            view.commit();
        }
        return queue;
    }

    /** The memory of a queue, for those who go around the queue. */
    public static Memory nextMemory() {
        return POOL.next().memory;
    }

    /** A queue of one's own. */
    static ZooQueue fresh(int number) throws IOException {
        return create(number).queue;
    }

    private static Entry create(int number) throws IOException {
        String name = "stress-" + ProcessHandle.current().pid() + "-" + number;
        ZooQueue queue = ZooQueue.create(name, CAPACITY);
        Memory memory = Segment.attach(Segment.Kind.QUEUE, name).memory();
        ZooQueue.unlink(name);
        return new Entry(queue, memory);
    }
}
