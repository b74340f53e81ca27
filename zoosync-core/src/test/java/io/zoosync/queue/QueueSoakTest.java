package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.queue.QueueWorker.Script;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kills two producers and two consumers again and again, wherever they happen to be. */
@Tag("deaths")
class QueueSoakTest extends QueueTestCase {
    private static final long DURATION_NANOS =
            TimeUnit.SECONDS.toNanos(Boolean.getBoolean("zoosync.test.brief") ? 4 : 15);
    private static final int EACH = 20_000;

    private final Path directory = ZooDirectory.createTemporary(); // in memory, not on a disk

    private final ZooQueue queue = queue();
    private final List<Ledger> ledgers = new ArrayList<>();
    private long end;

    @Test
    void shouldKeepItsPromisesWhoeverDies() throws Exception {
        Ledger own = addLedger();
        QueueWorker survivor = new QueueWorker(queue, own, 0, EACH);
        end = System.nanoTime() + DURATION_NANOS;
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Random random = new Random(i);
            boolean sending = i < 2;
            Callable<Void> task = () -> killAgainAndAgain(sending, random);
            all.add(pool.submit(task));
        }
        while (!all.stream().allMatch(Future::isDone)) {
            survivor.commit(queue.recvView(SHORT)); // a consumer's wait must come to an end
        }
        pool.shutdown();
        for (Future<?> each : all) {
            each.get();
        }
        receiveAll(survivor); // else there might be no room for the repairer's message
        try (Producer repairing = queue.exclusiveProducer()) {
            survivor.send(repairing, 0);
        }
        receiveAll(survivor);
        judge();
    }

    /** Until the queue is empty, or the test's time is up. */
    private void receiveAll(QueueWorker survivor) throws InterruptedException {
        while (queue.stats().usedBytes() > 0) {
            survivor.commit(queue.recvView(SHORT));
        }
    }

    @AfterEach
    void removeLedgers() {
        ZooDirectory.remove(directory);
    }

    private synchronized Ledger addLedger() throws IOException {
        Ledger ledger = Ledger.open(directory.resolve("ledger-" + ledgers.size()));
        ledgers.add(ledger);
        return ledger;
    }

    private ChildJvm start(Script script, int number) throws IOException {
        return ChildJvm.start(
                QueueWorker.class,
                queue.name(),
                directory.resolve("ledger-" + number),
                number,
                script,
                EACH);
    }

    private Void killAgainAndAgain(boolean sending, Random random) throws Exception {
        while (System.nanoTime() < end) {
            boolean exclusive = random.nextInt(3) == 0;
            Script script =
                    sending
                            ? exclusive ? Script.SEND_EXCLUSIVE : Script.SEND_SHARED
                            : exclusive ? Script.RECEIVE_EXCLUSIVE : Script.RECEIVE_SHARED;
            int number;
            Ledger ledger;
            synchronized (this) {
                number = ledgers.size();
                ledger = addLedger();
            }
            try (ChildJvm child = start(script, number)) {
                int progress = random.nextInt(2000);
                while (child.isAlive()
                        && System.nanoTime() < end
                        && ledger.sent(progress) == Ledger.NOTHING
                        && ledger.count() <= progress) {
                    Thread.sleep(1);
                }
                child.kill();
            }
        }
        return null;
    }

    private void judge() {
        Map<Long, List<Ledger.Receipt>> receipts = new HashMap<>();
        for (Ledger ledger : ledgers) {
            for (Ledger.Receipt receipt : ledger.receipts()) {
                receipts.computeIfAbsent(receipt.seed(), key -> new ArrayList<>()).add(receipt);
            }
        }
        int[] states = new int[Ledger.ABORTED + 1];
        int undelivered = 0;
        for (int producer = 0; producer < ledgers.size(); producer++) {
            for (int sequence = 0; sequence < EACH; sequence++) {
                int sent = ledgers.get(producer).sent(sequence);
                if (sent == Ledger.NOTHING) {
                    break; // it sends them in their order
                }
                states[sent]++;
                List<Ledger.Receipt> handed = receipts.remove(Payload.tag(producer, sequence));
                if (sent == Ledger.COMMITTING && handed == null) {
                    undelivered++;
                } else {
                    judge("message " + sequence + " of producer " + producer, sent, handed);
                }
            }
        }
        assertEquals(Map.of(), receipts, "messages that nobody sent");
        judgeLost(states[Ledger.CLAIMED] + undelivered, states);
        System.out.println(
                "soak: "
                        + ledgers.size()
                        + " processes, "
                        + states[Ledger.COMMITTED]
                        + " messages, "
                        + queue.stats());
    }

    private static void judge(String message, int sent, List<Ledger.Receipt> handed) {
        if (sent == Ledger.COMMITTED || sent == Ledger.COMMITTING) {
            LedgerJudge.judgeDelivered(message, handed);
        } else {
            assertNull(handed, () -> message + ", sent as far as " + sent);
        }
    }

    /** Killed while it claimed or aborted, a producer may or may not have had a claim to lose. */
    private void judgeLost(int known, int[] states) {
        long lost = queue.stats().lostClaims();
        int most = known + states[Ledger.CLAIMING] + states[Ledger.ABORTING];
        assertTrue(known <= lost && lost <= most, known + " <= " + lost + " <= " + most);
        assertEquals(0, queue.stats().openViews());
    }
}
