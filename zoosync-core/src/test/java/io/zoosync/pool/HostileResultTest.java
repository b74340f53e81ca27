package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import io.zoosync.queue.ZooQueue;
import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.stream.Collectors;
import javax.management.BadAttributeValueExpException;
import javax.swing.event.EventListenerList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Workers that send what a parent must not take: the task's future says so, and the pool, which
 * {@link PoolTestCase} tries after each test, works on.
 */
class HostileResultTest extends PoolTestCase {
    private static final int LINKS = 50_000;

    @Override
    PoolBuilder settings() {
        return light().jvmFlags("-XX:TieredStopAtLevel=1", "-Xmx64m", "-Xss256m");
    }

    /** What a task returns, and what its refusal names. */
    enum Hostile {
        GADGET("javax.management.BadAttributeValueExpException") {
            @Override
            Object make() {
                return new BadAttributeValueExpException("x");
            }
        },
        GADGET_IN_A_LIST("javax.swing.event.EventListenerList") {
            @Override
            Object make() {
                return List.of(1, new ArrayList<>(List.of(new EventListenerList())));
            }
        },
        CLASS_OUTSIDE_THE_FILTER("java.util.logging.Level") {
            @Override
            Object make() {
                return new Object[] {1, "a", Level.INFO};
            }
        },
        PROXY("Proxy") {
            @Override
            Object make() {
                return Proxy.newProxyInstance(
                        Hostile.class.getClassLoader(),
                        new Class<?>[] {Comparable.class},
                        (InvocationHandler & Serializable) (proxy, method, arguments) -> 0);
            }
        },
        /** The workers' stacks are large enough to write it. */
        DEEP("nested") {
            @Override
            Object make() {
                Object chain = null;
                for (int i = 0; i < LINKS; i++) {
                    chain = new Object[] {chain};
                }
                return chain;
            }
        };

        private final String named;

        Hostile(String named) {
            this.named = named;
        }

        abstract Object make();
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseAResult(Hostile hostile) {
        shouldBeRefused(pool, hostile::make, hostile.named);
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseTheResultOfAMap(Hostile hostile) {
        Exception failure =
                assertThrows(
                        Exception.class,
                        () -> pool.mapToObj(x -> x == 7 ? hostile.make() : x, ZooPool.range(20)));
        assertTrue(causes(failure).contains(hostile.named), causes(failure));
        assertTrue(causes(failure).contains("CannotTravelException"), causes(failure));
    }

    private static void shouldBeRefused(
            ZooPool pool, PoolFunction.Call<Object> task, String named) {
        PoolFuture<Object> future = pool.submit(task);
        ExecutionException failure = assertThrows(ExecutionException.class, future::get);
        CannotTravelException refusal =
                assertInstanceOf(CannotTravelException.class, failure.getCause());
        assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
    }

    private static String causes(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(cause).append('\n');
        }
        return text.toString();
    }

    record Allowed(int value) implements Serializable {}

    record Other(int value) implements Serializable {}

    @Test
    void shouldTakeWhatIsOnTheListAloneWhereThereIsOne() throws Exception {
        String list = Allowed.class.getName() + ";java.lang.Integer;java.lang.Number;!*";
        ObjectInputFilter filter = ObjectInputFilter.Config.createFilter(list);
        try (ZooPool strict = light().workers(1).resultFilter(filter).start()) {
            assertEquals(new Allowed(1), strict.submit(() -> new Allowed(1)).get());
            shouldBeRefused(strict, () -> new Other(2), Other.class.getName());
            shouldBeRefused(strict, () -> List.of(new Other(2)), "CollSer");
            shouldBeRefused(strict, () -> new Object[] {new Other(1)}, "Object");
            assertEquals(new Allowed(3), strict.submit(() -> new Allowed(3)).get());
        }
    }

    /**
     * Sets of sets, of which each holds the next two: to read 2 n of them takes 2^n steps. Only a
     * limit of one's own keeps a parent from that; here it is for n = 100.
     */
    @Test
    void shouldRefuseWhatWouldTakeForEverWhereDepthIsLimited() throws Exception {
        ObjectInputFilter filter = ObjectInputFilter.Config.createFilter("maxdepth=20");
        try (ZooPool strict = light().workers(1).resultFilter(filter).start()) {
            shouldBeRefused(
                    strict, HostileResultTest::nestedSets, "more than a limit allows: depth");
            assertEquals(new Allowed(3), strict.submit(() -> new Allowed(3)).get());
        }
    }

    private static Object nestedSets() {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Set<Object> nextLeft = new HashSet<>(Set.of("makes it differ"));
            Set<Object> nextRight = new HashSet<>();
            left.addAll(List.of(nextLeft, nextRight)); // while they are small: quickly hashed
            right.addAll(List.of(nextLeft, nextRight));
            left = nextLeft;
            right = nextRight;
        }
        return root;
    }

    /** A worker that has been taken over writes what it likes into the queue of results. */
    @Test
    void shouldEndEveryFutureWhateverIsInTheQueueOfResults() throws Exception {
        int broken = 0;
        for (int seed = 0; seed < 8; seed++) {
            broken += isBrokenBy(seed) ? 1 : 0;
        }
        System.out.println("pools broken by forged messages: " + broken + " of 8");
    }

    /** Whether the pool says that it has failed; else it must have given the result. */
    private static boolean isBrokenBy(int seed) throws Exception {
        Set<String> others = queuesOfResults();
        try (ZooPool attacked = light().workers(1).bufferBytes(1 << 16).start()) {
            Set<String> queues = queuesOfResults();
            queues.removeAll(others);
            String queue = queues.iterator().next();
            PoolFuture<Integer> future = attacked.submit(() -> forge(queue, seed));
            try {
                assertEquals(seed, future.get());
                checkWorks(attacked);
                return false;
            } catch (ExecutionException | RuntimeException e) {
                assertTrue(causes(e).contains("PoolBrokenException: the pool has failed"));
                return true;
            }
        }
    }

    private static Set<String> queuesOfResults() throws IOException {
        return ZooShm.list().stream()
                .map(SegmentInfo::name)
                .filter(name -> name.endsWith("-results"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** In a worker. */
    private static int forge(String queue, int seed) throws Exception {
        Random random = new Random(seed);
        try (ZooQueue results = ZooQueue.attach(queue)) {
            for (int i = 0; i < 50; i++) {
                byte[] message = new byte[random.nextInt(100)];
                random.nextBytes(message);
                if (message.length > 8 && random.nextBoolean()) {
                    message[4] = (byte) random.nextInt(9); // a kind that there is
                    message[5] = 0;
                    message[6] = 0;
                    message[7] = 0;
                }
                results.put(message);
            }
        }
        return seed;
    }
}
