package io.zoosync.internal.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.segment.Segment.Kind;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills the creator of a segment at each of its steps. */
@Tag("deaths")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SegmentCrashTest {
    private static final int BYTES = 1 << 16;

    /** So that the child's first passing of a point is that of its segment, not of the registry. */
    @BeforeEach
    void createTheRegistry() throws IOException {
        Segment.create(Kind.QUEUE, "before", BYTES, 0, 0, memory -> {});
        Segment.unlink(Kind.QUEUE, "before");
    }

    @AfterEach
    void unlink() throws IOException {
        Segment.unlink(Kind.QUEUE, "s");
        Segment.unlink(Kind.QUEUE, "t");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "^SEGMENT_.*")
    void shouldOpenAfterTheCreatorsDeath(CrashPoint point) throws IOException {
        crash(point);
        boolean published = point.compareTo(CrashPoint.SEGMENT_PUBLISHED) >= 0;
        assertEquals(published, ZooDirectory.segments(ZooDirectory.path()).contains("s.queue"));

        long[] mine = new long[1];
        Segment segment =
                Segment.open(
                        Kind.QUEUE,
                        "s",
                        BYTES,
                        1,
                        2,
                        memory -> {
                            SegmentProbe.putToken(memory);
                            mine[0] = memory.getLong(SegmentProbe.TOKEN);
                        });

        assertEquals(BYTES, segment.memory().size());
        if (published) {
            assertNotEquals(mine[0], SegmentProbe.token(segment));
        } else {
            assertEquals(mine[0], SegmentProbe.token(segment));
        }
        Segment.create(Kind.QUEUE, "t", BYTES, 0, 0, memory -> {});
        assertEquals(
                Set.of("s.queue", "t.queue"),
                ZooDirectory.segments(ZooDirectory.path()),
                "what the next creation must have swept");
    }

    private static void crash(CrashPoint point) throws IOException {
        try (ChildJvm child =
                ChildJvm.of(SegmentProbe.class, "open", "s", BYTES).crashAt(point, 1).start()) {
            child.expectExit(ChildJvm.KILLED);
        }
    }
}
