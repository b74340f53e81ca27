package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Sleeps;
import io.zoosync.bench.harness.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * One end of a round trip of blocking sends and receives: {@code ping|pong KIND DIRECTORY THINK}.
 * Each lets {@code THINK} nanoseconds pass, spinning, before it sends, so that the other surely
 * sleeps; they are not counted. To become warm, half of the time before the window passes without
 * that: code that mostly sleeps would not be compiled. The pinging one says {@code result TRIPS
 * NANOS P50 P99 P99.9 SLEEPS}, the latter for each trip.
 */
final class SleepTripChild {
    private static final long LAST = -1;

    private final Parent parent = new Parent();
    private final ByteBuffer message =
            ByteBuffer.allocate(BlockingLink.BYTES).order(ByteOrder.nativeOrder());
    private final long thinking;

    private SleepTripChild(long thinking) {
        this.thinking = thinking;
    }

    public static void main(String[] args) throws Exception {
        boolean pings = args[0].equals("ping");
        SleepTripChild child = new SleepTripChild(Long.parseLong(args[3]));
        try (BlockingLink link = BlockingLink.open(args[1], Path.of(args[2]), pings)) {
            if (pings) {
                child.ping(link);
            } else {
                child.pong(link);
            }
        }
    }

    private void ping(BlockingLink link) throws Exception {
        Window window = parent.awaitGo();
        Latencies nanos = new Latencies();
        long n = 0;
        long warm = (System.nanoTime() + window.start()) / 2;
        while (System.nanoTime() - warm < 0) {
            trip(link, n++, 0);
        }
        while (!window.hasBegun()) {
            trip(link, n++, thinking);
        }
        long sleeps = Sleeps.ofThisThread();
        long began = System.nanoTime();
        while (!window.hasEnded()) {
            nanos.add(trip(link, n++, thinking));
        }
        long ended = System.nanoTime();
        sleeps = Sleeps.ofThisThread() - sleeps;
        send(link, LAST, 0);
        parent.result(
                nanos.count(),
                ended - began,
                nanos.p50(),
                nanos.p99(),
                nanos.p999(),
                (double) sleeps / nanos.count());
    }

    /** Tells the other end for how long to think, too. */
    private long trip(BlockingLink link, long n, long thinking) throws Exception {
        think(thinking);
        long began = System.nanoTime();
        send(link, n, thinking);
        long back = receive(link);
        long nanos = System.nanoTime() - began - message.getLong(8);
        if (back != n) {
            throw new IllegalStateException("sent " + n + ", got " + back);
        }
        return nanos;
    }

    private void pong(BlockingLink link) throws Exception {
        parent.awaitGo();
        for (long n; (n = receive(link)) != LAST; ) {
            send(link, n, think(message.getLong(8)));
        }
    }

    /** Returns for how long it spun. */
    private static long think(long thinking) {
        if (thinking == 0) {
            return 0;
        }
        long began = System.nanoTime();
        long now = began;
        while (now - began < thinking) {
            now = System.nanoTime();
        }
        return now - began;
    }

    private void send(BlockingLink link, long first, long thinking) throws Exception {
        message.putLong(0, first);
        message.putLong(8, thinking);
        message.putLong(16, first + 2);
        message.putLong(24, first + 3);
        link.send(message.array());
    }

    private long receive(BlockingLink link) throws Exception {
        link.receive(message.array());
        long first = message.getLong(0);
        if (message.getLong(16) != first + 2 || message.getLong(24) != first + 3) {
            throw new IllegalStateException("message " + first + " is not whole");
        }
        return first;
    }
}
