package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.segment.GuardedSegment;
import io.zoosync.internal.segment.Segment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;

/**
 * A queue whose memory is damaged again and again, with guards before and behind its segment, and
 * metadata behind its ring that nothing but damage should change.
 */
final class FuzzedQueue {
    static final int CAPACITY = 4096;
    static final int RING_END = QueueLayout.metadata(CAPACITY);

    /** Its generation will not be reached by the registry of these tests. */
    private static final int DEAD = 200_000 << 12 | 4095;

    private static final int METADATA = 64;
    private static final int FREE_AND_INCONSISTENT = 1 << 30;
    private static final int EXCHANGES = 3;
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final String NAME = "fuzzed";

    private final GuardedSegment guarded;
    private final ByteBuffer bytes;
    private final byte[] sound;
    private final byte[] metadata = new byte[METADATA];
    private final byte[] found = new byte[METADATA];
    private int refused;

    /** What the queue is like before it is damaged. */
    enum State {
        /** Nothing was ever sent. */
        NEW,
        /** Past the ring's end, with views, a run given back, and claims open and aborted. */
        BUSY,
        /** The same, after the death of all who used it, each in the midst of something. */
        ABANDONED
    }

    FuzzedQueue(State state) throws InterruptedException {
        int size = (int) QueueLayout.size(CAPACITY, METADATA);
        guarded = GuardedSegment.of(Segment.Kind.QUEUE, NAME, size, CAPACITY, METADATA);
        bytes = guarded.bytes();
        for (int i = 0; i < METADATA; i++) {
            metadata[i] = (byte) (i + 1);
        }
        bytes.put(RING_END, metadata);
        if (state != State.NEW) {
            makeBusy(open());
        }
        if (state == State.ABANDONED) {
            abandon();
        }
        sound = new byte[size];
        bytes.get(0, sound);
    }

    private ZooQueue open() {
        return new ZooQueue(guarded.segment());
    }

    private static void makeBusy(ZooQueue queue) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            queue.put(new byte[40]);
            queue.take();
        }
        for (int i = 0; i < 12; i++) {
            Payload.write(queue.claim(8 + 20 * i, 8 << i % 4), i).commit();
        }
        queue.recvView();
        queue.recvView();
        queue.recvView().close();
        assertThrows(ArithmeticException.class, () -> queue.drain(FuzzedQueue::fail, 5));
        queue.claim(50).abort();
        queue.claim(50);
        queue.put(new byte[10]);
    }

    private static void fail(Message message) {
        throw new ArithmeticException("as planned");
    }

    private void abandon() {
        for (int i = 0; i < QueueLayout.VIEW_COUNT; i++) {
            int state = QueueLayout.VIEW_TABLE + i * QueueLayout.VIEW_STRIDE + 16;
            if (bytes.getInt(state) >>> 30 == 1) {
                bytes.putInt(state, FREE_AND_INCONSISTENT | DEAD);
            }
        }
        for (int at = QueueLayout.RING; at < RING_END; at += Record.ALIGNMENT) {
            long header = bytes.getLong(at);
            if (Record.state(header) == Record.CLAIMED && Record.length(header) == 50) {
                bytes.putLong(at, Record.header(50, Record.CLAIMED, DEAD));
            }
        }
        bytes.putInt(QueueLayout.PRODUCER_LOCK, FREE_AND_INCONSISTENT);
        bytes.putInt(QueueLayout.PRODUCER_EXCLUSIVE, 1);
        bytes.putInt(QueueLayout.CONSUMER_LOCK, FREE_AND_INCONSISTENT);
        bytes.putInt(QueueLayout.CONSUMER_EXCLUSIVE, 1);
        bytes.putLong(QueueLayout.CURRENT, bytes.getLong(QueueLayout.CURSOR) + 1);
        bytes.putInt(QueueLayout.SPLITTING, 7);
    }

    /** The memory to be damaged, sound again. */
    ByteBuffer restored() {
        bytes.put(0, sound);
        return bytes;
    }

    /** How many uses ended with the news that the queue is damaged. */
    int refused() {
        return refused;
    }

    /** Uses the queue in all ways; whatever is wrong with it must be told, and told well. */
    void use(EndKind kind, boolean waiting) throws InterruptedException {
        ZooQueue queue = open();
        try {
            look(queue);
            if (kind == EndKind.SHARED) {
                useShared(queue);
            } else {
                useExclusive(queue);
            }
            if (waiting) {
                queue.put(new byte[2000], Duration.ZERO);
                queue.take(Duration.ZERO);
            }
            look(queue);
            queue.close();
        } catch (CorruptSegmentException e) {
            refused++;
            assertTrue(e.getMessage().contains(NAME + ".queue is damaged: "), e.getMessage());
        }
        guarded.check();
        bytes.get(RING_END, found);
        assertArrayEquals(metadata, found, "the metadata behind the ring");
    }

    private static void look(ZooQueue queue) {
        QueueStats stats = queue.stats();
        assertTrue(stats.messages() >= 0 && stats.openViews() <= QueueLayout.VIEW_COUNT);
        assertTrue(queue.size() >= 0);
    }

    private static void useShared(ZooQueue queue) {
        BlockingQueue<byte[]> objects = queue.asBlockingQueue(Codec.bytes());
        try (Producer producer = queue.producer();
                Consumer consumer = queue.consumer()) {
            for (int i = 0; i < EXCHANGES; i++) {
                exchange(producer, consumer);
                objects.peek();
                objects.offer(new byte[i]);
            }
        }
        objects.poll();
        objects.drainTo(new ArrayList<>(), 50);
    }

    private static void useExclusive(ZooQueue queue) throws InterruptedException {
        try (Producer producer = queue.exclusiveProducer(SHORT);
                Consumer consumer = queue.exclusiveConsumer(SHORT)) {
            for (int i = 0; i < EXCHANGES && producer != null && consumer != null; i++) {
                exchange(producer, consumer);
            }
        }
    }

    private static void exchange(Producer producer, Consumer consumer) {
        Claim claim = producer.tryClaim(100, 64);
        if (claim != null) {
            Payload.write(claim, 1).commit();
        }
        producer.tryPut(new byte[7]);
        View view = consumer.tryRecvView();
        if (view != null) {
            view.toByteArray();
            if (view.deliveries() % 3 == 0) {
                view.close();
            } else {
                view.commit();
            }
        }
        int[] sum = new int[1];
        assertTrue(consumer.drain(m -> sum[0] += m.toByteArray().length, 50) <= 50);
    }
}
