package io.zoosync.internal.segment;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.Directory;
import io.zoosync.internal.segment.Segment.Kind;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.NoSuchFileException;

/** A process that does one thing with segments, as its arguments say, and prints what it found. */
public final class SegmentProbe {
    static final int BYTES = 4096;
    static final int TOKEN = 1024;
    static final int ARRIVALS = Segment.HEADER_BYTES;

    private SegmentProbe() {}

    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "open":
                open(arguments[1], Integer.parseInt(arguments[2]));
                break;
            case "race":
                race(arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
                break;
            case "race-unlink":
                raceWithUnlink(arguments[1], Integer.parseInt(arguments[2]));
                break;
            case "fill":
                fill();
                break;
            case "hold":
                hold(arguments[1]);
                break;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Something that only a complete segment holds. */
    static void putToken(Memory memory) {
        long token = System.nanoTime() ^ ProcessHandle.current().pid() << 32;
        memory.putLong(TOKEN, token);
        memory.putLong(memory.size() - Long.BYTES, ~token);
    }

    static long token(Segment segment) {
        Memory memory = segment.memory();
        long token = memory.getLong(TOKEN);
        if (token == 0 || memory.getLong(memory.size() - Long.BYTES) != ~token) {
            throw new IllegalStateException("a segment that is not complete: " + token);
        }
        return token;
    }

    private static void open(String name, int bytes) throws IOException {
        Segment segment = Segment.open(Kind.QUEUE, name, bytes, 1, 2, SegmentProbe::putToken);
        System.out.println("token " + token(segment));
    }

    /** Opens one name after another, each at the same moment as the other racers. */
    private static void race(String prefix, int rounds, int racers) throws IOException {
        Segment gate = Segment.open(Kind.LOCK, prefix + "-gate", BYTES, 0, 0, memory -> {});
        System.out.println("ready");
        for (int round = 0; round < rounds; round++) {
            gate.memory().addInt(ARRIVALS, 1);
            while (gate.memory().getIntVolatile(ARRIVALS) < racers * (round + 1)) {
                Thread.onSpinWait();
            }
            String name = prefix + "-" + round;
            Segment segment = Segment.open(Kind.QUEUE, name, BYTES, 1, 2, SegmentProbe::putToken);
            System.out.println("token " + token(segment));
        }
    }

    /** Opens and removes one name, over and over. */
    private static void raceWithUnlink(String name, int rounds) throws IOException {
        int attached = 0;
        for (int round = 0; round < rounds; round++) {
            Segment segment = Segment.open(Kind.QUEUE, name, BYTES, 1, 2, SegmentProbe::putToken);
            token(segment);
            Segment.unlink(Kind.QUEUE, name);
            try {
                token(Segment.attach(Kind.QUEUE, name));
                attached++;
            } catch (NoSuchFileException e) {
                // as it should be, most of the time
            }
        }
        System.out.println("done " + attached);
    }

    /** Asks for more than there is, then for what there is. */
    private static void fill() throws IOException {
        try {
            Segment.create(Kind.QUEUE, "large", 4 << 20, 1, 2, SegmentProbe::putToken);
            System.out.println("no error");
        } catch (IOException e) {
            System.out.println("error " + e.getMessage());
        }
        System.out.println("left " + ZooDirectory.segments(Directory.path()));
        Segment small = Segment.create(Kind.QUEUE, "small", 1 << 16, 1, 2, SegmentProbe::putToken);
        System.out.println("token " + token(small));
    }

    /** Attaches, and keeps what it has until its input ends. */
    private static void hold(String name) throws IOException {
        Segment segment = Segment.attach(Kind.QUEUE, name);
        System.out.println("token " + token(segment));
        if (System.in.read() >= 0) {
            segment.checkNotPoisoned();
        }
        System.out.println("token " + token(segment));
    }
}
