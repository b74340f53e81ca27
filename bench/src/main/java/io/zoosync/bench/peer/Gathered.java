package io.zoosync.bench.peer;

import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.MessageHandler;
import io.zoosync.queue.Producer;

/**
 * Ends of ZooSync's queues that have many small messages in one of the queue's, as {@link
 * StreamTransport} has them: written and read in place, and to be seen when the claim is full or
 * flushed. A claim begins with how many there are.
 */
final class Gathered {
    private static final int CLAIM_BYTES = 64 << 10;
    private static final int FIRST = Long.BYTES;

    private Gathered() {}

    static final class GatheringSender implements Transport.Sender {
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
            end += Transport.SMALL_BYTES;
            if (end > CLAIM_BYTES - Transport.SMALL_BYTES) {
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
                claim.putLong(0, (end - FIRST) / Transport.SMALL_BYTES);
                claim.commit();
                claim = null;
            }
        }
    }

    static final class SpreadingReceiver implements Transport.Receiver {
        private final Consumer consumer;
        private SmallMessages messages;
        private int received;
        private final MessageHandler spread =
                m -> {
                    received = (int) m.getLong(0);
                    for (int i = 0, at = FIRST; i < received; i++, at += Transport.SMALL_BYTES) {
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
    }
}
