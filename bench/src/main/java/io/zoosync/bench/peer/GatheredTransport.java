package io.zoosync.bench.peer;

import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.MessageHandler;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * ZooSync's queues with exclusive ends, and many small messages in one of the queue's, as {@link
 * StreamTransport} has them: written and read in place, and to be seen when the claim is full or
 * flushed. A claim begins with how many there are.
 */
final class GatheredTransport implements Transport {
    private static final int CLAIM_BYTES = 64 << 10;
    private static final int FIRST = Long.BYTES;

    private final int capacityBytes;
    private final List<ZooQueue> queues = new ArrayList<>();

    GatheredTransport(int capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    private ZooQueue queue(int stream) throws IOException {
        ZooQueue queue = ZooQueue.open("stream-" + stream, capacityBytes);
        queues.add(queue);
        return queue;
    }

    @Override
    public Sender sender(int stream) throws Exception {
        return new GatheringSender(queue(stream).exclusiveProducer());
    }

    @Override
    public Receiver receiver(int stream) throws Exception {
        return new SpreadingReceiver(queue(stream).exclusiveConsumer());
    }

    @Override
    public void close() {
        queues.forEach(ZooQueue::close);
    }

    private static UnsupportedOperationException onlySmall() {
        return new UnsupportedOperationException("only small messages are gathered");
    }

    private static final class GatheringSender implements Sender {
        private final Producer producer;
        private Claim claim;
        private int end;

        GatheringSender(Producer producer) {
            this.producer = producer;
        }

        @Override
        public boolean trySend(long first) {
            if (claim == null && !begin()) {
                return false;
            }
            claim.putLong(end, first);
            claim.putLong(end + 8, first + 1);
            claim.putLong(end + 16, first + 2);
            claim.putLong(end + 24, first + 3);
            end += SMALL_BYTES;
            if (end > CLAIM_BYTES - SMALL_BYTES) {
                flush();
            }
            return true;
        }

        private boolean begin() {
            claim = producer.tryClaim(CLAIM_BYTES);
            end = FIRST;
            return claim != null;
        }

        @Override
        public void flush() {
            if (claim != null) {
                claim.putLong(0, (end - FIRST) / SMALL_BYTES);
                claim.commit();
                claim = null;
            }
        }

        @Override
        public boolean trySend(int length, Filler filler) {
            throw onlySmall();
        }
    }

    private static final class SpreadingReceiver implements Receiver {
        private final Consumer consumer;
        private SmallMessages messages;
        private int received;
        private final MessageHandler spread =
                m -> {
                    received = (int) m.getLong(0);
                    for (int i = 0, at = FIRST; i < received; i++, at += SMALL_BYTES) {
                        messages.accept(
                                m.getLong(at),
                                m.getLong(at + 8),
                                m.getLong(at + 16),
                                m.getLong(at + 24));
                    }
                };

        SpreadingReceiver(Consumer consumer) {
            this.consumer = consumer;
        }

        /** Passes on one claim's messages, whatever the limit. */
        @Override
        public int poll(SmallMessages to, int limit) {
            messages = to;
            return consumer.drain(spread, 1) == 0 ? 0 : received;
        }

        @Override
        public int poll(Reader reader) {
            throw onlySmall();
        }
    }
}
