package io.zoosync.bench.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CoreDistanceTest {
    @Test
    void coresThatWereMovedAreToldFromOnesThatWereNot() {
        assertTrue(CoreDistance.isAlike(100, 150));
        assertTrue(CoreDistance.isAlike(150, 100));
        assertFalse(CoreDistance.isAlike(33, 110));
        assertFalse(CoreDistance.isAlike(110, 33));
    }

    @Test
    void whereTheDistanceIsNotKnownNoTurnIsGivenUp() {
        assertTrue(CoreDistance.isAlike(Double.NaN, 100));
        assertTrue(CoreDistance.isAlike(100, Double.NaN));
    }

    @Test
    void aTurnEndsWithWhatItsLastRunNoted() throws IOException {
        CoreDistance.beginTurn();
        CoreDistance.note();
        double noted = CoreDistance.endTurn();
        assertEquals(canMeasure(), noted > 0, "distance: " + noted);
        assertEquals(noted, CoreDistance.endTurn(), "it was measured anew");
    }

    @Test
    void aTurnWithoutRunsIsMeasuredAtItsEnd() throws IOException {
        CoreDistance.beginTurn();
        double ended = CoreDistance.endTurn();
        assertEquals(canMeasure(), ended > 0, "distance: " + ended);
    }

    private static boolean canMeasure() {
        return Core.canPin() && Runtime.getRuntime().availableProcessors() > 1;
    }
}
