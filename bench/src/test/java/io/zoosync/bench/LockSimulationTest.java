package io.zoosync.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LockSimulationTest {
    @Test
    void oneCoreShouldMoveNoLine() {
        assertEquals(LockSimulation.run(1, 30), LockSimulation.run(1, 200), 0.01);
    }

    @Test
    void aCoreMoreShouldCostHandOvers() {
        assertTrue(LockSimulation.run(2, 60) < LockSimulation.run(1, 60));
        assertTrue(LockSimulation.run(2, 200) < LockSimulation.run(2, 30));
    }

    @Test
    void manyCoresShouldSleepRatherThanDisturb() {
        double many = LockSimulation.run(128, 60);
        assertTrue(many > 0);
        assertEquals(many, LockSimulation.run(256, 60), many / 4);
    }
}
