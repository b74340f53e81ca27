package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.peer.SmallMessages;
import io.zoosync.bench.peer.Transport;
import java.nio.file.Path;

/**
 * One side of a round trip: {@code ping|pong KIND DIRECTORY CAPACITY}. The pinging one counts, turn
 * by turn: {@code result TRIPS NANOS P50 P99 P99.9}. Both spin.
 */
final class RoundTripChild {
    private final Parent parent = new Parent();
    private final SmallMessages arrived = new SmallMessages();

    public static void main(String[] args) throws Exception {
        boolean pings = args[0].equals("ping");
        RoundTripChild child = new RoundTripChild();
        try (Transport transport =
                Transport.open(args[1], Path.of(args[2]), Integer.parseInt(args[3]), pings)) {
            if (pings) {
                Transport.Receiver back = transport.receiver(1);
                child.ping(transport.sender(0), back);
            } else {
                Transport.Receiver there = transport.receiver(0);
                child.pong(there, transport.sender(1));
            }
        }
    }

    private void ping(Transport.Sender there, Transport.Receiver back) throws Exception {
        parent.awaitGo();
        do {
            while (!parent.hasBegun()) {
                trip(there, back);
            }
            Latencies nanos = new Latencies();
            long began = System.nanoTime();
            while (!parent.hasEnded()) {
                nanos.add(trip(there, back));
            }
            parent.result(
                    nanos.count(),
                    System.nanoTime() - began,
                    nanos.p50(),
                    nanos.p99(),
                    nanos.p999());
        } while (!parent.isLast());
    }

    private long trip(Transport.Sender there, Transport.Receiver back) {
        long began = System.nanoTime();
        send(there, arrived.count());
        while (back.poll(arrived, 1) == 0 && !parent.isGone()) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - began;
    }

    private void pong(Transport.Receiver there, Transport.Sender back) throws Exception {
        parent.awaitGo();
        while (!parent.isGone()) {
            if (there.poll(arrived, 1) > 0) {
                send(back, arrived.count() - 1);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void send(Transport.Sender sender, long message) {
        while (!sender.trySend(message) && !parent.isGone()) {
            Thread.onSpinWait();
        }
    }
}
