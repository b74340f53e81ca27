package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.util.EnumSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A walk over several lost claims that is killed in its midst, and so is the one that follows. */
@Tag("deaths")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostCounterTest extends QueueTestCase {
    private static final long[] POSITIONS = {0, 8, 80};

    /** Counts the claims, as a walk does that begins at the cursor. */
    static final class Walk {
        private Walk() {}

        public static void main(String[] arguments) throws IOException {
            addAll(memory(ZooQueue.attach(arguments[0])));
        }
    }

    private static LostCounter addAll(Memory memory) {
        LostCounter counter = new LostCounter(memory, QueueLayout.CONSUMER_LOST);
        for (long position : POSITIONS) {
            counter.add(position);
        }
        return counter;
    }

    private static int walk(ZooQueue queue, CrashPoint point, int passing) throws IOException {
        try (ChildJvm child =
                ChildJvm.of(Walk.class, queue.name()).crashAt(point, passing).start()) {
            return child.waitFor(ChildJvm.PATIENCE);
        }
    }

    private static void judge(ZooQueue queue, String what) {
        assertEquals(POSITIONS.length, addAll(memory(queue)).get(), what);
        assertEquals(POSITIONS.length, addAll(memory(queue)).get(), what + ", once more");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void shouldCountEachClaimOnceWhereverTheWalkIsKilled(int passing) throws IOException {
        for (CrashPoint point : points()) {
            ZooQueue queue = queue();
            assertEquals(ChildJvm.KILLED, walk(queue, point, passing), point + ":" + passing);
            judge(queue, point + ":" + passing);
        }
    }

    @Test
    void shouldCountEachClaimOnceIfTheNextIsKilledAsWell() throws IOException {
        for (CrashPoint first : points()) {
            for (CrashPoint second : points()) {
                ZooQueue queue = queue();
                assertEquals(ChildJvm.KILLED, walk(queue, first, 2), first + ":2");
                walk(queue, second, 1); // which it need not pass
                judge(queue, first + ":2, " + second + ":1");
            }
        }
    }

    private static EnumSet<CrashPoint> points() {
        return EnumSet.range(CrashPoint.QUEUE_LOST_SETTLED, CrashPoint.QUEUE_LOST_COUNTED);
    }
}
