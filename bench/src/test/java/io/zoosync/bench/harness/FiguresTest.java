package io.zoosync.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final double NEAR = 80;
    private static final double FAR = 450;

    private final Figures figures = new Figures(2, 2);

    private void add(int contender, double nanos, double figure) {
        figures.add(contender, nanos, new double[] {figure});
    }

    private List<Double> of(int contender) {
        return figures.of(contender).stream().map(turn -> turn[0]).toList();
    }

    @Test
    void comparesOnlyWhatWasMeasuredWithTheCoresInOnePlace() {
        add(0, NEAR, 1);
        add(1, FAR, 2);
        add(0, FAR, 3);
        add(1, NEAR, 4);
        add(0, NEAR, 5);
        assertFalse(figures.isComplete());
        assertTrue(figures.lacks(1));
        assertFalse(figures.lacks(0));
        add(1, NEAR, 6);
        assertTrue(figures.isComplete());
        assertEquals(List.of(1.0, 5.0), of(0));
        assertEquals(List.of(4.0, 6.0), of(1));
        assertEquals(NEAR, figures.nanos());
    }

    @Test
    void takesTheNearestOfPlacesWithAsMuch() {
        add(0, FAR, 1);
        add(1, FAR, 2);
        add(0, NEAR, 3);
        add(1, NEAR, 4);
        assertEquals(List.of(3.0), of(0));
    }

    @Test
    void takesAllIfTheCoresNeverStayed() {
        add(0, FAR, 1);
        add(1, NEAR, 2);
        assertEquals(List.of(1.0), of(0));
        assertEquals(List.of(2.0), of(1));
        assertTrue(Double.isNaN(figures.nanos()));
    }

    @Test
    void takesTurnsInWhichTheCoresWereMovedOnlyWhereThereAreNoOthers() {
        figures.addMoved(0, new double[] {7});
        figures.addMoved(1, new double[] {8});
        add(0, NEAR, 1);
        assertEquals(List.of(1.0), of(0));
        assertEquals(List.of(8.0), of(1));
        assertTrue(figures.isMixed());
        assertTrue(Double.isNaN(figures.nanos()));
    }

    @Test
    void hasOnePlaceWhereNoDistanceIsKnown() {
        for (int turn = 0; turn < 4; turn++) {
            add(turn % 2, Double.NaN, turn);
        }
        assertTrue(figures.isComplete());
        assertEquals(List.of(0.0, 2.0), of(0));
    }

    @Test
    void isIncompleteWithoutFigures() {
        assertTrue(figures.lacks(0));
        assertFalse(figures.isComplete());
        assertEquals(List.of(), of(0));
    }
}
