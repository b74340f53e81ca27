package io.zoosync.lock;

import io.zoosync.internal.process.ProcessRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The program of a {@link Peer}: opens the lock of its first argument, and does what it is told in
 * lines, until its input ends. The second argument, if any, says what its recovery handler does.
 */
final class LockProcess {
    private final ZooLock lock;
    private Guard guard;
    private Lateness lateness;

    private LockProcess(ZooLock lock) {
        this.lock = lock;
    }

    public static void main(String[] arguments) throws Exception {
        ZooLock lock =
                arguments.length > 1
                        ? ZooLock.open(arguments[0], handler(arguments[1]))
                        : ZooLock.open(arguments[0]);
        LockProcess process = new LockProcess(lock);
        System.out.println("ready " + ProcessRegistry.current().self());
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null; ) {
            process.obey(line.split(" "));
        }
    }

    private static Consumer<Guard> handler(String kind) {
        switch (kind) {
            case "repair":
                return guard -> System.out.println("repairing " + guard.recovered());
            case "halt":
                return guard -> Runtime.getRuntime().halt(3);
            default:
                throw new IllegalArgumentException(kind);
        }
    }

    private void obey(String[] words) throws Exception {
        try {
            switch (words[0]) {
                case "acquire":
                    acquired(lock.acquire());
                    break;
                case "also":
                    ZooLock.open(words[1]).acquire();
                    System.out.println("also " + words[1]);
                    break;
                case "try":
                    tryFor(Duration.ofMillis(Long.parseLong(words[1])));
                    break;
                case "lock":
                    lock.lock();
                    System.out.println("locked");
                    break;
                case "unlock":
                    lock.unlock();
                    System.out.println("unlocked");
                    break;
                case "mark":
                    guard.markConsistent();
                    System.out.println("marked");
                    break;
                case "release":
                    guard.close();
                    System.out.println("released");
                    break;
                case "await":
                    System.out.println("awaiting");
                    lock.condition(0).await();
                    System.out.println("woken");
                    break;
                case "signal":
                    lock.condition(0).signal();
                    System.out.println("signalled");
                    break;
                case "late":
                    System.out.println("late " + lateness());
                    break;
                default:
                    throw new IllegalArgumentException(words[0]);
            }
        } catch (LockRecoveredException e) {
            System.out.println("refused " + lock.isHeldByCurrentThread() + " " + e.getMessage());
        }
    }

    /** Since it was last asked for; only then does it begin to be measured. */
    private long lateness() {
        if (lateness == null) {
            lateness = Lateness.start();
        }
        return lateness.take();
    }

    private void tryFor(Duration timeout) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Guard taken = lock.tryAcquire(timeout);
        if (taken != null) {
            acquired(taken);
        } else {
            System.out.println("busy " + (System.nanoTime() - start));
        }
    }

    private void acquired(Guard taken) {
        long nanos = System.nanoTime();
        guard = taken;
        System.out.println("acquired " + taken.recovered() + " " + taken.token() + " " + nanos);
    }
}
