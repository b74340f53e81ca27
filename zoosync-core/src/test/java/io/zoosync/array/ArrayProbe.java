package io.zoosync.array;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** A process that does one thing with named arrays, as its arguments say. */
public final class ArrayProbe {
    static final long[] SHAPE = {16, 1000};

    private ArrayProbe() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "open" -> open(arguments[1]);
            case "race" -> race(arguments[1], Integer.parseInt(arguments[2]));
            case "race-unlink" -> raceWithUnlink(arguments[1], Integer.parseInt(arguments[2]));
            case "hold" -> hold(arguments[1]);
            case "large" -> large();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static ZooArray open(String name) throws IOException {
        ZooArray a = ZooArray.open(name, DType.INT32, SHAPE);
        System.out.println("open " + a.size());
        return a;
    }

    /** Opens one name after another, each at the same moment as the other racers, and counts. */
    private static void race(String prefix, int rounds) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (int round = 0; round < rounds; round++) {
            int place = Integer.parseInt(in.readLine()); // all are told at once
            ZooArray a = open(prefix + round);
            a.setLong(place, 999, place + 1);
            System.out.println("done");
        }
    }

    /** Opens and removes one name, over and over; what is attached to is always whole. */
    private static void raceWithUnlink(String name, int rounds) throws IOException {
        int attached = 0;
        for (int round = 0; round < rounds; round++) {
            ZooArray.open(name, DType.INT32, SHAPE).setLong(15, 999, 1);
            ZooArray.unlink(name);
            try {
                ZooArray.attach(name).getLong(15, 999);
                attached++;
            } catch (NoSuchFileException e) {
                // as it should be, most of the time
            }
        }
        System.out.println("done " + attached);
    }

    /** Adds 1 to each element whenever it gets a line. */
    private static void hold(String name) throws IOException {
        ZooArray a = ZooArray.attach(name);
        System.out.println("attached");
        while (System.in.read() >= 0) {
            for (long i = 0; i < a.shape(0); i++) {
                a.setLong(i, 0, a.getLong(i, 0) + 1);
            }
            System.out.println("added");
        }
    }

    /** Asks for more than there is. */
    private static void large() throws IOException {
        try {
            ZooArray.create("large", DType.INT32, 1 << 20);
            System.out.println("no error");
        } catch (IOException e) {
            System.out.println("error " + e.getMessage());
        }
        open("small");
    }
}
