package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CorruptSegmentException;
import io.zoosync.internal.memory.Memory;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words of a queue that hold what cannot be, each of which once had worse effects than an error.
 */
class DamagedWordsTest extends QueueTestCase {
    private static final long FAR = Long.MAX_VALUE - 5007;
    private static final int FIRST_ENTRY = QueueLayout.VIEW_TABLE;
    private static final int RETURNED = 2 << 30;

    private final ZooQueue queue = queue();
    private final Memory memory = memory(queue);

    /** Positions that pass the greatest number. */
    @Test
    void shouldCountMessagesAtTheEndOfAllNumbers() {
        for (int at = 0; at < QueueLayout.ringLength(SMALL); at += 8) {
            memory.putLong(QueueLayout.RING + at, Record.padding(SMALL));
        }
        memory.putLong(QueueLayout.CURSOR, FAR);
        memory.putLong(QueueLayout.TAIL, Long.MAX_VALUE - 7);
        assertEquals(0, queue.size());
        assertEquals(0, queue.stats().messages());
        memory.putLong(QueueLayout.TAIL, Long.MIN_VALUE);
        assertEquals(0, queue.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 7, Long.MIN_VALUE + 1000, Long.MIN_VALUE})
    void shouldNotFollowAReturnedRangeBeyondAllNumbers(long end) {
        for (int at = 0; at < QueueLayout.ringLength(SMALL); at += 8) {
            memory.putLong(QueueLayout.RING + at, Record.padding(8 * (1 + at % 7)));
        }
        entry(end - 1000, end, RETURNED);
        assertEquals(0, queue.size());
        try {
            assertNull(queue.tryTake());
        } catch (CorruptSegmentException e) {
            assertTrue(e.getMessage().contains("received record was damaged"), e.getMessage());
        }
    }

    /** Producers look at the splitting word before they take the space of what was received. */
    @Test
    void shouldNotWaitForASplitThatNobodyDoes() throws Exception {
        while (queue.tryPut(new byte[500])) {
            // until it is full
        }
        memory.putInt(QueueLayout.SPLITTING, 1);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(this::put);
        awaitSleeper(memory, QueueLayout.SPACE);
        refuses(
                "an entry is being split: splitting=1",
                () -> {
                    while (queue.tryTake() != null) {
                        // until it is empty
                    }
                });
        Throwable told = assertThrows(ExecutionException.class, waiting::get).getCause();
        assertTrue(told.getCause() instanceof CorruptSegmentException, told.toString());
    }

    private void put() {
        try {
            queue.put(new byte[500]);
        } catch (InterruptedException | CorruptSegmentException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldNotWaitForASplitThatNobodyDoesWithAnExclusiveConsumer() throws Exception {
        Consumer consumer = queue.exclusiveConsumer();
        memory.putInt(QueueLayout.SPLITTING, -1);
        refuses("an entry is being split: splitting=-1", consumer::tryTake);
    }

    /** A refused claim that began a round must leave no room that was that of the round before. */
    @Test
    void shouldRefuseEveryClaimBehindACursorAheadOfTheTail() throws Exception {
        int length = QueueLayout.ringLength(SMALL);
        byte[] message = new byte[length / 4 - Record.HEADER];
        for (int i = 0; i < 4; i++) {
            queue.put(message);
            queue.take();
        }
        memory.putLong(QueueLayout.CURSOR, length + 8L);
        for (int i = 0; i < 3; i++) {
            refuses("positions contradict each other", () -> queue.tryPut(message));
        }
        assertEquals(length, memory.getLong(QueueLayout.TAIL));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1 << 30, RETURNED | 1, 3 << 30, 3 << 30 | 4097})
    void shouldRefuseAnEntryOfNoKnownState(int state) {
        entry(0, 0, state);
        refuses("entry 0 of the view table has state 0x", queue::tryTake);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 129, Integer.MAX_VALUE})
    void shouldKeepWhatIsHeldWhenTheCountOfEntriesCannotBe(int count) throws Exception {
        for (int i = 0; i < 3; i++) {
            queue.put(Payload.bytes(900, i));
        }
        View first = queue.recvView();
        View second = queue.recvView();
        memory.putInt(QueueLayout.VIEWS, count);
        assertFalse(queue.tryPut(new byte[2000]), "there is room before the views only");
        assertEquals(2, queue.stats().openViews());
        View third = queue.recvView();
        assertEquals(3, memory.getInt(QueueLayout.VIEWS));
        View[] views = {first, second, third};
        for (int i = 0; i < 3; i++) {
            assertEquals(Payload.bytes(900, i)[5], views[i].getByte(5));
            views[i].commit();
        }
    }

