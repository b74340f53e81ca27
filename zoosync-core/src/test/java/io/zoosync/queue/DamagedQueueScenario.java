package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.zoosync.CorruptSegmentException;
import io.zoosync.crash.Place;
import io.zoosync.crash.Scenario;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A process finds a queue damaged, and dies while it says so. */
public enum DamagedQueueScenario implements Scenario {
    POISON;

    private static final int CAPACITY = 4096;

    @Override
    public void prepare(Place place) throws Exception {
        try (ZooQueue queue = ZooQueue.create(place.name(), CAPACITY)) {
            queue.put(new byte[10]);
            Memory memory = Segment.attach(Segment.Kind.QUEUE, place.name()).memory();
            memory.putLong(QueueLayout.RING, -1);
        }
    }

    @Override
    public void run(Place place) throws Exception {
        ZooQueue queue = ZooQueue.attach(place.name());
        assertThrows(CorruptSegmentException.class, queue::tryTake);
    }

    @Override
    public boolean covers(CrashPoint point) {
        return point.name().startsWith("POISON_");
    }

    @Override
    public boolean hasPairs() {
        return false; // nobody repairs a damaged segment
    }

    @Override
    public Map<String, Long> goOn(Place place, CountDownLatch ended) {
        CorruptSegmentException told =
                assertThrows(CorruptSegmentException.class, () -> ZooQueue.attach(place.name()));
        boolean why = !told.getMessage().contains("without saying how");
        return Map.of(why ? "told why" : "told of damage", 1L);
    }
}
