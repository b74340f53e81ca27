package io.zoosync.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {
    private static final long SECOND = 1L << Tally.SENDER_BITS;

    private final Tally tally = new Tally();

    @Test
    void gapsAreForOtherReceiversToFill() {
        for (long number : new long[] {0, 2, SECOND + 5, 3, SECOND + 6}) {
            tally.take(number);
        }
        assertEquals(5, tally.count());
        assertEquals(2 * SECOND + 16, tally.sum());
    }

    @Test
    void aSendersMessagesComeOnceAndInOrder() {
        tally.take(SECOND + 5);
        assertThrows(IllegalStateException.class, () -> tally.take(SECOND + 5));
        assertThrows(IllegalStateException.class, () -> tally.take(SECOND + 4));
        tally.take(0);
    }

    @Test
    void aSumIsWhatADoubleHoldsExactly() {
        for (long i = 0; i < 1000; i++) {
            tally.take(63 * SECOND + i);
        }
        long sum = tally.sum();
        assertEquals(sum, (long) (double) sum);
        assertEquals((1000 * 63 * SECOND + 999 * 500) % (1L << 48), sum);
    }

    @Test
    void aDamagedSmallMessageIsRefused() {
        SmallMessages messages = new MixedMessages(tally);
        messages.accept(4, 5, 6, 7);
        assertThrows(IllegalStateException.class, () -> messages.accept(5, 6, 7, 7));
        assertEquals(1, messages.count());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 32, 256, 264, 4096, 65_536, 65_544})
    void aDamagedByteOfALongMessageIsRefused(int length) {
        WholeMessages messages = new WholeMessages();
        ByteBuffer message = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        messages.fill(message, SECOND + 9);
        messages.read(message, tally);
        assertEquals(SECOND + 9, tally.sum());
        int last = length - 1;
        message.put(last, (byte) (message.get(last) + 1));
        assertThrows(IllegalStateException.class, () -> messages.read(message, tally));
    }
}
