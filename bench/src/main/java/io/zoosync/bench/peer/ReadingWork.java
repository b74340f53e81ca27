package io.zoosync.bench.peer;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistry;
import io.zoosync.bench.readings.Reading;
import io.zoosync.protobuf.BytesView;
import io.zoosync.protobuf.MessageView;
import io.zoosync.protobuf.ProtobufConsumer;
import io.zoosync.protobuf.ProtobufProducer;
import io.zoosync.protobuf.ReceivedView;
import io.zoosync.queue.Claim;
import io.zoosync.queue.Consumer;
import io.zoosync.queue.Producer;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;

/**
 * Something that is done with a block of messages again and again. Both ends of its queue are
 * exclusive ones of this process, so nobody waits.
 */
public abstract class ReadingWork implements AutoCloseable {
    private static final String QUEUE = "readings";
    private static final int CAPACITY_BYTES = 1 << 20;

    /** How many messages are in a block. */
    protected final int block;

    /** Of what was read, so that reading it is not optimized away. */
    protected long checksum;

    private Readings messages;
    private long sent;

    private ReadingWork(int block) {
        this.block = block;
    }

    /** The work of a contender in a workload of the protobuf benchmark. */
    public static ReadingWork of(String workload, String kind, int block)
            throws IOException, InterruptedException {
        boolean ours = kind.equals("zoosync");
        ReadingWork work;
        if (workload.contains("send")) {
            work =
                    switch (kind) {
                        case "zoosync" -> new Send(block);
                        case "encoder" -> new Encode(block);
                        case "copy" -> new Copy(block);
                        default -> new Put(block);
                    };
        } else if (workload.contains("read")) {
            work = new Read(block, ours);
        } else {
            work = ours ? new Receive(block) : new Take(block, kind.equals("parse-slot"));
        }
        work.messages = workload.endsWith("mixed") ? Readings.MIXED : Readings.BYTES;
        return work;
    }

    /** What comes before each {@link #run}, and is not timed. */
    public abstract void prepare() throws IOException, InterruptedException;

    /** The work. */
    public abstract void run() throws IOException, InterruptedException;

    @Override
    public abstract void close();

    /** Of all that was read. */
    public final long checksum() {
        return checksum;
    }

    /** The next message, a new one. */
    protected final Reading next() {
        return messages.of(sent++);
    }

    /** Reads three fields of a parsed message. */
    protected final void read(Reading reading) {
        ByteString image = reading.getImage();
        checksum += reading.getId() + (long) reading.getValue();
        checksum += image.byteAt(image.size() - 1);
    }

    /** Reads the same fields by a view. */
    protected final void read(MessageView reading) {
        BytesView image = reading.bytes(Reading.IMAGE_FIELD_NUMBER);
        checksum += reading.getLong(Reading.ID_FIELD_NUMBER);
        checksum += (long) reading.getDouble(Reading.VALUE_FIELD_NUMBER);
        checksum += image.getByte(image.length() - 1);
    }

    private static ProtobufProducer<Reading> producer() throws IOException, InterruptedException {
        return ProtobufProducer.openExclusive(QUEUE, CAPACITY_BYTES, Reading.getDefaultInstance());
    }

    private static ProtobufConsumer<Reading> consumer() throws IOException, InterruptedException {
        return ProtobufConsumer.attachExclusive(
                QUEUE, Reading.getDefaultInstance(), ExtensionRegistry.getEmptyRegistry());
    }

    /** Sends messages to a queue that is empty. */
    private static final class Send extends ReadingWork {
        private final ProtobufProducer<Reading> producer = producer();
        private final ProtobufConsumer<Reading> consumer = consumer();
        private final Reading[] unsent = new Reading[block];

        Send(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        public void prepare() {
            consumer.drain(this::read, Integer.MAX_VALUE);
            for (int i = 0; i < block; i++) {
                unsent[i] = next();
            }
        }

        @Override
        public void run() throws InterruptedException {
            for (Reading message : unsent) {
                producer.send(message);
            }
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
        }
    }

