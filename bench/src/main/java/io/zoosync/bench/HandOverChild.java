package io.zoosync.bench;

import io.zoosync.bench.harness.MappedFile;
import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Sleeps;
import io.zoosync.bench.harness.Window;
import io.zoosync.lock.ZooLock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.locks.Condition;

/**
 * One of two processes that hand a lock to each other: {@code lock FILE 0|1} by unlocking it while
 * the other one sleeps in {@code lock}, {@code condition FILE 0|1} by signalling a condition on
 * which the other one waits. Says {@code result COUNT NANOS P50 P99 P99.9 SLEEPS}, the latter for
 * each time that it got the lock.
 */
final class HandOverChild {
    /** How long the lock is held while the other one waits for it, as in hand_over.c. */
    private static final long HOLD_NANOS = 100_000;

    private static final int BYTES = 4096;

    /** Whose the lock is, or is to be. */
    private static final int TURN = 0;

    /** When it was handed over. */
    private static final int STAMP = 8;

    private final Parent parent = new Parent();
    private final Latencies nanos = new Latencies();
    private final ByteBuffer shared;
    private final int me;
    private Window window;
    private long began;
    private long sleeps;

    private HandOverChild(ByteBuffer shared, int me) {
        this.shared = shared;
        this.me = me;
    }

    public static void main(String[] args) throws Exception {
        HandOverChild child =
                new HandOverChild(
                        MappedFile.map(Path.of(args[1]), BYTES), Integer.parseInt(args[2]));
        try (ZooLock lock = ZooLock.open("hand-over")) {
            child.window = child.parent.awaitGo();
            if (args[0].equals("lock")) {
                child.byLock(lock);
            } else {
                child.byCondition(lock);
            }
        }
        child.report();
    }

    private void byLock(ZooLock lock) {
        while (!window.hasEnded()) {
            lock.lock();
            try {
                long now = System.nanoTime();
                if (shared.getInt(TURN) != me) {
                    received(now);
                }
                shared.putInt(TURN, me);
                long until = now + HOLD_NANOS;
                while (System.nanoTime() - until < 0) {
                    Thread.onSpinWait();
                }
                shared.putLong(STAMP, System.nanoTime());
            } finally {
                lock.unlock();
            }
            while (shared.getInt(TURN) == me && !parent.hasEnded()) {
                Thread.onSpinWait();
            }
        }
    }

    private void byCondition(ZooLock lock) {
        Condition mine = lock.condition(me);
        Condition others = lock.condition(1 - me);
        lock.lock();
        try {
            for (boolean over = false; !over; ) {
                while (shared.getInt(TURN) != me) {
                    mine.awaitUninterruptibly();
                }
                received(System.nanoTime());
                over = window.hasEnded();
                shared.putInt(TURN, 1 - me);
                shared.putLong(STAMP, System.nanoTime());
                others.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void received(long now) {
        long stamp = shared.getLong(STAMP);
        if (stamp == 0 || now - window.start() < 0) {
            return;
        }
        if (began == 0) {
            began = now;
            sleeps = Sleeps.ofThisThread();
        } else {
            nanos.add(now - stamp);
        }
    }

    private void report() {
        long slept = Sleeps.ofThisThread() - sleeps;
        parent.result(
                nanos.count(),
                System.nanoTime() - began,
                nanos.p50(),
                nanos.p99(),
                nanos.p999(),
                (double) slept / Math.max(1, nanos.count()));
    }
}
