package io.zoosync.queue;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** A process that does one thing with a queue. Arguments: what, queue, and more for some. */
public final class QueueChild {
    /** The producer's number of messages that tell a consumer to stop. */
    static final int STOP = 1000;

    private static final int MOST_USUAL = 101;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final BufferedReader INPUT =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    private final ZooQueue queue;

    private QueueChild(ZooQueue queue) {
        this.queue = queue;
    }

    public static void main(String[] arguments) throws Exception {
        QueueChild child = new QueueChild(ZooQueue.attach(arguments[1]));
        System.out.println("ready");
        switch (arguments[0]) {
            case "take" -> System.out.println("took " + child.queue.take().length);
            case "put" -> {
                child.queue.put(new byte[Integer.parseInt(arguments[2])]);
                System.out.println("put");
            }
            case "hold-claim" -> child.holdClaim();
            case "hold-view" -> child.holdView();
            case "produce" ->
                    child.produce(Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]));
            case "consume" -> child.consume();
            case "allocate" -> child.measureAllocation();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void holdClaim() throws IOException, InterruptedException {
        Claim claim = queue.claim(8);
        System.out.println("claimed");
        INPUT.readLine();
        Payload.write(claim, 42).commit();
        System.out.println("committed");
    }

    private void holdView() throws IOException, InterruptedException {
        View view = queue.recvView();
        System.out.println("holding " + view.id());
        INPUT.readLine();
        view.commit();
        System.out.println("committed");
    }

    // Many messages

    /** Mostly up to 100 bytes, some empty, some much longer. */
    static int lengthOf(long tag) {
        int random = (int) (Payload.mix(tag) >>> 33);
        if (random % 64 == 0) {
            return 0;
        }
        return 8 + random / 64 % (random % 1000 == 1 ? 20_000 : 93);
    }

    private void produce(int number, long count) throws InterruptedException {
        Producer producer = queue.producer();
        long next = 0;
        while (next < count) {
            if (next % 23 == 5 && lengthOf(Payload.tag(number, next)) <= MOST_USUAL) {
                next = produceBatch(producer, number, next, Math.min(count, next + 5));
            } else {
                produceOne(producer, number, next++);
            }
        }
        System.out.println("done");
    }

    private void produceOne(Producer producer, int number, long sequence)
            throws InterruptedException {
        long tag = Payload.tag(number, sequence);
        int length = lengthOf(tag);
        if (sequence % 61 == 0) {
            producer.claim(length).abort();
        }
        Claim claim = sequence % 17 == 0 ? queue.claim(length, 64) : producer.claim(length);
        Payload.write(claim, tag).commit();
    }

    /** As many as come before a long one; the next one's number. */
    private static long produceBatch(Producer producer, int number, long from, long to)
            throws InterruptedException {
        long next = from;
        try (Batch batch = producer.claimBatch((int) (to - from), MOST_USUAL)) {
            while (next < to && lengthOf(Payload.tag(number, next)) <= MOST_USUAL) {
                long tag = Payload.tag(number, next++);
                Payload.write(batch.tryClaim(lengthOf(tag)), tag).commit();
            }
            batch.commit();
        }
        return next;
    }

    private void consume() throws InterruptedException {
        Sums sums = new Sums();
        Consumer consumer = queue.consumer();
        for (int step = 0; !sums.stopped; step++) {
            switch (step % 4) {
                case 0 -> {
                    View view = consumer.recvView();
                    sums.add(view);
                    view.commit();
                }
                case 1 -> holdTwo(sums);
                default -> consumer.drain(sums::add, step % 8 == 2 ? 3 : 256, PATIENCE);
            }
        }
        System.out.println("sums " + sums);
    }

    private void holdTwo(Sums sums) {
        View first = queue.tryRecvView();
        View second = queue.tryRecvView();
        for (View view : new View[] {first, second}) {
            if (view != null) {
                sums.add(view);
            }
        }
        for (View view : new View[] {second, first}) {
            if (view != null) {
                view.commit();
            }
        }
    }

    /** What a consumer has received, per producer. */
    static final class Sums {
        final long[] counts = new long[2];
        final long[] checksums = new long[2];
        private final long[] last = {-1, -1};
        long empty;
        boolean stopped;

        void add(Message message) {
            if (message.deliveries() != 1) {
                throw new AssertionError(
                        "nobody died, yet " + message.deliveries() + " deliveries");
            }
            if (message.length() == 0) {
                empty++;
                return;
            }
            long tag = Payload.seedOf(message);
            int producer = Payload.producer(tag);
            if (producer == STOP) {
                stopped = true;
                return;
            }
            long sequence = Payload.sequence(tag);
            if (sequence <= last[producer]) {
                throw new AssertionError("order: " + sequence + " after " + last[producer]);
            }
            if (message.length() != lengthOf(tag)) {
                throw new AssertionError("length of " + sequence + ": " + message.length());
            }
            Payload.check(message, tag);
            last[producer] = sequence;
            counts[producer]++;
            checksums[producer] += Payload.mix(tag);
        }

        @Override
        public String toString() {
            return counts[0]
                    + " "
                    + checksums[0]
                    + " "
                    + counts[1]
                    + " "
                    + checksums[1]
                    + " "
                    + empty;
        }

        void addAll(String line) {
            long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            counts[0] += numbers[0];
            checksums[0] += numbers[1];
            counts[1] += numbers[2];
            checksums[1] += numbers[3];
            empty += numbers[4];
        }

        /** What {@link #produce} sends. */
        void expect(int producer, long count) {
            for (long i = 0; i < count; i++) {
                long tag = Payload.tag(producer, i);
                if (lengthOf(tag) == 0) {
                    empty++;
                } else {
                    counts[producer]++;
                    checksums[producer] += Payload.mix(tag);
                }
            }
        }
    }

    // Allocation

    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 1_000_000;

    /** One way to carry messages. */
    private interface Carrier {
        void carry(int count) throws InterruptedException;
    }

    private void measureAllocation() throws InterruptedException {
        measure("shared", queue.producer(), queue.consumer());
        try (Producer producer = queue.exclusiveProducer();
                Consumer consumer = queue.exclusiveConsumer()) {
            measure("exclusive", producer, consumer);
        }
    }

    private static void measure(String kind, Producer producer, Consumer consumer)
            throws InterruptedException {
        measure(kind + "-views", count -> carryByViews(producer, consumer, count));
        MessageHandler handler = message -> Payload.check(message, 7);
        measure(kind + "-drain", count -> carryByDrain(producer, consumer, handler, count));
    }

    private static void measure(String kind, Carrier carrier) throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        threads.getThreadAllocatedBytes(self);
        carrier.carry(WARM_UP);
        long before = threads.getThreadAllocatedBytes(self);
        carrier.carry(MEASURED);
        long bytes = threads.getThreadAllocatedBytes(self) - before;
        System.out.println(kind + " " + bytes);
    }

    private static void carryByViews(Producer producer, Consumer consumer, int count)
            throws InterruptedException {
        for (int i = 0; i < count; i++) {
            Payload.write(producer.claim(24), 7).commit();
            View view = (i & 1) == 0 ? consumer.recvView() : consumer.tryRecvView();
            Payload.check(view, 7);
            view.commit();
        }
    }

    private static void carryByDrain(
            Producer producer, Consumer consumer, MessageHandler handler, int count) {
        for (int i = 0; i < count; i++) {
            Payload.write(producer.tryClaim(24), 7).commit();
            if ((i & 15) == 15) {
                consumer.drain(handler, 100);
            }
        }
    }
}
