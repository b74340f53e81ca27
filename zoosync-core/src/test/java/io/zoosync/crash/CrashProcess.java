package io.zoosync.crash;

import io.zoosync.internal.memory.CrashPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/**
 * A process that has a part in scenarios. {@code run} and {@code repair} are parts of processes
 * that are to die; {@code survive} serves one survivor's part after the other, as its input says.
 */
public final class CrashProcess {
    private static final CountDownLatch NOW = new CountDownLatch(0);

    private CrashProcess() {}

    /** Arguments: part, then scenario, base directory, name of the place, number, how many. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("survive")) {
            survive();
            return;
        }
        Scenario scenario = Scenario.of(arguments[1]);
        Place place = place(arguments, 2);
        if (arguments[0].equals("run")) {
            scenario.run(place);
        } else {
            scenario.repair(place);
        }
        System.out.println("finished");
        System.exit(0);
    }

    private static Place place(String[] words, int at) {
        return new Place(
                Path.of(words[at]),
                words[at + 1],
                Integer.parseInt(words[at + 2]),
                Integer.parseInt(words[at + 3]));
    }

    private static void survive() throws Exception {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null; ) {
            String[] words = line.split(" ");
            Scenario scenario = Scenario.of(words[1]);
            Place place = place(words, 2);
            switch (words[0]) {
                case "repair" -> repair(scenario, place);
                case "goOn" -> saw(scenario.goOn(place, NOW));
                case "beside" -> beside(scenario, place, input);
                default -> throw new IllegalArgumentException(line);
            }
        }
    }

    private static void repair(Scenario scenario, Place place) throws Exception {
        Path counts = Path.of(System.getProperty(Passings.PROPERTY));
        Map<CrashPoint, Integer> before = Passings.read(counts);
        scenario.repair(place);
        Map<CrashPoint, Integer> now = Passings.read(counts);
        System.out.println("passed " + Passings.format(Passings.since(before, now)));
    }

    private static void beside(Scenario scenario, Place place, BufferedReader input)
            throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        FutureTask<Map<String, Long>> task = new FutureTask<>(() -> scenario.goOn(place, ended));
        Thread thread = new Thread(task, "beside");
        thread.setDaemon(true);
        thread.start();
        System.out.println("begun");
        if (!"ended".equals(input.readLine())) {
            throw new IOException("expected \"ended\"");
        }
        ended.countDown();
        saw(task.get());
    }

    private static void saw(Map<String, Long> numbers) {
        System.out.println("saw " + Passings.format(numbers));
    }
}
