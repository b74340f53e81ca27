package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.sync.WaitWord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that sends or receives by a script, and notes each step in its {@link Ledger}; to be
 * killed at any point. Arguments: queue, ledger, its number, script, how many messages.
 */
public final class QueueWorker {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_IN_BATCH = 100;

    /** What to do. */
    enum Script {
        SEND_SHARED,
        SEND_EXCLUSIVE,
        SEND_BATCHES_SHARED,
        SEND_BATCHES_EXCLUSIVE,
        /** Each message once somebody sleeps in wait for it. */
        SEND_TO_SLEEPERS,
        RECEIVE_SHARED,
        RECEIVE_EXCLUSIVE,
        /** Each time once somebody sleeps in wait for space. */
        RECEIVE_SHARED_FROM_SLEEPERS,
        RECEIVE_EXCLUSIVE_FROM_SLEEPERS,
        /** Leaves three claims open, messages between them, and dies. */
        DIE_IN_CLAIMS,
        /** Opens claims, and ends them in another order. */
        END_CLAIMS_OUT_OF_ORDER,
        /** Waits for an end that another keeps. */
        AWAIT_PRODUCER_END,
        AWAIT_CONSUMER_END
    }

    private final ZooQueue queue;
    private final Ledger ledger;
    private final int number;
    private final int count;
    private int lastHandled = -1;

    QueueWorker(ZooQueue queue, Ledger ledger, int number, int count) {
        this.queue = queue;
        this.ledger = ledger;
        this.number = number;
        this.count = count;
    }

    public static void main(String[] arguments) throws Exception {
        ZooQueue queue = ZooQueue.attach(arguments[0]);
        Ledger ledger = Ledger.open(Path.of(arguments[1]));
        int number = Integer.parseInt(arguments[2]);
        int count = Integer.parseInt(arguments[4]);
        new QueueWorker(queue, ledger, number, count).run(Script.valueOf(arguments[3]));
        System.out.println("finished");
    }

    void run(Script script) throws Exception {
        switch (script) {
            case SEND_SHARED -> send(queue.producer(), false);
            case SEND_EXCLUSIVE -> send(queue.exclusiveProducer(), false);
            case SEND_BATCHES_SHARED -> sendBatches(queue.producer());
            case SEND_BATCHES_EXCLUSIVE -> sendBatches(queue.exclusiveProducer());
            case SEND_TO_SLEEPERS -> send(queue.producer(), true);
            case RECEIVE_SHARED -> receive(queue.consumer(), false);
            case RECEIVE_EXCLUSIVE -> receive(queue.exclusiveConsumer(), false);
            case RECEIVE_SHARED_FROM_SLEEPERS -> receive(queue.consumer(), true);
            case RECEIVE_EXCLUSIVE_FROM_SLEEPERS -> receive(queue.exclusiveConsumer(), true);
            case DIE_IN_CLAIMS -> dieInClaims();
            case END_CLAIMS_OUT_OF_ORDER -> endClaimsOutOfOrder();
            case AWAIT_PRODUCER_END -> queue.exclusiveProducer().close();
            case AWAIT_CONSUMER_END -> queue.exclusiveConsumer().close();
        }
    }

    // Sending

    private void send(Producer producer, boolean toSleepers)
            throws IOException, InterruptedException {
        Memory memory = Segment.attach(Segment.Kind.QUEUE, queue.name()).memory();
        for (int i = 0; i < count; i++) {
            if (toSleepers) {
                awaitSleeper(memory, QueueLayout.DATA);
            }
            send(producer, i);
        }
        producer.close();
    }

    private static void awaitSleeper(Memory memory, int waitWord) {
        while (!WaitWord.hasSleepers(memory.getIntAcquire(waitWord))) {
            Thread.onSpinWait();
        }
    }

    void send(Producer producer, int sequence) throws InterruptedException {
        long tag = Payload.tag(number, sequence);
        ledger.sent(sequence, Ledger.CLAIMING);
        Claim claim = producer.claim(lengthOf(tag), sequence % 3 == 0 ? 64 : 8);
        ledger.sent(sequence, Ledger.CLAIMED);
        Payload.write(claim, tag);
        if (sequence % 5 == 3) {
            ledger.sent(sequence, Ledger.ABORTING);
            claim.abort();
            ledger.sent(sequence, Ledger.ABORTED);
        } else {
            ledger.sent(sequence, Ledger.COMMITTING);
            claim.commit();
            ledger.sent(sequence, Ledger.COMMITTED);
        }
    }

    /** Of one to five messages, every fourth of which is aborted. */
    private void sendBatches(Producer producer) throws InterruptedException {
        for (int first = 0, n = 0; first < count; n++) {
            int messages = Math.min(1 + n % 5, count - first);
            sendBatch(producer, first, messages, n % 4 == 3);
            first += messages;
        }
        producer.close();
    }

