package io.zoosync.bench.peer;

import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.MessageHandler;
import io.zoosync.queue.Producer;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** ZooSync's queues, with exclusive or with shared ends. */
final class ZooTransport implements Transport {
    private static final int ALIGNMENT = 64;

    private final int capacityBytes;
    private final boolean exclusive;
    private final List<ZooQueue> queues = new ArrayList<>();

    ZooTransport(int capacityBytes, boolean exclusive) {
        this.capacityBytes = capacityBytes;
        this.exclusive = exclusive;
    }

    private ZooQueue queue(int stream) throws IOException {
        ZooQueue queue = ZooQueue.open("stream-" + stream, capacityBytes);
        queues.add(queue);
        return queue;
    }

    @Override
    public Sender sender(int stream) throws Exception {
        ZooQueue queue = queue(stream);
        return new QueueSender(exclusive ? queue.exclusiveProducer() : queue.producer());
    }

    @Override
    public Receiver receiver(int stream) throws Exception {
        ZooQueue queue = queue(stream);
        return new QueueReceiver(exclusive ? queue.exclusiveConsumer() : queue.consumer());
    }

    @Override
    public void close() {
        queues.forEach(ZooQueue::close);
    }

    private static final class QueueSender implements Sender {
        private final Producer producer;

        QueueSender(Producer producer) {
            this.producer = producer;
        }

        @Override
        public boolean trySend(long first) {
            Claim claim = producer.tryClaim(SMALL_BYTES);
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
            Claim claim = producer.tryClaim(length, ALIGNMENT);
            if (claim == null) {
                return false;
            }
            filler.fill(claim.buffer());
            claim.commit();
            return true;
        }
    }

    private static final class QueueReceiver implements Receiver {
        private final Consumer consumer;
        private SmallMessages messages;
        private Reader reader;
        private final MessageHandler small =
                m -> messages.accept(m.getLong(0), m.getLong(8), m.getLong(16), m.getLong(24));
        private final MessageHandler whole = m -> reader.read(m.buffer());

        QueueReceiver(Consumer consumer) {
            this.consumer = consumer;
        }

        @Override
        public int poll(SmallMessages to, int limit) {
            messages = to;
            return consumer.drain(small, limit);
        }

        @Override
        public int poll(Reader to) {
            reader = to;
            return consumer.drain(whole, 1);
        }
    }
}
