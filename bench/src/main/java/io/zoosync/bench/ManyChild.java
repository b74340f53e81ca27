package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.peer.Idle;
import io.zoosync.bench.peer.MixedMessages;
import io.zoosync.bench.peer.SmallMessages;
import io.zoosync.bench.peer.Tally;
import io.zoosync.bench.peer.Transport;
import io.zoosync.bench.peer.WholeMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One of several senders or receivers of a stream: {@code send|receive INDEX SENDERS KIND DIRECTORY
 * CAPACITY PAUSES small|LENGTH}. Each says {@code result MESSAGES NANOS ALL SUM} after each turn,
 * and once more at the end: what passed in the turn, and all. Then senders have stopped, and
 * receivers have gone on until nothing was left.
 */
final class ManyChild {
    private static final int POLL_LIMIT = 256;

    /** So often is nothing found before it is believed: a ring's end may look like that. */
    private static final int EMPTY_POLLS = 8;

    private static final long BREAK_NANOS = 1_000_000;

    private final Parent parent = new Parent();
    private final Tally tally = new Tally();
    private final WholeMessages whole = new WholeMessages();
    private final Idle idle;
    private final Path directory;
    private final int senders;
    private final int length;

    private ManyChild(String[] args) {
        senders = Integer.parseInt(args[2]);
        directory = Path.of(args[4]);
        idle = new Idle(Integer.parseInt(args[6]));
        length = args[7].equals("small") ? 0 : Integer.parseInt(args[7]);
    }

    public static void main(String[] args) throws Exception {
        boolean sends = args[0].equals("send");
        int index = Integer.parseInt(args[1]);
        ManyChild child = new ManyChild(args);
        boolean host = !sends && index == 0;
        try (Transport transport =
                Transport.open(args[3], child.directory, Integer.parseInt(args[5]), host)) {
            if (sends) {
                child.send(transport.sender(0), index);
            } else {
                child.receive(transport.receiver(0));
            }
            child.awaitEnd();
        }
    }

    private void send(Transport.Sender sender, int index) throws IOException {
        parent.awaitGo();
        long[] next = {(long) index << Tally.SENDER_BITS};
        Transport.Filler filler = message -> whole.fill(message, next[0]);
        BooleanSupplier once =
                length == 0 ? () -> sender.trySend(next[0]) : () -> sender.trySend(length, filler);
        takeTurns(isOver -> send(once, next, isOver));
        sender.flush();
        Files.createFile(directory.resolve("sent-" + index));
        report(0, 0);
    }

    private void send(BooleanSupplier once, long[] next, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            if (once.getAsBoolean()) {
                tally.take(next[0]++);
                idle.reset();
            } else {
                idle.idle();
            }
        }
    }

    private void receive(Transport.Receiver receiver) throws IOException {
        parent.awaitGo();
        SmallMessages small = new MixedMessages(tally);
        Transport.Reader reader = message -> whole.read(message, tally);
        Polls polls =
                length == 0 ? () -> receiver.poll(small, POLL_LIMIT) : () -> receiver.poll(reader);
        takeTurns(isOver -> receive(polls, isOver));
        receiveRest(polls);
        report(0, 0);
    }

    /** Does what is measured until there are no more turns. */
    private void takeTurns(Consumer<BooleanSupplier> work) {
        while (!parent.isLast()) {
            work.accept(parent::hasBegun);
            long before = tally.count();
            long began = System.nanoTime();
            work.accept(parent::hasEnded);
            if (!parent.isLast()) {
                report(tally.count() - before, System.nanoTime() - began);
            }
        }
    }

    /** Receives what there is; tells how much. */
    @FunctionalInterface
    private interface Polls {
        int poll();
    }

    private void receive(Polls polls, BooleanSupplier isOver) {
        while (!isOver.getAsBoolean()) {
            if (polls.poll() > 0) {
                idle.reset();
            } else {
                idle.idle();
            }
        }
    }

    private void receiveRest(Polls polls) {
        while (!allSent() && !parent.isGone()) {
            if (polls.poll() == 0) {
                idle.idle();
            }
        }
        for (int empty = 0; empty < EMPTY_POLLS; ) {
            empty = polls.poll() > 0 ? 0 : empty + 1;
        }
    }

    private boolean allSent() {
        for (int i = 0; i < senders; i++) {
            if (!Files.exists(directory.resolve("sent-" + i))) {
                return false;
            }
        }
        return true;
    }

    private void report(long measured, long nanos) {
        parent.result(measured, nanos, tally.count(), tally.sum());
    }

    /** Others may still need what this process keeps. */
    private void awaitEnd() {
        while (!parent.isGone()) {
            LockSupport.parkNanos(BREAK_NANOS);
        }
    }
}
