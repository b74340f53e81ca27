package io.zoosync.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.process.RegistryScenario;
import io.zoosync.lock.LockScenario;
import io.zoosync.pool.PoolScenario;
import io.zoosync.queue.DamagedQueueScenario;
import io.zoosync.queue.QueueScenario;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Has processes die at every crash point, and prints how many and what the survivors saw. {@code
 * -Dzoosync.crash.depth=N} has them die at the first N passings of each point instead of {@value
 * #DEPTH}, {@code -Dzoosync.crash.pairs=N} the same for two deaths in a row instead of {@value
 * #PAIRS}, and {@code -Dzoosync.crash.only=REGEX} tries some scenarios alone.
 */
@Tag("deaths")
@Timeout(value = 36_000, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CrashEnumerationTest {
    private static final int DEPTH = 2;
    private static final int PAIRS = 1;
    private static final String ONLY = System.getProperty("zoosync.crash.only", ".*");

    private final Path base = ZooDirectory.createTemporary();
    private final List<Tally> tallies = new ArrayList<>();
    private Enumeration enumeration;

    @BeforeAll
    void start() throws IOException {
        enumeration =
                new Enumeration(
                        base,
                        Integer.getInteger("zoosync.crash.depth", DEPTH),
                        Integer.getInteger("zoosync.crash.pairs", PAIRS));
    }

    @AfterAll
    void end() {
        enumeration.close();
        ZooDirectory.remove(base);
    }

    static Stream<Scenario> scenarios() {
        return Stream.<Scenario[]>of(
                        LockScenario.values(),
                        QueueScenario.values(),
                        DamagedQueueScenario.values(),
                        RegistryScenario.values(),
                        FileScenario.values(),
                        PoolScenario.values())
                .flatMap(Stream::of)
                .filter(scenario -> scenario.title().matches(ONLY));
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("scenarios")
    void shouldSurvive(Scenario scenario) throws Exception {
        Tally tally = enumeration.enumerate(scenario);
        System.out.println(tally);
        tallies.add(tally);
        assertTrue(tally.deaths() > 0, tally::toString);
    }

    @Order(2)
    @Test
    void shouldHaveReachedEveryPoint() {
        Set<CrashPoint> missing = EnumSet.allOf(CrashPoint.class);
        tallies.forEach(tally -> missing.removeAll(tally.points()));
        int pairs = tallies.stream().mapToInt(Tally::pairs).sum();
        int deaths = tallies.stream().mapToInt(Tally::deaths).sum();
        System.out.printf(
                "crash points: %d processes died, each at a pair (point, passing), %d more while"
                        + " they repaired after one; %d of %d points reached%n",
                deaths,
                pairs,
                CrashPoint.values().length - missing.size(),
                CrashPoint.values().length);
        assumeTrue(ONLY.equals(".*"));
        assertEquals(Set.of(), missing, "points that no process died at");
    }
}
