package io.zoosync.concurrency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * All jcstress tests of this module: two threads at once at the words, locks and queues in shared
 * memory, some hundred thousand times, and no outcome that is forbidden.
 *
 * <p>Those named {@code Broken…} have one mistake in them, and must show it: else the ones without
 * it would not be worth much. On a machine that is busy, two threads seldom run at once: tests that
 * have hardly run, and broken ones that have shown nothing yet, are given more time.
 *
 * <p>A long run, which gives each test a second in each way to interpret and compile its actors (68
 * on JDK 17), and Lincheck more scenarios:
 *
 * <pre>{@code
 * mvn verify -pl concurrency -am -Dtest='JcstressTest,LincheckTest' \
 *     -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dzoosync.stress.millis=1000 -Dzoosync.test.seconds=36000
 * }</pre>
 */
class JcstressTest {
    private static final int LEAST_MILLIS = 300;
    private static final int MORE_MILLIS = 2000;
    private static final long MORE_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int FEW = 10_000;
    private static final String BROKEN = "Broken";

    private static final SortedMap<String, List<TestResult>> RESULTS = new TreeMap<>();

    @BeforeAll
    static void run() throws Exception {
        int processors = Runtime.getRuntime().availableProcessors();
        assumeTrue(processors > 1, "jcstress needs two processors, there is " + processors);
        run("Stress$", Thoroughness.millis(LEAST_MILLIS), Thoroughness.IS_GIVEN);
        Set<String> again = new TreeSet<>(innocent());
        again.addAll(idle());
        long end = System.nanoTime() + MORE_NANOS;
        while (!again.isEmpty() && System.nanoTime() < end) {
            run(String.join("|", again), MORE_MILLIS, false);
            again.retainAll(innocent());
        }
    }

    private static void run(String tests, int millis, boolean thorough) throws Exception {
        for (TestResult result : Jcstress.run(tests, millis, thorough)) {
            RESULTS.computeIfAbsent(result.getName(), name -> new ArrayList<>()).add(result);
        }
    }

    /** The broken ones that have not shown their mistake yet. */
    private static List<String> innocent() {
        return names(true).filter(name -> forbidden(name).isEmpty()).collect(Collectors.toList());
    }

    /** Those that have hardly run. */
    private static List<String> idle() {
        return names(false).filter(name -> samples(name) < FEW).collect(Collectors.toList());
    }

    @TestFactory
    Stream<DynamicTest> shouldShowNothingForbidden() {
        return tests(false, name -> assertEquals(List.of(), forbidden(name)));
    }

    @TestFactory
    Stream<DynamicTest> shouldShowTheMistakeOfBrokenOnes() {
        return tests(true, name -> assertNotEquals(List.of(), forbidden(name)));
    }

    private static Stream<DynamicTest> tests(boolean broken, Consumer<String> check) {
        return names(broken).map(name -> DynamicTest.dynamicTest(name, () -> check.accept(name)));
    }

    private static Stream<String> names(boolean broken) {
        return TestList.tests().stream().filter(name -> name.contains(BROKEN) == broken).sorted();
    }

    /** What a test showed and must not, with the configurations; it must have run in each. */
    private static List<String> forbidden(String test) {
        List<String> shown = new ArrayList<>();
        for (TestResult result : RESULTS.getOrDefault(test, List.of())) {
            assertEquals(Status.NORMAL, result.status(), () -> test + messages(result));
            for (GradingResult grade : result.grading().gradingResults.values()) {
                if (grade.expect == Expect.FORBIDDEN && grade.count > 0) {
                    shown.add(
                            grade.count
                                    + " times "
                                    + grade.id
                                    + " in "
                                    + result.getConfig().jvmArgs);
                }
            }
        }
        assertNotEquals(0, samples(test), test + " did not run");
        return shown;
    }

    private static long samples(String test) {
        return RESULTS.getOrDefault(test, List.of()).stream()
                .mapToLong(TestResult::getTotalCount)
                .sum();
    }

    private static String messages(TestResult result) {
        return ": "
                + String.join("\n", result.getMessages())
                + String.join("\n", result.getVmOut())
                + String.join("\n", result.getVmErr());
    }
}
