package io.zoosync.crash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** The creation of a segment, or of an array. */
public enum FileScenario implements Scenario {
    LOCK {
        @Override
        void open(String name) throws IOException {
            ZooLock.open(name).close();
        }

        @Override
        void use(String name) throws IOException {
            try (ZooLock lock = ZooLock.open(name);
                    Guard guard = lock.acquire()) {
                assertEquals(1, guard.token());
                assertTrue(!guard.recovered());
            }
        }

        @Override
        void unlink(String name) throws IOException {
            ZooLock.unlink(name);
        }
    },
    QUEUE {
        @Override
        void open(String name) throws IOException {
            ZooQueue.open(name, CAPACITY, ByteBuffer.wrap(METADATA)).close();
        }

        @Override
        void use(String name) throws Exception {
            try (ZooQueue queue = ZooQueue.open(name, CAPACITY)) {
                byte[] kept = new byte[METADATA.length];
                queue.metadata().get(kept);
                assertArrayEquals(METADATA, kept);
                assertEquals(0, queue.size());
                queue.put(METADATA);
                assertArrayEquals(METADATA, queue.take());
            }
        }

        @Override
        void unlink(String name) throws IOException {
            ZooQueue.unlink(name);
        }
    },
    ARRAY {
        @Override
        void open(String name) throws IOException {
            ZooArray.open(name, DType.INT64, LENGTH);
        }

        @Override
        void use(String name) throws IOException {
            ZooArray array = ZooArray.attach(name);
            assertEquals(LENGTH, array.size());
            for (int i = 0; i < LENGTH; i++) {
                assertEquals(0, array.getLong(i));
                array.setLong(i, i);
            }
        }

        @Override
        void unlink(String name) throws IOException {
            ZooArray.unlink(name);
        }
    };

    private static final int CAPACITY = 4096;
    private static final byte[] METADATA = {1, 2, 3, 5, 8, 13};
    private static final int LENGTH = 3000;

    abstract void open(String name) throws IOException;

    abstract void use(String name) throws Exception;

    abstract void unlink(String name) throws IOException;

    @Override
    public void prepare(Place place) {}

    @Override
    public void run(Place place) throws Exception {
        MappedInts.open(place.ledger(), 1).set(0, ProcessRegistry.current().self());
        open(place.name());
    }

    @Override
    public void repair(Place place) throws Exception {
        run(place);
    }

    @Override
    public boolean hasPairs() {
        return this != QUEUE; // it does not differ from LOCK but in what is written
    }

    @Override
    public boolean repairs(CrashPoint point) {
        return point == CrashPoint.SEGMENT_TEMPORARY_CREATED;
    }

    @Override
    public Map<String, Long> goOn(Place place, CountDownLatch ended) throws Exception {
        String name = place.name();
        boolean there = isThere(name + ".");
        open(name);
        use(name);
        String other = name + "-after";
        open(other); // which sweeps
        unlink(other);
        Map<String, Long> seen = new TreeMap<>();
        seen.put(there ? "complete" : "nothing", 1L);
        for (int i = 1; i < place.processes(); i++) {
            int dead = MappedInts.open(place.ledger(i), 1).get(0);
            assertTrue(!isThere(String.format(".tmp-%08x-", dead)), "temporary files are left");
        }
        return seen;
    }

    private static boolean isThere(String prefix) {
        return ZooDirectory.segments(ZooDirectory.path()).stream()
                .anyMatch(file -> file.startsWith(prefix));
    }
}
