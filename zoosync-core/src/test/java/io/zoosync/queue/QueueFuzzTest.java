package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.FuzzedQueue.State;
import io.zoosync.testing.Fuzz;
import io.zoosync.testing.Mutator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A stranger's bytes in a queue's memory lead to a result, to waiting within its bounds, or to an
 * error that names the queue; never to another exception, a loop without end, or memory outside of
 * the segment.
 */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueueFuzzTest {
    private static final int MUTATIONS = 100_000;
    private static final int WAITING = 64;
    private static final int[] VALUES = {0x00, 0xff, 0x01, 0x7f, 0x80};

    /** The entries of the view table behind these are free in all states, and alike. */
    private static final int END_OF_TABLE = QueueLayout.VIEW_TABLE + 10 * QueueLayout.VIEW_STRIDE;

    /** Every byte of all words, of the view table's beginning and of the ring, in every state. */
    @Test
    void shouldSurviveEachByteAndBit() throws InterruptedException {
        int perByte = VALUES.length + Byte.SIZE;
        int places = END_OF_TABLE + FuzzedQueue.RING_END - QueueLayout.RING;
        for (State state : State.values()) {
            FuzzedQueue queue = new FuzzedQueue(state);
            for (EndKind kind : EndKind.values()) {
                Fuzz.run(
                        "each byte and bit, " + state + ", " + kind,
                        places * perByte,
                        (number, random) -> {
                            int place = number / perByte;
                            int at =
                                    place < END_OF_TABLE
                                            ? place
                                            : QueueLayout.RING + place - END_OF_TABLE;
                            change(queue.restored(), at, number % perByte);
                            queue.use(kind, false);
                        });
            }
            System.out.printf("found damaged: %,d%n", queue.refused());
            assertTrue(queue.refused() > places / 100, "found damaged: " + queue.refused());
        }
    }

    private static void change(ByteBuffer bytes, int at, int how) {
        int value = how < VALUES.length ? VALUES[how] : bytes.get(at) ^ 1 << (how - VALUES.length);
        bytes.put(at, (byte) value);
    }

    @Test
    void shouldSurviveMutations() throws InterruptedException {
        List<FuzzedQueue> queues = new ArrayList<>();
        for (State state : State.values()) {
            queues.add(new FuzzedQueue(state));
        }
        Fuzz.run(
                "mutations of words and records",
                Fuzz.cases(MUTATIONS),
                (number, random) -> {
                    FuzzedQueue queue = queues.get(number % queues.size());
                    ByteBuffer bytes = queue.restored();
                    for (int i = random.nextInt(1, 5); i > 0; i--) {
                        mutate(bytes, random);
                    }
                    queue.use(
                            random.nextBoolean() ? EndKind.SHARED : EndKind.EXCLUSIVE,
                            random.nextInt(WAITING) == 0);
                });
        int refused = 0;
        for (FuzzedQueue queue : queues) {
            refused += queue.refused();
        }
        System.out.printf("found damaged: %,d%n", refused);
        assertTrue(refused > Fuzz.cases(MUTATIONS) / 50, "found damaged: " + refused);
    }

    private static void mutate(ByteBuffer bytes, SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> QueueDamage.word(bytes, random);
            case 1 -> QueueDamage.entry(bytes, random);
            case 2, 3 -> QueueDamage.record(bytes, random);
            case 4 -> Mutator.mutate(bytes, QueueLayout.PRODUCER_LOCK, END_OF_TABLE, random);
            default -> Mutator.mutate(bytes, QueueLayout.RING, FuzzedQueue.RING_END, random);
        }
    }
}
