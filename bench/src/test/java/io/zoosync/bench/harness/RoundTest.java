package io.zoosync.bench.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundTest {
    private static final double NEAR = 80;
    private static final double FAR = 450;

    private final Figures figures = new Figures(1, 1);
    private final Round round = new Round(figures);

    @Test
    void yieldsTheMedianOfItsTurnsForEachMetric() {
        round.add(0, NEAR, new double[] {3, 10});
        round.add(0, NEAR, new double[] {1, 30});
        round.add(0, NEAR, new double[] {9, 20});
        round.end();
        assertEquals(1, figures.of(0).size());
        assertArrayEquals(new double[] {3, 20}, figures.of(0).get(0));
    }

    @Test
    void keepsTurnsApartBetweenWhichTheCoresWereMoved() {
        round.add(0, FAR, new double[] {1});
        round.add(0, NEAR, new double[] {5});
        round.add(0, FAR, new double[] {3});
        round.end();
        assertEquals(NEAR, figures.nanos());
        assertArrayEquals(new double[] {5}, figures.of(0).get(0));
    }

    @Test
    void leavesOutTurnsInWhichTheCoresWereMoved() {
        round.addMoved(0, new double[] {7});
        round.end();
        assertTrue(figures.isMixed());
        assertArrayEquals(new double[] {7}, figures.of(0).get(0));
    }
}
