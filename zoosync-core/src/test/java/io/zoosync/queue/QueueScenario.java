package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.crash.CrashProcess;
import io.zoosync.crash.Place;
import io.zoosync.crash.Scenario;
import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.queue.QueueWorker.Script;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

/** Processes that send and receive, shared and exclusively, and compare their ledgers. */
public enum QueueScenario implements Scenario {
    SEND(Script.SEND_SHARED, 0, 10),
    SEND_EXCLUSIVE(Script.SEND_EXCLUSIVE, 0, 10),
    SEND_BATCHES(Script.SEND_BATCHES_SHARED, 0, 12),
    SEND_BATCHES_EXCLUSIVE(Script.SEND_BATCHES_EXCLUSIVE, 0, 12),
    /** Several claims are open at once, and end in another order. */
    OPEN_CLAIMS(Script.END_CLAIMS_OUT_OF_ORDER, 0, 5),
    /** Receipts, messages given back, and drains whose handlers fail. */
    RECEIVE(Script.RECEIVE_SHARED, 12, 13),
    RECEIVE_EXCLUSIVE(Script.RECEIVE_EXCLUSIVE, 12, 13),
    /** The same, behind claims of a process that is dead. */
    RECEIVE_BEHIND_LOST(Script.RECEIVE_SHARED, 6, 8),
    RECEIVE_EXCLUSIVE_BEHIND_LOST(Script.RECEIVE_EXCLUSIVE, 6, 8),
    /** Each message when a survivor sleeps in wait for it. */
    SEND_TO_SLEEPER(Script.SEND_TO_SLEEPERS, 0, 6),
    /** From a survivor that sleeps in wait for space. */
    RECEIVE_FROM_SLEEPER(Script.RECEIVE_SHARED, 0, 20);

