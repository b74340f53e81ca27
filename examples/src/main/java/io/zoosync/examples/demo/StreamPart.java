package io.zoosync.examples.demo;

import io.zoosync.queue.QueueStats;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** The table goes through a queue from one JVM to another, again and again. */
public final class StreamPart {
    static final String QUEUE = "flights";
    static final int CAPACITY = 2 << 20;
    static final int BATCH_ROWS = 8192;

    private static final Duration PROGRESS_INTERVAL = Duration.ofMillis(100);

    private final Workspace workspace;
    private final Screen screen;
    private final int seconds;

    private StreamPart(Workspace workspace, Screen screen, int seconds) {
        this.workspace = workspace;
        this.screen = screen;
        this.seconds = seconds;
    }

    /** Runs the part for about {@code seconds}. */
    public static void play(Workspace workspace, Screen screen, int seconds)
            throws IOException, InterruptedException {
        new StreamPart(workspace, screen, seconds).play();
    }

    private void play() throws IOException, InterruptedException {
        screen.title("1. A table of flights from one JVM to another, batch by batch, in place");
        Child sender = workspace.start(TableSender.class, seconds);
        Child receiver = workspace.start(TableReceiver.class);
        Delays alone = computeAlone();
        sender.expect("ready");
        receiver.send("attach");
        receiver.expect("ready");
        screen.line(
                "  process %d sends, process %d receives; batches of %d rows, queue of %d MiB",
                sender.pid(), receiver.pid(), BATCH_ROWS, CAPACITY >> 20);
        sender.send("go");
        String[] sent = awaitSender(sender, receiver).split(" ");
        long passes = Long.parseLong(sent[0]);
        receiver.send(sent[1]);
        report(alone, passes, Long.parseLong(sent[1]), Result.of(receiver));
        screen.check(
                sender.await() == 0 && receiver.await() == 0,
                "both processes ended as they should");
        checkQueue();
    }

    /** What one process finds that reads the table by itself. */
    private static Delays computeAlone() throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                Flights flights = Flights.load(allocator)) {
            Delays delays = new Delays();
            delays.add(flights.table());
            return delays;
        }
    }

    /** Shows the receiver's progress until the sender has sent all. */
    private String awaitSender(Child sender, Child receiver)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long rows = 0;
        String sent = sender.poll();
        while (sent == null) {
            if (!receiver.isAlive()) {
                throw new IOException("the receiver ended before its time");
            }
            if (!sender.isAlive()) {
                return sender.next(); // its last line, if it had one
            }
            Thread.sleep(PROGRESS_INTERVAL.toMillis());
            for (String line = receiver.poll(); line != null; line = receiver.poll()) {
                rows = Long.parseLong(line.split(" ")[1]);
            }
            double elapsed = (System.nanoTime() - start) / 1e9;
            screen.progress(
                    elapsed / seconds, String.format(Locale.ROOT, "%,d rows received", rows));
            sent = sender.poll();
        }
        return sent;
    }

    private record Result(
            long batches, long redelivered, long copiedBytes, double seconds, Delays delays) {
        static Result of(Child receiver) throws IOException, InterruptedException {
            String line = receiver.next();
            while (line.startsWith("progress")) {
                line = receiver.next();
            }
            String[] words = line.split(" ", 5);
            return new Result(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]) / 1e9,
                    Delays.read(words[4]));
        }
    }

    private void report(Delays alone, long passes, long batches, Result result) {
        printTable(result.delays());
        long rows = result.delays().all().flights();
        double rate = rows / result.seconds();
        screen.line(
                "  %,d rows in %.2f s: %.0f million rows/s, %.2f GB/s",
                rows, result.seconds(), rate / 1e6, rate * Flights.ROW_BYTES / 1e9);
        screen.check(
                result.batches() == batches && result.redelivered() == 0,
                "%,d batches sent, %,d received, none twice",
                batches,
                result.batches());
        screen.check(
                result.delays().isMultipleOf(alone, passes),
                "all counts and sums are exactly %,d times what one process alone finds",
                passes);
        if (result.copiedBytes() == 0) {
            screen.check(true, "the receiver copied nothing: its allocator gave out 0 bytes");
        } else {
            screen.line("  without native addresses here, each batch was copied once on receipt");
        }
    }

    /** Hours on the left, distances on the right. */
    private void printTable(Delays delays) {
        long all = delays.all().flights();
        String head = "%-15s %8s %11s";
        screen.line("");
        screen.line(
                "  %s    %s",
                String.format(head, "hour of day", "flights", "mean delay"),
                String.format(head, "distance", "flights", "mean delay"));
        for (int i = 0; i < Delays.HOURS; i++) {
            String left = row(String.format("%02d:00-%02d:59", i, i), delays.hour(i), all);
            String right = i < Delays.BANDS ? row(bandName(i), delays.band(i), all) : "";
            screen.line("  %s", (left + "    " + right).stripTrailing());
        }
        screen.line("");
    }

    private static String row(String name, Delays.Group group, long all) {
        return String.format(
                Locale.ROOT,
                "%-15s %6.2f %% %7.1f min",
                name,
                100.0 * group.flights() / all,
                group.meanMinutes());
    }

    private static String bandName(int band) {
        int from = band * Delays.BAND_MILES;
        return band == Delays.BANDS - 1
                ? from + " miles up"
                : from + "-" + (from + Delays.BAND_MILES - 1) + " miles";
    }

    private void checkQueue() throws IOException {
        try (ZooQueue queue = ZooQueue.attach(QUEUE)) {
            QueueStats stats = queue.stats();
            screen.check(
                    stats.messages() == 0 && stats.openViews() == 0 && stats.lostClaims() == 0,
                    "the queue is empty, no claim was lost");
        }
    }
}
