package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.Fuzz;
import io.zoosync.testing.Mutator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A queue whose memory is damaged, and made whole again, at any moment, while two processes send
 * and receive: neither crashes, hangs, or meets any other error than that the queue is damaged.
 */
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveFuzzTest extends QueueTestCase {
    private static final int MUTATIONS = 50_000;
    private static final int MOST_SPINS = 2000;

    @ParameterizedTest
    @EnumSource
    void shouldLetNeitherProcessCrashNorHang(EndKind kind) throws IOException {
        ZooQueue queue = queue(FuzzedQueue.CAPACITY);
        ByteBuffer bytes = memory(queue).buffer();
        byte[] sound = new byte[bytes.capacity()];
        bytes.get(0, sound);
        try (ChildJvm producer = user(queue, kind, true);
                ChildJvm consumer = user(queue, kind, false)) {
            producer.expectLine("ready");
            consumer.expectLine("ready");
            Fuzz.run(
                    "mutations while two processes use it, " + kind,
                    Fuzz.cases(MUTATIONS) / 2,
                    (number, random) -> {
                        damage(bytes, random);
                        if (random.nextBoolean()) {
                            bytes.put(0, sound);
                        }
                        for (int i = random.nextInt(MOST_SPINS); i > 0; i--) {
                            Thread.onSpinWait();
                        }
                    });
            SplittableRandom more = Fuzz.random(-1);
            while (!hasMetBoth(producer) || !hasMetBoth(consumer)) {
                damage(bytes, more); // a busy machine may have given them no time
                if (more.nextInt(MOST_SPINS) == 0) {
                    bytes.put(0, sound);
                    Thread.yield();
                }
            }
            bytes.put(0, sound);
            end(producer);
            end(consumer);
        }
    }

    private static ChildJvm user(ZooQueue queue, EndKind kind, boolean sends) throws IOException {
        return ChildJvm.of(LiveFuzzUser.class, queue.name(), kind, sends, Fuzz.SEED)
                .flags("-XX:TieredStopAtLevel=4")
                .start();
    }

    /** Whether a process has had results, and was told of damage; or has ended too soon. */
    private static boolean hasMetBoth(ChildJvm user) {
        return user.output().contains("met both") || !user.isAlive();
    }

    private static void end(ChildJvm user) {
        user.endInput();
        long results = Long.parseLong(user.expectLine("results "));
        long refusals = Long.parseLong(user.expectLine("refusals "));
        user.expectExit(0);
        System.out.printf("%,d results, %,d times found damaged%n", results, refusals);
        assertTrue(results > 0 && refusals > 0, user.output());
    }

    private static void damage(ByteBuffer bytes, SplittableRandom random) {
        switch (random.nextInt(7)) {
            case 0 -> QueueDamage.word(bytes, random);
            case 1 -> QueueDamage.entry(bytes, random);
            case 2, 3, 4 -> QueueDamage.record(bytes, random);
            case 5 -> Mutator.mutate(bytes, 0, QueueLayout.RING, random);
            default -> Mutator.mutate(bytes, QueueLayout.RING, FuzzedQueue.RING_END, random);
        }
    }
}
