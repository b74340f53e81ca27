package io.zoosync.bench.soak;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.Producer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A process of the soak: {@code PRODUCER|CONSUMER|HOLDER DIRECTORY NUMBER}. */
final class Worker {
    /** What a process does. */
    enum Role {
        PRODUCER,
        CONSUMER,
        HOLDER
    }

    static final String QUEUE = "soak";
    static final String LOCK = "soak";
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final int MOST_HELD = 4;

    private final Path directory;
    private final int number;
    private final Board board;
    private final Random random;
    private final Map<Integer, Journal> journals = new HashMap<>();

    private Worker(Path directory, int number) throws IOException {
        this.directory = directory;
        this.number = number;
        this.board = Board.open(directory);
        this.random = new Random(number);
    }

    public static void main(String[] args) throws Exception {
        endWithDriver();
        Worker worker = new Worker(Path.of(args[1]), Integer.parseInt(args[2]));
        switch (Role.valueOf(args[0])) {
            case PRODUCER -> worker.produce();
            case CONSUMER -> worker.consume();
            case HOLDER -> worker.hold();
        }
    }

    private static void endWithDriver() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    // it has nothing to say
                                }
                            } catch (IOException e) {
                                // no driver either
                            }
                            Runtime.getRuntime().halt(1);
                        },
                        "driver-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void produce() throws Exception {
        Journal journal = Journal.open(directory, number);
        try (ZooQueue queue = ZooQueue.attach(QUEUE);
                Producer producer = producer(queue)) {
            int sequence = 0;
            while (producer != null
                    && board.phase() == Board.RUN
                    && sequence < Journal.MOST_MESSAGES) {
                sequence = send(producer, journal, sequence) ? sequence + 1 : sequence;
            }
        }
    }

    /** Null if a living process keeps the end for itself until this one is to stop. */
    private Producer producer(ZooQueue queue) throws InterruptedException {
        if (random.nextInt(4) != 0) {
            return queue.producer();
        }
        Producer producer = null;
        while (producer == null && board.phase() == Board.RUN) {
            producer = queue.exclusiveProducer(PATIENCE);
        }
        return producer;
    }

    private boolean send(Producer producer, Journal journal, int sequence)
            throws InterruptedException {
        journal.count(Journal.CLAIMING);
        Claim claim = producer.claim(Body.length(number, sequence), 8, PATIENCE);
        if (claim == null) {
            return false; // the ring is full, or an exclusive end keeps us out
        }
        journal.count(Journal.CLAIMED);
        Body.write(claim.buffer(), number, sequence);
        journal.count(Journal.COMMITTING);
        claim.commit();
        journal.count(Journal.COMMITTED);
        return true;
    }

    private void consume() throws Exception {
        try (ZooQueue queue = ZooQueue.attach(QUEUE)) {
            if (random.nextInt(4) == 0) {
                consumeAlone(queue);
            } else {
                consumeViews(queue);
            }
        }
    }

    private void consumeAlone(ZooQueue queue) throws InterruptedException {
        try (Consumer consumer = consumer(queue)) {
            while (consumer != null && board.phase() != Board.END) {
                consumer.drain(m -> receive(m.buffer(), m.redelivered()), 64, PATIENCE);
            }
        }
    }

    private Consumer consumer(ZooQueue queue) throws InterruptedException {
        Consumer consumer = null;
        while (consumer == null && board.phase() != Board.END) {
            consumer = queue.exclusiveConsumer(PATIENCE);
        }
        return consumer;
    }

    /** Holds a few views at a time, and ends them in any order; some are given back. */
    private void consumeViews(ZooQueue queue) throws Exception {
        List<View> held = new ArrayList<>();
        while (board.phase() != Board.END) {
            View view = queue.recvView(PATIENCE);
            if (view != null) {
                receive(view.buffer(), view.redelivered());
                held.add(view);
            }
            if (view == null || held.size() == MOST_HELD) {
                while (!held.isEmpty()) {
                    end(held.remove(random.nextInt(held.size())));
                }
            }
        }
        held.forEach(View::commit);
    }

    private void end(View view) {
        if (random.nextInt(1000) == 0) {
            view.close(); // somebody receives it again
        } else {
            view.commit();
        }
    }

    private void receive(ByteBuffer message, boolean redelivered) {
        message.order(ByteOrder.nativeOrder());
        if (!Body.isWhole(message)) {
            fail("damaged message, length " + message.limit());
        }
        int producer = Body.producer(message);
        int sequence = Body.sequence(message);
        if (!journal(producer).receive(sequence, redelivered)) {
            fail("message " + sequence + " of producer " + producer + " came twice, unflagged");
        }
    }

    private Journal journal(int producer) {
        return journals.computeIfAbsent(
                producer,
                p -> {
                    try {
                        return Journal.open(directory, p);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private void hold() throws Exception {
        Journal journal = Journal.open(directory, number);
        try (ZooLock lock = ZooLock.open(LOCK)) {
            while (board.phase() == Board.RUN) {
                long waitingSince = System.nanoTime();
                try (Guard guard = lock.acquire()) {
                    if (guard.recovered()) {
                        board.recover(waitingSince);
                        guard.markConsistent();
                    } else if (!board.isWhole()) {
                        fail("a dead holder's half-done work was not announced");
                    }
                    journal.count(Journal.COMMITTING);
                    board.add();
                    journal.count(Journal.COMMITTED);
                }
            }
        }
    }

    /** A process that saw a broken promise says so and ends in a way that the driver notices. */
    private static void fail(String what) {
        System.err.println("BROKEN: " + what);
        Runtime.getRuntime().halt(Soak.BROKEN);
    }
}
