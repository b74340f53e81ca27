package io.zoosync.internal.segment;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.lang.reflect.Constructor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A segment in the midst of a larger piece of memory, whose bytes before and behind it say whether
 * anything was written outside of it. There is no file of its name.
 */
public final class GuardedSegment {
    private static final int GUARD = 4096;
    private static final byte UNTOUCHED = 0x5a;

    private final ByteBuffer all;
    private final ByteBuffer before;
    private final ByteBuffer behind;
    private final ByteBuffer expected = ByteBuffer.allocateDirect(GUARD);
    private final Segment segment;

    private GuardedSegment(Segment.Kind kind, String name, SegmentHeader header) {
        int size = (int) header.size();
        all = ByteBuffer.allocateDirect(size + 2 * GUARD);
        for (int i = 0; i < GUARD; i++) {
            all.put(i, UNTOUCHED).put(GUARD + size + i, UNTOUCHED);
            expected.put(i, UNTOUCHED);
        }
        before = all.slice(0, GUARD);
        behind = all.slice(GUARD + size, GUARD);
        ByteBuffer inside = all.slice(GUARD, size).order(ByteOrder.nativeOrder());
        Memory memory = new Memory(inside, Os.current());
        header.write(memory);
        segment = make(kind, name, memory, header);
    }

    /** A segment of zeros behind its header. */
    public static GuardedSegment of(
            Segment.Kind kind, String name, int size, long geometryA, long geometryB) {
        SegmentHeader header = new SegmentHeader(kind.code(), size, geometryA, geometryB, 0, 0, 0);
        return new GuardedSegment(kind, name, header);
    }

    private static Segment make(
            Segment.Kind kind, String name, Memory memory, SegmentHeader header) {
        try {
            Constructor<Segment> constructor =
                    Segment.class.getDeclaredConstructor(
                            SegmentName.class, Path.class, Memory.class, SegmentHeader.class);
            constructor.setAccessible(true);
            SegmentName named = SegmentName.of(kind, name);
            return constructor.newInstance(named, named.in(Path.of("guarded")), memory, header);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** The segment. */
    public Segment segment() {
        return segment;
    }

    /** Its bytes alone. */
    public ByteBuffer bytes() {
        return segment.memory().buffer();
    }

    /** Fails if a byte before or behind the segment was changed. */
    public void check() {
        int first = before.mismatch(expected);
        int second = behind.mismatch(expected);
        if (first >= 0 || second >= 0) {
            throw new AssertionError(
                    "memory outside of the segment was changed: "
                            + (first >= 0 ? GUARD - first + " bytes before it" : "")
                            + (second >= 0 ? " " + second + " bytes behind it" : ""));
        }
    }
}
