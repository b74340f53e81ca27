package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Window;
import io.zoosync.bench.peer.SmallMessages;
import io.zoosync.bench.peer.Transport;
import java.nio.file.Path;

/**
 * One end of a stream at a fixed rate: {@code send|receive KIND DIRECTORY CAPACITY WARM_UP
 * INTERVAL}. A message's latency is counted from the moment at which it was due to be sent,
 * whatever kept the sender from it, to its receipt. The receiving one says {@code result MESSAGES
 * NANOS P50 P99 P99.9 MAX}, the sending one {@code result MESSAGES NANOS LATE}. Both spin.
 */
final class LatencyChild {
    /** What is sent by so much after its time counts as late. */
    static final long LATE_NANOS = 1_000;

    private final Parent parent = new Parent();
    private final long warmUp;
    private final long interval;
    private final SmallMessages arrived = new SmallMessages();
    private long sent;

    private LatencyChild(long warmUp, long interval) {
        this.warmUp = warmUp;
        this.interval = interval;
    }

    public static void main(String[] args) throws Exception {
        boolean sends = args[0].equals("send");
        LatencyChild child = new LatencyChild(Long.parseLong(args[4]), Long.parseLong(args[5]));
        try (Transport transport =
                Transport.open(args[1], Path.of(args[2]), Integer.parseInt(args[3]), !sends)) {
            if (sends) {
                Transport.Sender sender = transport.sender(0);
                child.takeTurns((window, schedule) -> child.send(sender, window, schedule));
            } else {
                Transport.Receiver receiver = transport.receiver(0);
                child.takeTurns((window, schedule) -> child.receive(receiver, window, schedule));
            }
        }
    }

    /** Sends or receives what is due until a window's end. */
    private interface Turns {
        void take(Window window, Schedule schedule) throws Exception;
    }

    private void takeTurns(Turns turns) throws Exception {
        long nanos = warmUp;
        for (Window window = parent.awaitGo(); window != null; window = parent.awaitTurn()) {
            turns.take(window, new Schedule(window, nanos, interval));
            nanos = Window.SETTLING.toNanos();
        }
    }

    private void send(Transport.Sender sender, Window window, Schedule schedule) {
        long count = 0;
        long late = 0;
        long due = schedule.due(0);
        for (long n = 0; due - window.end() < 0 && !parent.isGone(); n++) {
            due = schedule.due(n);
            long now;
            while ((now = System.nanoTime()) - due < 0) {
                Thread.onSpinWait();
            }
            while (!sender.trySend(sent) && !parent.isGone()) {
                Thread.onSpinWait();
            }
            sent++;
            if (due - window.start() >= 0) {
                count++;
                late += now - due > LATE_NANOS ? 1 : 0;
            }
        }
        parent.result(count, System.nanoTime() - window.start(), late);
    }

    private void receive(Transport.Receiver receiver, Window window, Schedule schedule) {
        Latencies nanos = new Latencies();
        long before = arrived.count();
        long due = schedule.due(0);
        while (due - window.end() < 0 && !parent.isGone()) {
            if (receiver.poll(arrived, 1) == 0) {
                Thread.onSpinWait();
                continue;
            }
            long now = System.nanoTime();
            due = schedule.due(arrived.count() - before - 1);
            if (now - due < 0) {
                throw new IllegalStateException(
                        "received before it was due: due=" + due + ", received=" + now);
            }
            if (due - window.start() >= 0) {
                nanos.add(now - due);
            }
        }
        parent.result(
                nanos.count(),
                System.nanoTime() - window.start(),
                nanos.p50(),
                nanos.p99(),
                nanos.p999(),
                nanos.max());
    }
}
