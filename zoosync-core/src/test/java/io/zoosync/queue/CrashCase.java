package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.queue.QueueWorker.Script;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One queue, the processes that died on it, and this process as their survivor, which compares all
 * ledgers at the end.
 */
final class CrashCase {
    private static final int COUNT = 150;
    private static final int SURVIVOR = 0;
    private static final int AFTERWARDS = 1000;
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ZooQueue queue;
    private final Path directory;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final QueueWorker survivor;

    CrashCase(ZooQueue queue, Path directory) throws IOException {
        this.queue = queue;
        this.directory = directory;
        this.survivor = new QueueWorker(queue, addLedger(), SURVIVOR, Ledger.MOST);
    }

    private Ledger addLedger() throws IOException {
        Ledger ledger = Ledger.open(directory.resolve(queue.name() + "-" + ledgers.size()));
        ledgers.add(ledger);
        return ledger;
    }

    /** Runs a worker that must die at a point. */
    CrashCase crash(Script script, CrashPoint point, int passing) throws IOException {
        try (ChildJvm child = worker(script).crashAt(point, passing).start()) {
            child.expectExit(ChildJvm.KILLED);
        }
        return this;
    }

    /** Runs a worker that dies by its script. */
    CrashCase die(Script script) throws IOException {
        try (ChildJvm child = worker(script).start()) {
            child.expectExit(ChildJvm.KILLED);
        }
        return this;
    }

    ChildJvm.Builder worker(Script script) throws IOException {
        int number = ledgers.size();
        addLedger();
        Path ledger = directory.resolve(queue.name() + "-" + number);
        return ChildJvm.of(QueueWorker.class, queue.name(), ledger, number, script, COUNT);
    }

    /** Lets a consumer of this process run beside what follows. */
    CrashCase receiving(Step step) throws Exception {
        return beside(this::receiveAll, step);
    }

    /** Lets a producer of this process run beside what follows. */
    CrashCase sending(Step step) throws Exception {
        return beside(this::sendAll, step);
    }

    /** Keeps the producers' end to this process during a step. */
    CrashCase holdingProducerEnd(Step step) throws Exception {
        try (Producer producer = queue.exclusiveProducer()) {
            survivor.send(producer, 0);
            step.run(this);
            survivor.send(producer, 1);
        }
        return this;
    }

    /** Keeps the consumers' end to this process during a step. */
    CrashCase holdingConsumerEnd(Step step) throws Exception {
        survivor.send(queue.producer(), 0);
        survivor.send(queue.producer(), 1);
        try (Consumer consumer = queue.exclusiveConsumer()) {
            survivor.commit(consumer.recvView());
            step.run(this);
            survivor.commit(consumer.recvView());
        }
        return this;
    }

    /** Part of a case. */
    interface Step {
        void run(CrashCase self) throws Exception;
    }

    private volatile boolean stopping;

    private CrashCase beside(Step background, Step step) throws Exception {
        stopping = false;
        List<Throwable> failures = new ArrayList<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                background.run(this);
                            } catch (Throwable e) {
                                failures.add(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
        step.run(this);
        stopping = true;
        while (thread.isAlive()) {
            receiveAll(this);
        }
        receiveAll(this);
        assertEquals(List.of(), failures);
        return this;
    }

    private void sendAll(CrashCase self) throws InterruptedException {
        Producer producer = queue.producer();
        for (int i = 0; i < COUNT; i++) {
            survivor.send(producer, i);
        }
    }

    /** Until the queue is empty, and the others are dead. */
    private void receiveAll(CrashCase self) throws InterruptedException {
        do {
            while (receiveOne()) {
                // as long as there are any
            }
        } while (!stopping || queue.stats().usedBytes() > 0);
    }

    /** One thread at a time, so that the ledger keeps the order. */
    private synchronized boolean receiveOne() throws InterruptedException {
        return survivor.commit(queue.recvView(SHORT));
    }

    /**
     * Sends and receives on, and checks all ledgers.
     *
     * @param lost how many claims must have been lost
     */
    void judge(long lost) throws Exception {
        stopping = true;
        receiveAll(this);
        goOn(queue.producer(), queue.consumer(), AFTERWARDS);
        try (Producer producer = queue.exclusiveProducer();
                Consumer consumer = queue.exclusiveConsumer()) {
            goOn(producer, consumer, AFTERWARDS);
        }
        LedgerJudge.judge(ledgers, COUNT);
        if (ledgers.stream().filter(ledger -> ledger.count() > 0).count() == 1) {
            judgeOrder(ledgers.get(SURVIVOR)); // no other consumer gave anything back
        }
        QueueStats stats = queue.stats();
        assertEquals(lost, stats.lostClaims(), "lost claims");
        assertEquals(0, stats.usedBytes(), "used bytes");
        assertEquals(0, stats.openViews(), "open views");
        assertEquals(0, stats.messages(), "messages");
    }

    /** Sends so many messages and receives them, in order and for the first time. */
    static void goOn(Producer producer, Consumer consumer, int count) throws InterruptedException {
        long next = 0;
        for (int i = 0; i < count; i++) {
            Payload.write(producer.claim(8 + i % 100), i).commit();
            if (i % 3 == 0) {
                continue;
            }
            for (View view; (view = consumer.tryRecvView()) != null; next++) {
                assertEquals(1, view.deliveries());
                Payload.check(view, next);
                view.commit();
            }
        }
        assertEquals(count, next + (consumer.tryTake() == null ? 0 : 1));
    }

    /* What was handed to one consumer for the first time came in the order of its producer. */
    private static void judgeOrder(Ledger ledger) {
        Map<Integer, Long> last = new HashMap<>();
        for (Ledger.Receipt receipt : ledger.receipts()) {
            if (receipt.deliveries() == 1) {
                long sequence = Payload.sequence(receipt.seed());
                Long before = last.put(Payload.producer(receipt.seed()), sequence);
                assertTrue(
                        before == null || before < sequence, () -> "order: " + ledger.receipts());
            }
        }
    }
}
