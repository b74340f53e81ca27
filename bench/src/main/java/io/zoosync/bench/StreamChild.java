package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.peer.Idle;
import io.zoosync.bench.peer.SmallMessages;
import io.zoosync.bench.peer.Transport;
import io.zoosync.bench.peer.WholeMessages;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One end of a stream: {@code send|receive KIND DIRECTORY CAPACITY PAUSES small|LENGTH}. The
 * receiving one counts, turn by turn: {@code result MESSAGES NANOS}.
 */
final class StreamChild {
    private static final int POLL_LIMIT = 256;

    private final Parent parent = new Parent();
    private final Idle idle;

    private StreamChild(int pauses) {
        idle = new Idle(pauses);
    }

    public static void main(String[] args) throws Exception {
        boolean sends = args[0].equals("send");
        int length = args[5].equals("small") ? 0 : Integer.parseInt(args[5]);
        StreamChild child = new StreamChild(Integer.parseInt(args[4]));
        try (Transport transport =
                Transport.open(args[1], Path.of(args[2]), Integer.parseInt(args[3]), !sends)) {
            if (sends) {
                child.send(transport.sender(0), length);
            } else {
                child.receive(transport.receiver(0), length);
            }
        }
    }

    private void send(Transport.Sender sender, int length) throws Exception {
        parent.awaitGo();
        if (length == 0) {
            sendSmall(sender);
        } else {
            sendWhole(sender, length);
        }
    }

    private void sendSmall(Transport.Sender sender) {
        for (long next = 0; !parent.isGone(); ) {
            if (sender.trySend(next)) {
                next++;
                idle.reset();
            } else {
                idle.idle();
            }
        }
    }

    private void sendWhole(Transport.Sender sender, int length) {
        WholeMessages messages = new WholeMessages();
        long[] next = {0};
        Transport.Filler filler = message -> messages.fill(message, next[0]);
        while (!parent.isGone()) {
            if (sender.trySend(length, filler)) {
                next[0]++;
                idle.reset();
            } else {
                idle.idle();
            }
        }
    }

    private void receive(Transport.Receiver receiver, int length) throws Exception {
        parent.awaitGo();
        if (length == 0) {
            SmallMessages messages = new SmallMessages();
            takeTurns(isOver -> receiveSmall(receiver, messages, isOver), messages::count);
        } else {
            WholeMessages messages = new WholeMessages();
            takeTurns(isOver -> receiveWhole(receiver, messages, isOver), messages::count);
        }
    }

    private void takeTurns(Consumer<BooleanSupplier> receiving, LongSupplier count) {
        do {
            receiving.accept(parent::hasBegun);
            long before = count.getAsLong();
            long began = System.nanoTime();
            receiving.accept(parent::hasEnded);
            parent.result(count.getAsLong() - before, System.nanoTime() - began);
        } while (!parent.isLast());
    }

    private void receiveSmall(
            Transport.Receiver receiver, SmallMessages messages, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            if (receiver.poll(messages, POLL_LIMIT) > 0) {
                idle.reset();
            } else {
                idle.idle();
            }
        }
    }

    private void receiveWhole(
            Transport.Receiver receiver, WholeMessages messages, BooleanSupplier isOver) {
        Transport.Reader reader = messages::read;
        while (!isOver.getAsBoolean()) {
            if (receiver.poll(reader) > 0) {
                idle.reset();
            } else {
                idle.idle();
            }
        }
    }
}
