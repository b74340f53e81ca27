package io.zoosync.lock;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

/**
 * A process that passes each crash point of locks and conditions again and again, to die at one of
 * them. Its arguments are the name of a lock that others use too, and names of locks whose holders
 * are dead.
 */
final class CrashScenario {
    /** Not a number of rounds: some points need the others to wait again, whose time that is. */
    private static final long DURATION_NANOS = TimeUnit.SECONDS.toNanos(60);

    private CrashScenario() {}

    public static void main(String[] arguments) throws Exception {
        for (int i = 1; i < arguments.length; i++) {
            ZooLock.open(arguments[i]).acquire();
        }
        ZooLock lock = ZooLock.open(arguments[0]);
        long end = System.nanoTime() + DURATION_NANOS;
        while (System.nanoTime() < end) {
            signal(lock);
            contend(lock, LockWord.of(arguments[0]));
        }
        System.out.println("survived");
        System.exit(0);
    }

    private static void signal(ZooLock lock) {
        try (Guard guard = lock.acquire()) {
            guard.markConsistent();
            lock.condition(0).signal();
        }
    }

    /** Has this thread wait for the lock, which another one holds. */
    private static void contend(ZooLock lock, LockWord word) throws Exception {
        CyclicBarrier held = new CyclicBarrier(2);
        InThread<?> holder =
                InThread.start(
                        () -> {
                            try (Guard guard = lock.acquire()) {
                                held.await();
                                word.expectWaiter();
                                return guard.token();
                            }
                        });
        held.await();
        lock.acquire().close();
        holder.result();
    }
}
