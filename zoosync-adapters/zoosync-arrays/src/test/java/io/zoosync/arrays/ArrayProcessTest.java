package io.zoosync.arrays;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.array.DType;
import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrays between processes, some of which die. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArrayProcessTest {
    private static final String NAME = "frames";
    private static final int CAPACITY = 1 << 20;
    private static final int FRAMES = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A child: {@code send}, or {@code claim} or {@code hold} and then be killed. */
    static final class Program {
        public static void main(String[] args) throws Exception {
            if (args[0].equals("hold")) {
                ArrayConsumer consumer = ArrayConsumer.attach(NAME);
                System.out.println("holds " + consumer.recv().array().sumLong());
            } else {
                ArrayProducer producer = ArrayProducer.open(NAME, CAPACITY);
                if (args[0].equals("claim")) {
                    producer.claim(DType.INT64, 10).array().fill(1);
                    System.out.println("claimed");
                } else {
                    sendAll(producer);
                    return;
                }
            }
            while (System.in.read() >= 0) {
                // until it is killed
            }
        }

        private static void sendAll(ArrayProducer producer) throws InterruptedException {
            for (int i = 0; i < FRAMES; i++) {
                try (ArrayClaim claim = producer.claim(DType.UINT8, 36, 64, 3)) {
                    claim.array().fill(i % 256);
                    claim.commit();
                }
            }
        }
    }

    @AfterEach
    void unlink() throws IOException {
        ZooQueue.unlink(NAME);
    }

    @Test
    void shouldReadInPlaceWhatAnotherProcessWrites() throws Exception {
        ArrayProducer.open(NAME, CAPACITY).close();
        try (ChildJvm sender = ChildJvm.start(Program.class, "send");
                ArrayConsumer consumer = ArrayConsumer.attach(NAME)) {
            for (int i = 0; i < FRAMES; i++) {
                try (ArrayView frame = consumer.recv(PATIENCE, DType.UINT8, 36, 64, 3)) {
                    assertEquals(i % 256, frame.array().mean());
                    assertEquals(i % 256, frame.array().minLong());
                    frame.commit();
                }
            }
            sender.expectExit(0);
        }
    }

    @Test
    void shouldSkipTheClaimOfADeadProducer() throws Exception {
        try (ArrayProducer producer = ArrayProducer.open(NAME, CAPACITY);
                ArrayConsumer consumer = ArrayConsumer.attach(NAME);
                ChildJvm victim = ChildJvm.start(Program.class, "claim")) {
            victim.expectLine("claimed");
            producer.send(new long[] {7});
            assertNull(consumer.recv(Duration.ofMillis(50)), "the living is waited for");
            victim.kill();
            assertEquals(7, consumer.takeLongs()[0]);
        }
    }

    @Test
    void shouldReceiveAgainWhatADeadConsumerHeld() throws Exception {
        try (ArrayProducer producer = ArrayProducer.open(NAME, CAPACITY);
                ArrayConsumer consumer = ArrayConsumer.attach(NAME);
                ChildJvm victim = ChildJvm.start(Program.class, "hold")) {
            producer.send(new long[] {20, 22});
            assertEquals("42", victim.expectLine("holds").strip());
            victim.kill();
            try (ArrayView view = consumer.recv(PATIENCE)) {
                assertTrue(view.redelivered());
                assertEquals(42, view.array().sumLong());
                view.commit();
            }
        }
    }
}
