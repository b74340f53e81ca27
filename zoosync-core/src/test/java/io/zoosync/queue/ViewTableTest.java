package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table as a dead holder of the consumer lock may leave it, and its repair. */
class ViewTableTest extends QueueTestCase {
    private static final int SELF_IS_ALIVE = ProcessRegistry.current().self();
    private static final int ANOTHER = SELF_IS_ALIVE ^ 1 << 20;
    private static final long CURSOR = 400;
    private static final int REPAIRS = 1_000_000;

    private Memory memory;
    private ViewTable views;

    @BeforeEach
    void openTable() {
        memory = memory(queue());
        views = new ViewTable(memory);
    }

    private int held(long start, long end, int first, int rest, int owner) {
        int entry = views.allocate(ViewTable.FOR_RECEIPT);
        views.hold(entry, start, end, first, rest, owner);
        return entry;
    }

    private void repairTwice() {
        views.repair(CURSOR);
        views.repair(CURSOR); // by the next one, the first having died in its midst
    }

    @Test
    void shouldFreeWhatTheCursorDidNotPass() {
        int kept = held(0, 400, 1, 0, ANOTHER);
        int noted = held(400, 480, 1, 0, ANOTHER);
        repairTwice();
        assertTrue(views.isFree(noted));
        assertEquals(400, views.end(kept));
        assertEquals(1, memory.getInt(QueueLayout.RETURNED));
    }

    /** Its holder will free it, and must not free what the entry is given to in between. */
    @Test
    void shouldLeaveALivingDrainItsEntryAfterTheLastMessage() {
        int drained = held(320, 400, 1, 0, SELF_IS_ALIVE);
        memory.putLongRelease(views.startOffset(drained), 400);
        repairTwice();
        assertFalse(views.isFree(drained));
    }

    /** A drain between its last message and the end of its range overlaps with nothing. */
    @Test
    void shouldLeaveTheEntryBehindADrainedOneAsItIs() {
        int drained = held(240, 320, 1, 0, SELF_IS_ALIVE);
        int next = held(320, 400, 1, 0, ANOTHER);
        memory.putLongRelease(views.startOffset(drained), 320);
        repairTwice();
        assertEquals(320, views.start(next));
        assertEquals(1, views.first(next), "it would be received again without a flag");
    }

    /** The same, but the drain gets there while the repair looks at its entry. */
    @Test
    void shouldLeaveTheEntryBehindADrainThatGoesOn() throws InterruptedException {
        int drained = held(240, 320, 1, 0, SELF_IS_ALIVE);
        int next = held(320, 400, 1, 0, ANOTHER);
        AtomicBoolean ended = new AtomicBoolean();
        Thread drain = new Thread(() -> raiseAgainAndAgain(views.startOffset(drained), ended));
        drain.start();
        for (int i = 0; i < REPAIRS && views.first(next) == 1; i++) {
            views.repair(CURSOR);
        }
        ended.set(true);
        drain.join();
        assertEquals(1, views.first(next), "it would be received again without a flag");
    }

    private void raiseAgainAndAgain(int start, AtomicBoolean ended) {
        while (!ended.get()) {
            memory.putLongRelease(start, 240);
            memory.putLongRelease(start, 320);
        }
    }

    @Test
    void shouldFinishASplit() {
        int old = held(0, 400, 1, 0, ANOTHER);
        int fresh = split(0, 80);
        repairTwice();
        assertEquals(80, views.start(old));
        assertEquals(0, views.first(old));
        assertEquals(80, views.end(fresh));
        assertEquals(2, views.first(fresh));
        assertEquals(0, views.splitting() & 1);
    }

    @Test
    void shouldFinishASplitBehindSkippedRecords() {
        int old = held(0, 400, 1, 0, ANOTHER);
        int fresh = split(16, 80); // the range begins with an aborted record
        repairTwice();
        assertEquals(80, views.start(old), "the message at 16 would be received twice");
        assertEquals(16, views.start(fresh));
    }

    /** As far as QUEUE_SPLIT_NOTED. */
    private int split(long start, long middle) {
        memory.putIntVolatile(QueueLayout.SPLITTING, 1);
        return held(start, middle, 2, 0, ANOTHER);
    }

    @Test
    void shouldTakeBackASplitThatOnlyBegan() {
        int old = held(0, 400, 1, 3, ANOTHER);
        memory.putIntVolatile(QueueLayout.SPLITTING, 7);
        repairTwice();
        assertEquals(8, views.splitting());
        assertEquals(0, views.start(old));
        assertEquals(1, views.first(old));
        assertEquals(3, views.rest(old));
    }

    /** A producer that never looked before knows nothing older that it could go by. */
    @Test
    void shouldLetProducersWaitDuringASplit() throws InterruptedException {
        ZooQueue queue = queue();
        for (int i = 0; i < 20; i++) {
            queue.put(new byte[1000]);
            queue.take();
        }
        Memory shared = memory(queue);
        shared.putIntVolatile(QueueLayout.SPLITTING, 1);
        assertFalse(attach(queue).tryPut(new byte[1000]));
        shared.putIntVolatile(QueueLayout.SPLITTING, 2);
        assertTrue(attach(queue).tryPut(new byte[1000]));
    }

    @Test
    void shouldUseTheLowestFreeEntry() {
        for (int i = 0; i < 5; i++) {
            assertEquals(i, held(8L * i, 8L * i + 8, 1, 0, ANOTHER));
        }
        views.free(1);
        views.free(4);
        assertEquals(1, held(80, 88, 1, 0, ANOTHER));
        assertEquals(4, views.used());
        assertEquals(4, held(88, 96, 1, 0, ANOTHER));
        assertEquals(5, views.used());
    }

    @Test
    void shouldKeepEntriesForSplitsAndRepairs() {
        for (int i = 0; i < QueueLayout.VIEW_COUNT - 8; i++) {
            assertEquals(i, held(8L * i, 8L * i + 8, 1, 0, ANOTHER));
        }
        assertEquals(-1, views.allocate(ViewTable.FOR_RECEIPT));
        for (int i = QueueLayout.VIEW_COUNT - 8; i < QueueLayout.VIEW_COUNT - 4; i++) {
            assertEquals(i, views.allocate(ViewTable.FOR_SPLIT));
            views.hold(i, 8L * i, 8L * i + 8, 1, 0, ANOTHER);
        }
        assertEquals(-1, views.allocate(ViewTable.FOR_SPLIT));
        assertEquals(QueueLayout.VIEW_COUNT - 4, views.allocate(ViewTable.FOR_REPAIR));
    }

    @Test
    void shouldTellStatesApart() {
        int entry = held(0, 8, 1, 0, ANOTHER);
        assertEquals(ANOTHER, views.holder(views.state(entry)));
        assertFalse(views.isReturned(views.state(entry)));
        views.giveBack(entry);
        assertEquals(0, views.holder(views.state(entry)));
        assertTrue(views.isReturned(views.state(entry)));
        views.free(entry);
        assertEquals(0, views.holder(views.state(entry)));
        assertFalse(views.isReturned(views.state(entry)));
    }
}
