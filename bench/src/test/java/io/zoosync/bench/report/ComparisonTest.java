package io.zoosync.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The probabilities are those of the tables of the rank test. */
class ComparisonTest {
    private static final double EXACT = 1e-12;

    @Test
    void threeRoundsAreTooFewForAnyDifference() {
        List<Double> before = List.of(1.0, 2.0, 3.0);
        List<Double> after = List.of(10.0, 20.0, 30.0);
        assertEquals(2 / 20.0, Comparison.probability(before, after), EXACT);
        assertEquals("too few rounds to tell", Comparison.verdict(before, after, 10));
    }

    @Test
    void figuresThatDoNotMixAreNotNoise() {
        List<Double> before = List.of(1.0, 2.0, 3.0, 4.0);
        List<Double> after = List.of(5.0, 6.0, 7.0, 8.0);
        assertEquals(2 / 70.0, Comparison.probability(before, after), EXACT);
        assertEquals("better", Comparison.verdict(before, after, 2.6));
        assertEquals("worse", Comparison.verdict(after, before, 1 / 2.6));
    }

    @Test
    void figuresThatMixALittle() {
        List<Double> before = List.of(1.0, 2.0, 3.0, 4.0, 6.5);
        List<Double> after = List.of(5.0, 6.0, 7.0, 8.0, 9.0);
        // 2 of 25 pairs are the other way round: 1 + 1 + 2 of 252 orders are at least so far apart.
        assertEquals(2 * 4 / 252.0, Comparison.probability(before, after), EXACT);
        assertEquals("better", Comparison.verdict(before, after, 2));
    }

    @Test
    void figuresThatMixAreNoise() {
        List<Double> before = List.of(1.0, 3.0, 5.0, 7.0, 9.0);
        List<Double> after = List.of(2.0, 4.0, 6.0, 8.0, 10.0);
        assertEquals("noise", Comparison.verdict(before, after, 1.2));
        assertEquals("noise", Comparison.verdict(before, before, 1));
    }

    @Test
    void roundsWithoutAFigureDoNotCount() {
        List<Double> before = List.of(1.0, 2.0, 3.0, Double.NaN);
        List<Double> after = List.of(5.0, 6.0, 7.0, 8.0);
        assertEquals(2 / 35.0, Comparison.probability(before.subList(0, 3), after), EXACT);
        assertEquals("too few rounds to tell", Comparison.verdict(before, after, 2));
    }
}
