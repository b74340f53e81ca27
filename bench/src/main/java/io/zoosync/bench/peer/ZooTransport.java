package io.zoosync.bench.peer;

import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.Message;
import io.zoosync.queue.MessageHandler;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * ZooSync's queues, with exclusive or with shared ends, or with one consumer only. Ends that sleep
 * wait as those of any program do: for a moment spinning, then in the system until they are woken;
 * but not for ever, so that they see the end of a run.
 */
final class ZooTransport implements Transport {
    /** Of messages that are copied by whole registers. */
    private static final int WIDE_ALIGNMENT = 64;

    private static final int WIDE = 1 << 10;

    /** A call receives as many messages as have so many bytes, or one. */
    private static final int BITE = 16 << 10;

    private static final Duration LOOK = Duration.ofMillis(20);

    private final int capacityBytes;
    private final boolean exclusiveProducer;
    private final boolean exclusiveConsumer;
    private final boolean sleeping;
    private final boolean gathered;
    private final boolean batched;
    private final List<ZooQueue> queues = new ArrayList<>();

    ZooTransport(int capacityBytes, String kind) {
        this.capacityBytes = capacityBytes;
        this.exclusiveProducer = kind.startsWith("zoosync-exclusive");
        this.exclusiveConsumer = !kind.startsWith("zoosync-shared");
        this.sleeping = kind.endsWith("-sleeping");
        this.gathered = kind.endsWith("-gathered");
        this.batched = kind.endsWith("-batch");
    }

    private ZooQueue queue(int stream) throws IOException {
        ZooQueue queue = ZooQueue.open("stream-" + stream, capacityBytes);
        queues.add(queue);
        return queue;
    }

    @Override
    public Sender sender(int stream) throws Exception {
        ZooQueue queue = queue(stream);
        Producer producer = exclusiveProducer ? queue.exclusiveProducer() : queue.producer();
        if (batched) {
            return new Batched.QueueSender(producer);
        }
        return gathered
                ? new Gathered.GatheringSender(producer)
                : new QueueSender(producer, sleeping);
    }

    @Override
    public Receiver receiver(int stream) throws Exception {
        ZooQueue queue = queue(stream);
        Consumer consumer = exclusiveConsumer ? queue.exclusiveConsumer() : queue.consumer();
        return gathered
                ? new Gathered.SpreadingReceiver(consumer)
                : new QueueReceiver(consumer, sleeping);
    }

    @Override
    public void close() {
        queues.forEach(ZooQueue::close);
    }

    private static final class QueueSender implements Sender {
        private final Producer producer;
        private final boolean sleeping;

        QueueSender(Producer producer, boolean sleeping) {
            this.producer = producer;
            this.sleeping = sleeping;
        }

        @Override
        public boolean trySend(long first) {
            Claim claim =
                    sleeping ? await(SMALL_BYTES, Long.BYTES) : producer.tryClaim(SMALL_BYTES);
            if (claim == null) {
                return false;
            }
            claim.putLong(0, first);
            claim.putLong(8, first + 1);
            claim.putLong(16, first + 2);
            claim.putLong(24, first + 3);
            claim.commit();
            return true;
        }

        @Override
        public boolean trySend(int length, Filler filler) {
            int alignment = length < WIDE ? Long.BYTES : WIDE_ALIGNMENT;
            Claim claim =
                    sleeping ? await(length, alignment) : producer.tryClaim(length, alignment);
            if (claim == null) {
                return false;
            }
            filler.fill(claim.buffer());
            claim.commit();
            return true;
        }

        private Claim await(int length, int alignment) {
            try {
                return producer.claim(length, alignment, LOOK);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class QueueReceiver implements Receiver {
        private final Consumer consumer;
        private final boolean sleeping;
        private SmallMessages messages;
        private Reader reader;
        private final MessageHandler small =
                m -> messages.accept(m.getLong(0), m.getLong(8), m.getLong(16), m.getLong(24));
        private int wholeLimit = 1;
        private final MessageHandler whole = this::readWhole;

        QueueReceiver(Consumer consumer, boolean sleeping) {
            this.consumer = consumer;
            this.sleeping = sleeping;
        }

        @Override
        public int poll(SmallMessages to, int limit) {
            messages = to;
            return sleeping ? await(small, limit) : consumer.drain(small, limit);
        }

        @Override
        public int poll(Reader to) {
            reader = to;
            int limit = wholeLimit;
            return sleeping ? await(whole, limit) : consumer.drain(whole, limit);
        }

        private void readWhole(Message message) {
            reader.read(message.buffer());
            wholeLimit = Math.max(BITE / Math.max(message.length(), 1), 1);
        }

        private int await(MessageHandler handler, int limit) {
            try {
                return consumer.drain(handler, limit, LOOK);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
