package io.zoosync.arrow;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RoundTripTest {
    private final RoundTrips trips = new RoundTrips("round-trips");

    @Test
    void shouldCarryEveryTypeWithNullsAndEmptyBatches() throws Exception {
        trips.everyType();
    }

    @Test
    void shouldCarrySlices() throws Exception {
        trips.slices();
    }

    @Test
    void shouldCarryDictionariesThatChange() throws Exception {
        trips.changedDictionaries();
    }

    @Test
    void shouldCarryWhatWasBuiltInTheSlot() throws Exception {
        trips.builtInPlace();
    }
}
