package io.zoosync.queue;

import io.zoosync.CorruptSegmentException;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that sends to a queue, or receives from it, while another one damages its memory. It
 * opens the queue again whenever it is told that it is damaged, until its input ends.
 */
public final class LiveFuzzUser {
    private static final Duration SHORT = Duration.ofNanos(300_000);
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final int MOST = 3000;

    private final String name;
    private final EndKind kind;
    private final boolean sends;
    private final SplittableRandom random;
    private volatile boolean stopped;
    private final AtomicLong steps = new AtomicLong();
    private long results;
    private long refusals;
    private int sum;

    private LiveFuzzUser(String name, EndKind kind, boolean sends, long seed) {
        this.name = name;
        this.kind = kind;
        this.sends = sends;
        this.random = new SplittableRandom(seed);
    }

    /** Arguments: queue, kind of end, whether to send, seed. */
    public static void main(String[] arguments) throws Exception {
        LiveFuzzUser user =
                new LiveFuzzUser(
                        arguments[0],
                        EndKind.valueOf(arguments[1]),
                        Boolean.parseBoolean(arguments[2]),
                        Long.parseLong(arguments[3]));
        Thread main = Thread.currentThread();
        daemon(user::readToEnd);
        daemon(() -> user.watch(main));
        System.out.println("ready");
        user.run();
        System.out.println("results " + user.results);
        System.out.println("refusals " + user.refusals);
        System.out.println("sum " + user.sum);
    }

    private static void daemon(Runnable body) {
        Thread thread = new Thread(body);
        thread.setDaemon(true);
        thread.start();
    }

    private void readToEnd() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said but the end
            }
        } catch (IOException e) {
            // the same
        }
        stopped = true;
    }

    /** Ends the process if a call takes for ever. */
    private void watch(Thread main) {
        long seen = -1;
        long since = System.nanoTime();
        while (true) {
            if (steps.get() != seen) {
                seen = steps.get();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE_NANOS) {
                System.out.println("hangs:");
                for (StackTraceElement frame : main.getStackTrace()) {
                    System.out.println("  at " + frame);
                }
                Runtime.getRuntime().halt(3);
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void run() throws Exception {
        boolean told = false;
        while (!stopped) {
            try (ZooQueue queue = ZooQueue.attach(name)) {
                use(queue);
            } catch (CorruptSegmentException e) {
                refusals++;
                if (!e.getMessage().contains(name + ".queue is damaged: ")) {
                    throw new AssertionError("does not say what is damaged", e);
                }
            }
            steps.incrementAndGet();
            if (!told && results > 0 && refusals > 0) {
                told = true;
                System.out.println("met both");
            }
        }
    }

    private void use(ZooQueue queue) throws InterruptedException {
        if (sends) {
            try (Producer producer =
                    kind == EndKind.SHARED ? queue.producer() : queue.exclusiveProducer(SHORT)) {
                while (!stopped && producer != null) {
                    send(producer);
                }
            }
        } else {
            try (Consumer consumer =
                    kind == EndKind.SHARED ? queue.consumer() : queue.exclusiveConsumer(SHORT)) {
                while (!stopped && consumer != null) {
                    receive(queue, consumer);
                }
            }
        }
    }

    private void send(Producer producer) throws InterruptedException {
        int length = random.nextInt(8) == 0 ? random.nextInt(MOST / 2) : random.nextInt(100);
        Claim claim = producer.claim(length, 8 << random.nextInt(4), SHORT);
        if (claim != null) {
            Payload.write(claim, length);
            if (random.nextInt(10) == 0) {
                claim.abort();
            } else {
                claim.commit();
            }
            results++;
        }
        steps.incrementAndGet();
    }

    private void receive(ZooQueue queue, Consumer consumer) throws InterruptedException {
        switch (random.nextInt(4)) {
            case 0 -> results += consumer.drain(this::read, 20, SHORT);
            case 1 -> sum += queue.size() + queue.stats().messages();
            default -> {
                try (View view = consumer.recvView(SHORT)) {
                    if (view != null) {
                        read(view);
                        results++;
                        if (random.nextInt(5) > 0) {
                            view.commit();
                        }
                    }
                }
            }
        }
        steps.incrementAndGet();
    }

    private void read(Message message) {
        for (byte b : message.toByteArray()) {
            sum += b;
        }
    }
}
