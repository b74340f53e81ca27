package io.zoosync.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Compares what all processes have noted: who sent what, and who received it how. */
final class LedgerJudge {
    private final Map<Long, List<Ledger.Receipt>> receipts = new HashMap<>();
    private int leastLost;
    private int mostLost;

    private LedgerJudge() {}

    /**
     * Judges the first {@code count} messages of each process.
     *
     * @param ledgers in the order of the numbers of their processes
     */
    static LedgerJudge judge(List<Ledger> ledgers, int count) {
        LedgerJudge judge = new LedgerJudge();
        for (Ledger ledger : ledgers) {
            for (Ledger.Receipt receipt : ledger.receipts()) {
                judge.receipts
                        .computeIfAbsent(receipt.seed(), key -> new ArrayList<>())
                        .add(receipt);
            }
        }
        for (int producer = 0; producer < ledgers.size(); producer++) {
            judge.judgeTogether(ledgers.get(producer), producer, count);
            for (int sequence = 0; sequence < count; sequence++) {
                List<Ledger.Receipt> handed =
                        judge.receipts.remove(Payload.tag(producer, sequence));
                judge.judge(
                        "message " + sequence + " of producer " + producer,
                        ledgers.get(producer).sent(sequence),
                        handed == null ? List.of() : handed);
            }
        }
        assertEquals(Map.of(), judge.receipts, "messages that nobody sent");
        return judge;
    }

    /** The least number of claims that must be counted as lost. */
    int leastLost() {
        return leastLost;
    }

    /** The greatest number of claims that may be counted as lost. */
    int mostLost() {
        return mostLost;
    }

    /** The batch that a producer died in, if it had begun to commit it. */
    private void judgeTogether(Ledger ledger, int producer, int count) {
        int received = 0;
        List<String> missing = new ArrayList<>();
        for (int sequence = 0; sequence < count; sequence++) {
            if (ledger.sent(sequence) == Ledger.COMMITTING_TOGETHER) {
                boolean there = receipts.containsKey(Payload.tag(producer, sequence));
                if (there) {
                    received++;
                } else {
                    missing.add("message " + sequence + " of producer " + producer);
                }
            }
        }
        if (!missing.isEmpty()) {
            assertEquals(0, received, () -> "of one batch some were received, but not " + missing);
            leastLost++;
            mostLost++;
        }
    }

    private void judge(String message, int sent, List<Ledger.Receipt> handed) {
        leastLost += sent == Ledger.CLAIMED ? 1 : 0;
        mostLost +=
                sent == Ledger.CLAIMING || sent == Ledger.CLAIMED || sent == Ledger.ABORTING
                        ? 1
                        : 0;
        boolean cameWithItsBatch = sent == Ledger.COMMITTING_TOGETHER && !handed.isEmpty();
        if (sent == Ledger.COMMITTED || sent == Ledger.COMMITTING || cameWithItsBatch) {
            judgeDelivered(message, handed);
        } else {
            assertEquals(List.of(), handed, () -> message + ", sent as far as " + sent);
        }
    }

    /** Committed by a consumer once, and each time but the first handed out with a flag. */
    static void judgeDelivered(String message, List<Ledger.Receipt> handed) {
        Supplier<String> what = () -> message + ", handed out as " + handed;
        assertTrue(handed != null, what);
        long done = handed.stream().filter(r -> r.state() == Ledger.DONE).count();
        long maybe = handed.stream().filter(r -> r.state() == Ledger.ENDING).count();
        assertTrue(done <= 1 && done + maybe >= 1, what);
        long unflagged = handed.stream().filter(r -> r.deliveries() == 1).count();
        assertTrue(unflagged <= 1, what);
    }
}
