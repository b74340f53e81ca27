package io.zoosync.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void shouldDrawOverItselfOnATerminal() {
        Progress bar = new ProgressBar(out, true);
        bar.update(0, 4);
        bar.update(1, 4);
        bar.update(4, 4);

        String[] states = printed().strip().split("\r");
        assertEquals(3, states.length);
        assertTrue(states[1].startsWith(" 25% [==========  "), states[1]);
        assertTrue(states[1].contains("] 1/4 "), states[1]);
        assertTrue(states[2].startsWith("100% [========================================] 4/4"));
        assertTrue(printed().endsWith(System.lineSeparator()));
    }

    @Test
    void shouldPrintALineForEachTenthElsewhere() {
        Progress bar = new ProgressBar(out, false);
        for (int done = 0; done <= 100; done++) {
            bar.update(done, 100);
        }
        List<String> lines = printed().lines().toList();
        assertEquals(10, lines.size());
        assertTrue(lines.get(0).startsWith(" 10% ["), lines.get(0));
        assertTrue(lines.get(9).contains("] 100/100"), lines.get(9));
    }

    @Test
    void shouldBearAMapOfNothing() {
        new ProgressBar(out, false).update(0, 0);
        assertTrue(printed().startsWith("100% ["));
    }
}