    /** A queue of bytes, and what one does without the adapter. */
    private abstract static class Plain extends ReadingWork {
        final ZooQueue queue = ZooQueue.open(QUEUE, CAPACITY_BYTES);
        final Producer producer = queue.exclusiveProducer();
        final Consumer consumer = queue.exclusiveConsumer();

        Plain(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
            queue.close();
        }
    }

    /** Sends messages to a queue of bytes that is empty. */
    private abstract static class Plainly extends Plain {
        private final Reading[] unsent = new Reading[block];

        Plainly(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        public void prepare() {
            consumer.drain(message -> checksum += message.length(), Integer.MAX_VALUE);
            for (int i = 0; i < block; i++) {
                unsent[i] = next();
            }
        }

        @Override
        public void run() throws IOException, InterruptedException {
            for (Reading message : unsent) {
                send(message);
            }
        }

        abstract void send(Reading message) throws IOException, InterruptedException;
    }

    /** Puts messages that were made to arrays. */
    private static final class Put extends Plainly {
        Put(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        void send(Reading message) throws InterruptedException {
            producer.put(message.toByteArray());
        }
    }

    /** The least that protobuf's encoder lets one do: it writes to the slot, nobody checks. */
    private static final class Encode extends Plainly {
        Encode(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        void send(Reading message) throws IOException, InterruptedException {
            try (Claim claim = producer.claim(message.getSerializedSize())) {
                CodedOutputStream out = CodedOutputStream.newInstance(claim.buffer());
                message.writeTo(out);
                out.flush();
                claim.commit();
            }
        }
    }

    /** What the queue takes for as many bytes: one copy of an array that is there already. */
    private static final class Copy extends Plainly {
        private byte[] made;

        Copy(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        void send(Reading message) throws InterruptedException {
            if (made == null) {
                made = message.toByteArray();
            }
            producer.put(made);
        }
    }

    /** Receives messages by view. */
    private static final class Receive extends ReadingWork {
        private final ProtobufProducer<Reading> producer = producer();
        private final ProtobufConsumer<Reading> consumer = consumer();

        Receive(int block) throws IOException, InterruptedException {
            super(block);
        }

        @Override
        public void prepare() throws InterruptedException {
            for (int i = 0; i < block; i++) {
                producer.send(next());
            }
        }

        @Override
        public void run() throws InterruptedException {
            for (int i = 0; i < block; i++) {
                ReceivedView view = consumer.recvView();
                read(view);
                view.commit();
            }
        }

        @Override
        public void close() {
            producer.close();
            consumer.close();
        }
    }

    /** Parses the slot, or an array that was taken. */
    private static final class Take extends Plain {
        private final boolean inSlot;

        Take(int block, boolean inSlot) throws IOException, InterruptedException {
            super(block);
            this.inSlot = inSlot;
        }

        @Override
        public void prepare() throws InterruptedException {
            for (int i = 0; i < block; i++) {
                producer.put(next().toByteArray());
            }
        }

        @Override
        public void run() throws IOException, InterruptedException {
            for (int i = 0; i < block; i++) {
                if (inSlot) {
                    View view = consumer.recvView();
                    read(Reading.parseFrom(view.buffer()));
                    view.commit();
                } else {
                    read(Reading.parseFrom(consumer.take()));
                }
            }
        }
    }

    /** Reads one message in hand again and again. */
    private static final class Read extends Plain {
        private final boolean byView;
        private final MessageView message = MessageView.of(Reading.getDefaultInstance());
        private View slot;

        Read(int block, boolean byView) throws IOException, InterruptedException {
            super(block);
            this.byView = byView;
        }

        @Override
        public void prepare() throws InterruptedException {
            if (slot != null) {
                slot.commit();
            }
            producer.put(next().toByteArray());
            slot = consumer.recvView();
        }

        @Override
        public void run() throws IOException {
            for (int i = 0; i < block; i++) {
                if (byView) {
                    read(message.wrap(slot));
                } else {
                    read(Reading.parseFrom(slot.buffer()));
                }
            }
        }

        @Override
        public void close() {
            slot.close();
            super.close();
        }
    }
}