    private static final int CAPACITY = 4096;
    private static final int LEDGERS = 4;
    private static final int LEDGER = 2000;
    private static final int ALREADY_DEAD = 3;
    private static final int AFTERWARDS = 60;
    private static final int TO_FILL = 150;
    private static final long STOP = Payload.tag(0, LEDGER + 1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final Script script;
    private final int prepared;
    private final int count;

    /**
     * @param prepared how many messages are there from the start
     * @param count how many process 1 sends, or receives with repetitions
     */
    QueueScenario(Script script, int prepared, int count) {
        this.script = script;
        this.prepared = prepared;
        this.count = count;
    }

    @Override
    public void prepare(Place place) throws Exception {
        try (ZooQueue queue = ZooQueue.create(place.name(), CAPACITY)) {
            CrashCase.goOn(queue.producer(), queue.consumer(), AFTERWARDS); // so that it wraps soon
            if (isBehindLost()) {
                killInClaims(place);
            }
            QueueWorker worker = worker(queue, place.as(0, 2));
            for (int i = 0; i < prepared; i++) {
                worker.send(queue.producer(), i);
            }
        }
    }

    private boolean isBehindLost() {
        return this == RECEIVE_BEHIND_LOST || this == RECEIVE_EXCLUSIVE_BEHIND_LOST;
    }

    private void killInClaims(Place place) throws IOException {
        try (ChildJvm child =
                ChildJvm.start(
                        CrashProcess.class,
                        "run",
                        id(),
                        place.base(),
                        place.name(),
                        ALREADY_DEAD,
                        LEDGERS)) {
            child.expectExit(ChildJvm.KILLED);
        }
    }

    private QueueWorker worker(ZooQueue queue, Place place) throws IOException {
        return new QueueWorker(queue, ledger(place, place.process()), place.process(), count);
    }

    private static Ledger ledger(Place place, int number) throws IOException {
        return Ledger.open(place.ledger(number), LEDGER);
    }

    @Override
    public void run(Place place) throws Exception {
        QueueWorker worker = worker(ZooQueue.attach(place.name()), place);
        worker.run(place.process() == ALREADY_DEAD ? Script.DIE_IN_CLAIMS : script);
    }

    /** By the other kind of end. */
    @Override
    public void repair(Place place) throws Exception {
        ZooQueue queue = ZooQueue.attach(place.name());
        QueueWorker worker = worker(queue, place);
        boolean shared =
                this == SEND_EXCLUSIVE
                        || this == SEND_BATCHES_EXCLUSIVE
                        || this == RECEIVE_EXCLUSIVE;
        if (isSending()) {
            try (Producer producer = shared ? queue.producer() : queue.exclusiveProducer()) {
                worker.send(producer, 0);
            }
        }
        try (Consumer consumer = shared ? queue.consumer() : queue.exclusiveConsumer()) {
            worker.commit(consumer.recvView(SHORT));
        }
    }

    private boolean isSending() {
        return switch (this) {
            case SEND, SEND_EXCLUSIVE, SEND_BATCHES, SEND_BATCHES_EXCLUSIVE -> true;
            default -> false;
        };
    }

    @Override
    public boolean repairs(CrashPoint point) {
        return switch (point) {
            case LOCK_RECOVERED, QUEUE_CLAIM_LOST, QUEUE_LOST_COUNTED, QUEUE_VIEW_RETAKEN -> true;
            default -> false;
        };
    }

    @Override
    public boolean isBeside() {
        return this == SEND_TO_SLEEPER || this == RECEIVE_FROM_SLEEPER;
    }

    @Override
    public boolean hasPairs() {
        return !isBeside() && !isBehindLost() && this != OPEN_CLAIMS;
    }

    @Override
    public Map<String, Long> goOn(Place place, CountDownLatch ended) throws Exception {
        try (ZooQueue queue = ZooQueue.attach(place.name())) {
            QueueWorker worker = worker(queue, place);
            switch (this) {
                case SEND_TO_SLEEPER -> receiveBeside(queue, worker, ended);
                case RECEIVE_FROM_SLEEPER -> sendBeside(queue, worker, ended);
                default -> receiveAll(queue, worker);
            }
            CrashCase.goOn(queue.producer(), queue.consumer(), AFTERWARDS);
            try (Producer producer = queue.exclusiveProducer();
                    Consumer consumer = queue.exclusiveConsumer()) {
                CrashCase.goOn(producer, consumer, AFTERWARDS);
            }
            return judge(queue, place);
        }
    }

    private static void receiveAll(ZooQueue queue, QueueWorker worker) throws InterruptedException {
        do {
            while (worker.commit(queue.recvView(SHORT))) {
                // as long as there are any
            }
        } while (queue.stats().usedBytes() > 0);
    }

    /** Receives in a thread whose waits have no limit, until a last message comes. */
    private static void receiveBeside(ZooQueue queue, QueueWorker worker, CountDownLatch ended)
            throws Exception {
        FutureTask<Void> receiver =
                inThread(
                        () -> {
                            View view = queue.recvView();
                            while (Payload.seedOf(view) != STOP) {
                                worker.commit(view);
                                view = queue.recvView();
                            }
                            view.commit();
                        });
        ended.await();
        Payload.write(queue.claim(Long.BYTES), STOP).commit();
        receiver.get();
    }

    /** Sends in a thread whose waits have no limit, more than there is space for. */
    private static void sendBeside(ZooQueue queue, QueueWorker worker, CountDownLatch ended)
            throws Exception {
        FutureTask<Void> sender =
                inThread(
                        () -> {
                            for (int i = 0; i < TO_FILL; i++) {
                                worker.send(queue.producer(), i);
                            }
                        });
        ended.await();
        while (!sender.isDone()) {
            worker.commit(queue.recvView(SHORT));
        }
        sender.get();
        receiveAll(queue, worker);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static FutureTask<Void> inThread(Work work) {
        FutureTask<Void> task =
                new FutureTask<>(
                        () -> {
                            work.run();
                            return null;
                        });
        Thread thread = new Thread(task, "beside the dead");
        thread.setDaemon(true);
        thread.start();
        return task;
    }

    private static Map<String, Long> judge(ZooQueue queue, Place place) throws IOException {
        List<Ledger> ledgers = new ArrayList<>();
        for (int i = 0; i < LEDGERS; i++) {
            ledgers.add(ledger(place, i));
        }
        LedgerJudge judge = LedgerJudge.judge(ledgers, TO_FILL);
        QueueStats stats = queue.stats();
        assertTrue(
                stats.lostClaims() >= judge.leastLost() && stats.lostClaims() <= judge.mostLost(),
                () ->
                        "lost claims: expected "
                                + judge.leastLost()
                                + " to "
                                + judge.mostLost()
                                + ", counted "
                                + stats.lostClaims());
        assertEquals(0, stats.usedBytes(), "used bytes");
        assertEquals(0, stats.openViews(), "open views");
        assertEquals(0, stats.messages(), "messages");
        Map<String, Long> seen = new TreeMap<>();
        List<Ledger.Receipt> received = ledgers.get(0).receipts();
        seen.put("messages received", (long) received.size());
        seen.put("redelivered", received.stream().filter(r -> r.deliveries() > 1).count());
        seen.put("lost claims", stats.lostClaims());
        return seen;
    }
}
