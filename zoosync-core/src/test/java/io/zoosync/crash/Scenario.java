package io.zoosync.crash;

import io.zoosync.internal.memory.CrashPoint;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Something that processes do together in shared memory, while one of them dies at it, or two. Its
 * implementations are enums, so that a process can be told by name what to do.
 *
 * <p>Processes have numbers: 0 is the survivor, 1 the first to die, 2 the one that dies while it
 * repairs. Each keeps a ledger of its own, outside of what is under test.
 */
public interface Scenario {
    /** The constant's name. */
    String name();

    /** Makes what the processes share, once; each case begins with a copy. */
    void prepare(Place place) throws Exception;

    /** What process 1 does, to be cut short. */
    void run(Place place) throws Exception;

    /** What process 2 does, to be cut short: the least that makes it repair. */
    default void repair(Place place) throws Exception {
        throw new UnsupportedOperationException(name());
    }

    /**
     * What process 0 does, which finishes: it puts right what the dead have left, goes on, and
     * compares all ledgers.
     *
     * @param ended opens when the others are dead
     * @return how often it saw what, for the summary
     * @throws AssertionError if a promise was broken
     */
    Map<String, Long> goOn(Place place, CountDownLatch ended) throws Exception;

    /** Whether process 0 is at it from the start, rather than only after the deaths. */
    default boolean isBeside() {
        return false;
    }

    /** Whether to let process 2 die as well, where there is something to repair. */
    default boolean hasPairs() {
        return !isBeside();
    }

    /** Whether passing a point means that something of a dead process is repaired. */
    default boolean repairs(CrashPoint point) {
        return false;
    }

    /** Whether process 1 is to die at a point, where it passes it. */
    default boolean covers(CrashPoint point) {
        return !point.name().startsWith("REGISTRY_");
    }

    /** Whether process 1 has a ZooSync directory of its own, {@link Place#sharedDirectory}. */
    default boolean hasOwnDirectory() {
        return false;
    }

    /**
     * Whether it is not process 1 that is to die, but one that it starts: it is told by the
     * properties {@code zoosync.worker.crashpoint} and {@code zoosync.worker.crashpoint.counts},
     * and ends as a killed process does if the other died.
     */
    default boolean diesIndirectly() {
        return false;
    }

    /** What a name in a command means: the enum's class, {@code #}, and the constant. */
    static Scenario of(String id) throws ClassNotFoundException {
        int split = id.indexOf('#');
        for (Object constant : Class.forName(id.substring(0, split)).getEnumConstants()) {
            Scenario scenario = (Scenario) constant;
            if (scenario.name().equals(id.substring(split + 1))) {
                return scenario;
            }
        }
        throw new IllegalArgumentException(id);
    }

    /** The name that {@link #of} understands. */
    default String id() {
        return ((Enum<?>) this).getDeclaringClass().getName() + "#" + name();
    }

    /** The name for people. */
    default String title() {
        return ((Enum<?>) this).getDeclaringClass().getSimpleName() + "." + name();
    }
}
