package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins the layout: another one is another format version. */
class QueueLayoutTest {
    @Test
    void shouldKeepItsOffsets() {
        assertEquals(128, QueueLayout.PRODUCER_LOCK);
        assertEquals(132, QueueLayout.PRODUCER_EXCLUSIVE);
        assertEquals(256, QueueLayout.TAIL);
        assertEquals(384, QueueLayout.CONSUMER_LOCK);
        assertEquals(388, QueueLayout.CONSUMER_EXCLUSIVE);
        assertEquals(392, QueueLayout.CURRENT);
        assertEquals(400, QueueLayout.CONSUMER_LOST);
        assertEquals(424, QueueLayout.REDELIVERED);
        assertEquals(512, QueueLayout.CURSOR);
        assertEquals(640, QueueLayout.VIEWS);
        assertEquals(644, QueueLayout.SPLITTING);
        assertEquals(648, QueueLayout.RETURNED);
        assertEquals(768, QueueLayout.DATA);
        assertEquals(896, QueueLayout.SPACE);
        assertEquals(1024, QueueLayout.VIEW_TABLE);
        assertEquals(12288, QueueLayout.RING);
    }

    @Test
    void shouldKeepLinesOfDifferentWritersTwoCacheLinesApart() {
        int[] lines = {
            QueueLayout.PRODUCER_LOCK,
            QueueLayout.TAIL,
            QueueLayout.CONSUMER_LOCK,
            QueueLayout.CURSOR,
            QueueLayout.VIEWS,
            QueueLayout.DATA,
            QueueLayout.SPACE,
            QueueLayout.VIEW_TABLE,
            QueueLayout.RING
        };
        for (int i = 0; i < lines.length; i++) {
            assertEquals(0, lines[i] % QueueLayout.LINE);
            assertTrue(i == 0 || lines[i] - lines[i - 1] >= QueueLayout.LINE);
        }
        assertEquals(128, QueueLayout.LINE);
        assertTrue(QueueLayout.REDELIVERED + Long.BYTES <= QueueLayout.CURSOR);
        assertTrue(
                QueueLayout.VIEW_TABLE + QueueLayout.VIEW_COUNT * QueueLayout.VIEW_STRIDE
                        <= QueueLayout.RING);
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4097, 4223, 4224, 5000, 1 << 20, QueueLayout.MOST_CAPACITY})
    void shouldRoundTheRingToLines(int capacity) {
        int length = QueueLayout.ringLength(capacity);
        assertEquals(0, length % QueueLayout.LINE);
        assertTrue(length >= capacity + QueueLayout.SLACK);
        assertTrue(length < capacity + QueueLayout.SLACK + QueueLayout.LINE);
        assertTrue(QueueLayout.size(capacity, 0) <= Integer.MAX_VALUE);
        assertEquals(QueueLayout.RING + length, QueueLayout.metadata(capacity));
    }

    @Test
    void shouldComputeSizesBeyondAnInt() {
        assertEquals(4096L + 12288 + 512, QueueLayout.size(4096, 0));
        assertEquals(
                QueueLayout.metadata(QueueLayout.MOST_CAPACITY) + (long) Integer.MAX_VALUE,
                QueueLayout.size(QueueLayout.MOST_CAPACITY, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1",
        "0, 7, 1073741823",
        "2147483647, 5, 1073741823",
        "2147483647, 1, 0",
        "1073741824, 2, 4097",
        "17, 3, 8191"
    })
    void shouldPackHeaders(int length, int state, int owner) {
        long header = Record.header(length, state, owner);
        assertEquals(length, Record.length(header));
        assertEquals(state, Record.state(header));
        assertEquals(owner, Record.owner(header));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 8", "2147483647, 8589934584", "7, 9223372036854775800"})
    void shouldNameThePlaceOfWhatIsReady(int length, long position) {
        long header = Record.ready(length, position);
        assertEquals(length, Record.length(header));
        assertEquals(Record.READY, Record.state(header));
        assertTrue(Record.isReadyAt(header, position));
        assertFalse(Record.isReadyAt(header, position + 8));
        assertFalse(
                Record.isReadyAt(
                        header, position + QueueLayout.ringLength(QueueLayout.LEAST_CAPACITY)));
        assertFalse(
                Record.isReadyAt(
                        header, position + QueueLayout.ringLength(QueueLayout.MOST_CAPACITY)));
        assertFalse(Record.isReadyAt(header ^ 1L << 30, position));
    }

    @Test
    void shouldKeepTheBitsOfTheHeader() {
        assertEquals(1L << 33 | 2L << 30 | 3, Record.header(1, Record.READY, 3));
        assertEquals(1, Record.CLAIMED);
        assertEquals(2, Record.READY);
        assertEquals(3, Record.ABORTED);
        assertEquals(4, Record.PADDING);
        assertEquals(5, Record.LOST);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8",
        "1, 16",
        "8, 16",
        "9, 24",
        "1073741823, 1073741832",
        "2147483647, 2147483656"
    })
    void shouldRoundRecordsToTheirAlignment(int length, long size) {
        assertEquals(size, Record.size(length));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 128, 2147483640})
    void shouldMakePaddingOfASize(int size) {
        long header = Record.padding(size);
        assertEquals(Record.PADDING, Record.state(header));
        assertEquals(size, Record.size(Record.length(header)));
    }
}