    /** With these, padding to the ring's end would have reached beyond it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 7})
    void shouldRefuseATailThatIsNotAligned(int excess) {
        int length = QueueLayout.ringLength(SMALL);
        memory.putLong(QueueLayout.CURSOR, length - 8);
        memory.putLong(QueueLayout.TAIL, length - 8 + excess);
        refuses("tail ", () -> queue.tryPut(new byte[100]));
        refuses("tail ", () -> queue.exclusiveProducer(SHORT));
    }

    @Test
    void shouldGiveUpTheLockOfAnExclusiveProducerThatCannotBegin() {
        memory.putLong(QueueLayout.TAIL, 4);
        refuses("tail contradicts cursor: tail=4", () -> queue.exclusiveProducer(SHORT));
        assertEquals(0, memory.getInt(QueueLayout.PRODUCER_LOCK) & (1 << 30) - 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, Long.MAX_VALUE - 4095, 8L << 40})
    void shouldNotWaitForSpaceBehindATailThatCannotBe(long tail) {
        memory.putLong(QueueLayout.TAIL, tail);
        refuses("tail=" + tail, () -> queue.put(new byte[100]));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 1 << 31 | 1})
    void shouldNameTheQueueWhoseLockNamesNoProcess(int word) {
        memory.putInt(QueueLayout.CONSUMER_LOCK, word);
        refuses(
                "lock word names no process: 0x0000",
                () -> {
                    while (queue.tryTake() == null) {
                        // it gives up if it is held up before it looks who has the lock
                    }
                });
    }

    /** A bit that says "somebody waits" in a lock that is free. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldTakeAFreeLockThatIsSaidToBeWaitedFor(int exclusive) throws Exception {
        memory.putInt(QueueLayout.CONSUMER_LOCK, 1 << 31);
        memory.putInt(QueueLayout.CONSUMER_EXCLUSIVE, exclusive);
        queue.put(new byte[3]);
        assertEquals(3, queue.take().length);
    }

    @Test
    void shouldNameTheQueueWhoseLockWasOverwritten() throws Exception {
        queue.put(new byte[8]);
        refuses(
                "lock word was overwritten while held: 0x00000000, expected owner 0x",
                () -> queue.asBlockingQueue(new Freeing(memory)).peek());
    }

    /** Sets the lock free under which its queue is looked at. */
    private record Freeing(Memory memory) implements Codec<String> {
        @Override
        public int size(String value) {
            return value.length();
        }

        @Override
        public void encode(String value, ByteBuffer target) {
            throw new UnsupportedOperationException(value);
        }

        @Override
        public String decode(ByteBuffer source) {
            memory.putInt(QueueLayout.CONSUMER_LOCK, 0);
            return "";
        }
    }

    private void entry(long start, long end, int state) {
        memory.putLong(FIRST_ENTRY, start);
        memory.putLong(FIRST_ENTRY + 8, end);
        memory.putInt(FIRST_ENTRY + 16, state);
        memory.putInt(QueueLayout.VIEWS, 1);
        memory.putInt(QueueLayout.RETURNED, 1);
    }

    private void refuses(String why, Executable use) {
        String message = assertThrows(CorruptSegmentException.class, use).getMessage();
        assertTrue(message.contains(queue.name() + ".queue is damaged: "), message);
        assertTrue(message.contains(why), message);
    }
}
