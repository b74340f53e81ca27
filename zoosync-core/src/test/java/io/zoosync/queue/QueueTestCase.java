package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.sync.WaitWord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Gives each test queues of its own, which are closed and unlinked after it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class QueueTestCase {
    static final int SMALL = 4096;
    static final Duration SHORT = Duration.ofMillis(30);

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final List<ZooQueue> opened = new ArrayList<>();

    final ZooQueue queue(int capacity) {
        return create("test-" + NUMBERS.incrementAndGet(), capacity);
    }

    final ZooQueue queue() {
        return queue(SMALL);
    }

    final synchronized ZooQueue create(String name, int capacity) {
        try {
            return remember(ZooQueue.create(name, capacity));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Another attachment to the same queue. */
    final synchronized ZooQueue attach(ZooQueue queue) {
        try {
            return remember(ZooQueue.attach(queue.name()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The queue's memory, as a stranger may reach it. */
    static Memory memory(ZooQueue queue) {
        try {
            return Segment.attach(Segment.Kind.QUEUE, queue.name()).memory();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    final synchronized ZooQueue remember(ZooQueue queue) {
        opened.add(queue);
        return queue;
    }

    /** Waits until a thread or process is registered at a wait word: it sleeps, or is about to. */
    static void awaitSleeper(Memory memory, int waitWord) throws InterruptedException {
        while (!WaitWord.hasSleepers(memory.getIntAcquire(waitWord))) {
            Thread.sleep(1);
        }
    }

    @AfterEach
    final void closeAndUnlink() throws IOException {
        for (ZooQueue queue : opened) {
            queue.close();
            ZooQueue.unlink(queue.name());
        }
    }
}
