package io.zoosync.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DemoTest {
    private static final Pattern DIRECTORY = Pattern.compile("in (\\S*zoosync-demo-\\d+)");
    private static final String STREAMING = " rows received";

    @Test
    void holdsAllItsChecksAndLeavesNothing() throws Exception {
        try (Program demo = Program.start(List.of(), Demo.class, "--seconds", "1")) {
            assertEquals(0, demo.await(), demo::output);
            String output = demo.output();
            assertTrue(output.contains("All 19 checks held."), output);
            assertTrue(output.contains("rows/s"), output);
            assertFalse(Files.exists(directory(demo)), output);
        }
    }

    @Test
    void runsWithoutNativeCallsToo() throws Exception {
        List<String> portable = List.of("-Dzoosync.os=portable");
        try (Program demo = Program.start(portable, Demo.class, "--seconds", "1")) {
            assertEquals(0, demo.await(), demo::output);
            assertFalse(Files.exists(directory(demo)), demo::output);
        }
    }

    @Test
    void clearsUpWhenItIsInterrupted() throws Exception {
        try (Program demo = Program.start(List.of(), Demo.class, "--seconds", "600")) {
            demo.awaitOutput(STREAMING);
            List<ProcessHandle> children = demo.handle().children().toList();
            assertEquals(2, children.size());
            demo.handle().destroy();
            assertEquals(128 + 15, demo.await(), demo::output);
            assertFalse(Files.exists(directory(demo)), demo::output);
            awaitEnd(children);
        }
    }

    @Test
    void childrenEndWhenTheDemoIsKilled() throws Exception {
        try (Program demo = Program.start(List.of(), Demo.class, "--seconds", "600")) {
            demo.awaitOutput(STREAMING);
            List<ProcessHandle> children = demo.handle().children().toList();
            assertEquals(2, children.size());
            demo.handle().destroyForcibly();
            demo.await();
            awaitEnd(children);
            Program.remove(directory(demo));
        }
    }

    @Test
    void refusesWrongOptions() throws Exception {
        assertEquals(2, statusOf("--fast"));
        assertEquals(2, statusOf("--seconds"));
        assertEquals(2, statusOf("--seconds", "0"));
        assertEquals(2, statusOf("--seconds", "soon"));
        assertEquals(0, statusOf("--help"));
    }

    private static int statusOf(String... arguments) throws IOException, InterruptedException {
        try (Program demo = Program.start(List.of(), Demo.class, arguments)) {
            return demo.await();
        }
    }

    private static Path directory(Program demo) {
        Matcher matcher = DIRECTORY.matcher(demo.output());
        assertTrue(matcher.find(), demo::output);
        return Path.of(matcher.group(1));
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        CompletableFuture.allOf(
                        processes.stream()
                                .map(ProcessHandle::onExit)
                                .toArray(CompletableFuture[]::new))
                .get(5, TimeUnit.MINUTES);
    }
}
