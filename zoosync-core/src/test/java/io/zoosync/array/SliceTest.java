package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceTest {
    @Test
    void shouldReadWhatPythonReads() {
        assertEquals(Slice.of(1, 5), Slice.parse("1:5"));
        assertEquals(Slice.of(-5, -1, 2), Slice.parse(" -5 : -1 : 2 "));
        assertEquals(Slice.all(), Slice.parse(":"));
        assertEquals(Slice.all(), Slice.parse("::"));
        assertEquals(Slice.from(2), Slice.parse("2:"));
        assertEquals(Slice.to(2), Slice.parse(":2"));
        assertEquals(Slice.step(3), Slice.parse("::3"));
        assertEquals(Slice.reversed(), Slice.parse("::-1"));
        assertEquals(Slice.at(-3), Slice.parse("-3"));
        assertEquals(Slice.ellipsis(), Slice.parse("..."));
        assertEquals(Slice.newAxis(), Slice.parse("None"));
        assertEquals(Slice.newAxis(), Slice.parse("newaxis"));
        assertNotEquals(Slice.from(2), Slice.to(2));
        assertEquals(Slice.parse("1:5").hashCode(), Slice.of(1, 5).hashCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1:5", ":", "2:", ":-2", "::-1", "7", "...", "newaxis", "1:9:3"})
    void shouldPrintWhatItReads(String text) {
        assertEquals(text, Slice.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "x", "1:2:3:4", "1.5", "1 2", "....", "0x1", "9223372036854775808"})
    void shouldRefuseWhatIsNoSlice(String text) {
        IllegalArgumentException thrown =
                assertThrows(IllegalArgumentException.class, () -> Slice.parse(text));
        assertEquals(
                "expected a slice such as 1:5, ::-1, 3, ... or newaxis: \"" + text.strip() + "\"",
                thrown.getMessage());
    }

    @Test
    void shouldRefuseAStepOfZero() {
        assertThrows(IllegalArgumentException.class, () -> Slice.of(1, 2, 0));
        assertThrows(IllegalArgumentException.class, () -> Slice.step(0));
        assertThrows(IllegalArgumentException.class, () -> Slice.parse("::0"));
    }

    /** Bounds and steps at the ends of what a {@code long} holds. */
    @ParameterizedTest
    @CsvSource({
        "0, 9223372036854775807, 9223372036854775807, 0, 1",
        "-9223372036854775808, 9223372036854775807, 1, 0, 10",
        "9223372036854775807, -9223372036854775808, -1, 9, 10",
        "9, -11, -9223372036854775808, 9, 1",
        "-1, -9223372036854775808, -9, 9, 2",
        "9223372036854775807, 9223372036854775807, 1, 10, 0"
    })
    void shouldTakeAnyBoundsAndSteps(long start, long stop, long step, long first, long count) {
        Slice slice = Slice.of(start, stop, step);
        assertEquals(first, slice.first(10));
        assertEquals(count, slice.count(10));
    }
}
