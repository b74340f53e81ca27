package io.zoosync.examples;

import io.zoosync.examples.demo.LockPart;
import io.zoosync.examples.demo.MapPart;
import io.zoosync.examples.demo.RedeliveryPart;
import io.zoosync.examples.demo.Screen;
import io.zoosync.examples.demo.StreamPart;
import io.zoosync.examples.demo.Workspace;
import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Shows in some seconds what ZooSync is for, with real processes and a real table: a stream of
 * Arrow batches read in place, a lock whose holder is killed, a message whose consumer is killed, a
 * map with worker processes of which one is killed. Says of each thing that it checks whether it
 * held.
 */
public final class Demo {
    private static final String USAGE =
            """
            usage: zoosync demo [--seconds N]

            Streams a table of flights between two JVMs for N seconds (4 if not given), kills a
            process that holds a lock and one that holds a message, and checks what the others see.
            Then computes with the table's columns in worker processes, and kills one of these.
            Exit status: 0 if everything held, 1 if something did not, 2 for a wrong option.
            """;

    private static final int SECONDS = 4;
    private static final int MOST_SECONDS = 3600;

    private Demo() {}

    /** Runs the demo and ends the JVM with its status. */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        if (words.equals(List.of("--help")) || words.equals(List.of("-h"))) {
            System.out.print(USAGE);
            return;
        }
        int seconds = seconds(words);
        if (seconds <= 0) {
            System.err.print(USAGE);
            System.exit(2);
        }
        System.exit(run(seconds) ? 0 : 1);
    }

    /** The seconds asked for, or 0 if the arguments are wrong. */
    private static int seconds(List<String> words) {
        if (words.isEmpty()) {
            return SECONDS;
        }
        if (words.size() != 2 || !words.get(0).equals("--seconds")) {
            return 0;
        }
        try {
            int seconds = Integer.parseInt(words.get(1));
            return seconds <= MOST_SECONDS ? seconds : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static boolean run(int seconds) {
        Screen screen = new Screen();
        try {
            Workspace workspace = Workspace.open();
            try (workspace) {
                play(workspace, screen, seconds);
            } catch (IOException | InterruptedException | RuntimeException e) {
                if (workspace.isEndedBySignal()) {
                    return false;
                }
                screen.check(false, "the demo ran to its end: %s", e);
            }
            screen.check(
                    Files.notExists(workspace.directory()) && !workspace.hasLivingChildren(),
                    "no process and no file is left, %s is gone",
                    workspace.directory());
        } catch (IOException | RuntimeException e) {
            screen.check(false, "the demo could begin and clear up: %s", e);
        }
        return screen.conclude();
    }

    private static void play(Workspace workspace, Screen screen, int seconds)
            throws IOException, InterruptedException {
        screen.line(
                "ZooSync, JDK %s, %s %s, in %s",
                Runtime.version().feature(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                workspace.directory());
        StreamPart.play(workspace, screen, seconds);
        LockPart.play(workspace, screen);
        RedeliveryPart.play(workspace, screen);
        MapPart.play(workspace, screen);
        screen.title("What is left");
        for (SegmentInfo segment : ZooShm.list()) {
            ZooShm.unlink(segment.fileName());
        }
        screen.check(ZooShm.list().isEmpty(), "no segment is left after unlink");
    }
}
