package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Pins what processes of one pool must agree on. */
class ControlLayoutTest {
    @Test
    void shouldKeepItsOffsets() {
        assertEquals(0, ControlLayout.MAGIC_OFFSET);
        assertEquals(8, ControlLayout.VERSION_OFFSET);
        assertEquals(12, ControlLayout.PARENT_OFFSET);
        assertEquals(16, ControlLayout.LINES_OFFSET);
        assertEquals(128, ControlLayout.TASK_BELL);
        assertEquals(256, ControlLayout.RESULT_BELL);
        assertEquals(384, ControlLayout.CONTROL_BELL);
        assertEquals(512, ControlLayout.CANCEL);
        assertEquals(512 + 4 * 8192, ControlLayout.WORKER_LINES);
        assertEquals(ControlLayout.WORKER_LINES + 3 * 128, ControlLayout.size(3));
        assertEquals(ControlLayout.CANCEL + 4, ControlLayout.cancelOffset(1));
        assertEquals(ControlLayout.WORKER_LINES + 128, ControlLayout.sequenceOffset(1));
        assertEquals(ControlLayout.WORKER_LINES + 136, ControlLayout.elementOffset(1));
        assertEquals(ControlLayout.WORKER_LINES + 144, ControlLayout.slotOffset(1));
        assertEquals(ControlLayout.WORKER_LINES + 148, ControlLayout.ownerOffset(1));
    }

    @Test
    void shouldAlignWhatIsAccessedInOnePiece() {
        assertEquals(0, ControlLayout.WORKER_LINES % ControlLayout.LINE);
        assertEquals(0, ControlLayout.sequenceOffset(1) % Long.BYTES);
        assertEquals(0, ControlLayout.elementOffset(1) % Long.BYTES);
        assertEquals(0, ControlLayout.ownerOffset(1) % Integer.BYTES);
    }

    @Test
    void shouldKeepTheFormatOfMessages() {
        assertEquals(0, TaskFormat.SLOT);
        assertEquals(4, TaskFormat.FLAGS);
        assertEquals(8, TaskFormat.SEQUENCE);
        assertEquals(16, TaskFormat.FUNCTION);
        assertEquals(24, TaskFormat.FIRST);
        assertEquals(32, TaskFormat.COUNT);
        assertEquals(36, TaskFormat.LENGTH);
        assertEquals(40, TaskFormat.PAYLOAD);
        assertEquals(0, ResultFormat.SLOT);
        assertEquals(4, ResultFormat.KIND);
        assertEquals(8, ResultFormat.SEQUENCE);
        assertEquals(16, ResultFormat.NANOS);
        assertEquals(24, ResultFormat.FLAGS);
        assertEquals(28, ResultFormat.LENGTH);
        assertEquals(32, ResultFormat.PAYLOAD);
    }
}
