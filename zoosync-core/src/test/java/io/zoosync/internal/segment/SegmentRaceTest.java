package io.zoosync.internal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.internal.segment.Segment.Kind;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several that open, create and remove the same name at once. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentRaceTest {
    private static final int ROUNDS = 500;

    @Test
    void shouldGiveRacingProcessesTheSameSegment() throws IOException {
        try (ChildJvm one = ChildJvm.start(SegmentProbe.class, "race", "r", ROUNDS, 2);
                ChildJvm two = ChildJvm.start(SegmentProbe.class, "race", "r", ROUNDS, 2)) {
            for (int round = 0; round < ROUNDS; round++) {
                assertEquals(one.expectLine("token "), two.expectLine("token "));
            }
            one.expectExit(0);
            two.expectExit(0);
        } finally {
            Segment.unlink(Kind.LOCK, "r-gate");
            for (int round = 0; round < ROUNDS; round++) {
                Segment.unlink(Kind.QUEUE, "r-" + round);
            }
        }
        shouldHaveLeftNothing();
    }

    @Test
    void shouldGiveWholeSegmentsWhileTheNameIsRemovedInALoop() throws IOException {
        try (ChildJvm one = ChildJvm.start(SegmentProbe.class, "race-unlink", "u", ROUNDS);
                ChildJvm two = ChildJvm.start(SegmentProbe.class, "race-unlink", "u", ROUNDS);
                ChildJvm three = ChildJvm.start(SegmentProbe.class, "race-unlink", "u", ROUNDS)) {
            for (ChildJvm child : List.of(one, two, three)) {
                child.expectLine("done ");
                child.expectExit(0);
            }
        } finally {
            Segment.unlink(Kind.QUEUE, "u");
        }
        shouldHaveLeftNothing();
    }

    @Test
    void shouldGiveRacingThreadsTheSameSegment() throws Exception {
        int racers = 4;
        CyclicBarrier start = new CyclicBarrier(racers);
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Callable<Long> open =
                        () -> {
                            start.await();
                            return SegmentProbe.token(
                                    Segment.open(
                                            Kind.QUEUE,
                                            "t",
                                            SegmentProbe.BYTES,
                                            0,
                                            0,
                                            SegmentProbe::putToken));
                        };
                List<Future<Long>> tokens = new ArrayList<>();
                for (int i = 0; i < racers; i++) {
                    tokens.add(threads.submit(open));
                }
                for (Future<Long> token : tokens) {
                    assertEquals(tokens.get(0).get(), token.get());
                }
                Segment.unlink(Kind.QUEUE, "t");
            }
        } finally {
            threads.shutdownNow();
            Segment.unlink(Kind.QUEUE, "t");
        }
        shouldHaveLeftNothing();
    }

    private static void shouldHaveLeftNothing() {
        assertEquals(Set.of(), ZooDirectory.segments(ZooDirectory.path()));
    }
}