    /** It is one claim, which is noted as its first message's. */
    private void sendBatch(Producer producer, int first, int messages, boolean aborted)
            throws InterruptedException {
        ledger.sent(first, Ledger.CLAIMING);
        Batch batch = producer.claimBatch(messages, MOST_IN_BATCH);
        ledger.sent(first, Ledger.CLAIMED);
        for (int i = first; i < first + messages; i++) {
            long tag = Payload.tag(number, i);
            Payload.write(batch.tryClaim(lengthOf(tag) % (MOST_IN_BATCH - 8) + 8), tag).commit();
        }
        if (aborted) {
            ledger.sent(first, Ledger.ABORTING);
            batch.abort();
            ledger.sent(first, Ledger.ABORTED);
        } else {
            noteAll(first, messages, Ledger.COMMITTING_TOGETHER);
            batch.commit();
            noteAll(first, messages, Ledger.COMMITTED);
        }
    }

    private void noteAll(int first, int messages, int state) {
        for (int i = first; i < first + messages; i++) {
            ledger.sent(i, state);
        }
    }

    private static int lengthOf(long tag) {
        long random = Payload.mix(tag) >>> 1;
        return (int) (8 + random % (random % 7 == 0 ? 1000 : 60));
    }

    private void dieInClaims() throws InterruptedException {
        for (int i = 0; i < 6; i++) {
            long tag = Payload.tag(number, i);
            ledger.sent(i, Ledger.CLAIMING);
            Claim claim = queue.claim(lengthOf(tag) % 100 + 8);
            ledger.sent(i, Ledger.CLAIMED);
            if (i % 2 == 1) {
                ledger.sent(i, Ledger.COMMITTING);
                Payload.write(claim, tag).commit();
                ledger.sent(i, Ledger.COMMITTED);
            }
        }
        Runtime.getRuntime().halt(137);
    }

    private void endClaimsOutOfOrder() throws InterruptedException {
        Claim[] claims = new Claim[count];
        for (int i = 0; i < count; i++) {
            ledger.sent(i, Ledger.CLAIMING);
            claims[i] = queue.claim(Long.BYTES * (i + 1));
            ledger.sent(i, Ledger.CLAIMED);
        }
        for (int i = count - 1; i >= 0; i--) {
            if (i % 2 == 1) {
                ledger.sent(i, Ledger.ABORTING);
                claims[i].abort();
                ledger.sent(i, Ledger.ABORTED);
            } else {
                ledger.sent(i, Ledger.COMMITTING);
                Payload.write(claims[i], Payload.tag(number, i)).commit();
                ledger.sent(i, Ledger.COMMITTED);
            }
        }
    }

    // Receiving

    /** Until no message comes any more. */
    private void receive(Consumer consumer, boolean fromSleepers)
            throws IOException, InterruptedException {
        Memory memory = Segment.attach(Segment.Kind.QUEUE, queue.name()).memory();
        boolean more = true;
        for (int step = 0; more && ledger.count() < count; step++) {
            if (fromSleepers) {
                awaitSleeper(memory, QueueLayout.SPACE);
            }
            more = receive(consumer, step);
        }
        consumer.close();
    }

    /** One step, in turn of several kinds. */
    boolean receive(Consumer consumer, int step) throws InterruptedException {
        switch (step % 6) {
            case 1:
                return giveBack(consumer.recvView(PATIENCE));
            case 3:
                return drain(consumer, 5, 2);
            case 4:
                return drain(consumer, 3, 3);
            default:
                return commit(consumer.recvView(PATIENCE));
        }
    }

    boolean commit(View view) {
        if (view == null) {
            return false;
        }
        int index = received(view);
        ledger.ended(index, Ledger.ENDING);
        view.commit();
        ledger.ended(index, Ledger.DONE);
        return true;
    }

    private boolean giveBack(View view) {
        if (view == null) {
            return false;
        }
        int index = received(view);
        ledger.ended(index, Ledger.GIVING_BACK);
        view.close();
        return true;
    }

    /** Drains up to {@code limit} messages; the handler fails at message {@code failing}. */
    private boolean drain(Consumer consumer, int limit, int failing) throws InterruptedException {
        int[] handled = new int[1];
        int total = 0;
        try {
            total = consumer.drain(m -> handle(m, handled[0]++ == failing), limit, PATIENCE);
        } catch (PlannedException e) {
            total = handled[0];
        }
        handledBefore();
        return total > 0;
    }

    private void handle(Message message, boolean failing) {
        handledBefore();
        int index = received(message);
        if (failing) {
            ledger.ended(index, Ledger.GIVING_BACK);
            throw new PlannedException();
        }
        ledger.ended(index, Ledger.ENDING);
        lastHandled = index;
    }

    /** The drain has gone on, so it has committed what was handled before. */
    private void handledBefore() {
        if (lastHandled >= 0) {
            ledger.ended(lastHandled, Ledger.DONE);
            lastHandled = -1;
        }
    }

    private int received(Message message) {
        Payload.check(message, Payload.seedOf(message));
        return ledger.received(message);
    }

    private static final class PlannedException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
