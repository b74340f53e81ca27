package io.zoosync.faults;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.pool.ZooPool;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.util.Map;

/**
 * A process whose file is cut short under it: it goes on using it until that fails, and says how.
 * Arguments: what to use, and how often before it says "using"; it goes on at a line of input.
 */
final class TruncationProbe {
    private static final int ROUNDS = 20_000;
    private static final int ERRORS = 3;

    private TruncationProbe() {}

    private interface Use {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Use> uses =
                Map.of(
                        "lock", lock(),
                        "queue", queue(),
                        "array", array());
        ZooPool pool = arguments[0].startsWith("pool") ? pool() : null;
        Use use =
                pool == null
                        ? uses.get(arguments[0])
                        : () -> pool.map(x -> x + 1, ZooPool.range(100));
        int warmUp = Integer.parseInt(arguments[1]);
        for (int i = 0; i < warmUp; i++) {
            use.run(); // has it compiled, or not
        }
        System.out.println("using");
        System.in.read();
        for (int i = 0; i < ERRORS; i++) {
            System.out.println("\nerror " + nextError(use));
        }
        if (pool != null) {
            close(pool);
        }
        System.out.println("\nclosed");
    }

    /** One may come late: compiled code is told at its next safepoint. */
    private static Throwable nextError(Use use) {
        for (int i = 0; i < ROUNDS; i++) {
            try {
                use.run();
            } catch (Throwable t) {
                return t;
            }
        }
        return new IllegalStateException("no error in " + ROUNDS + " rounds");
    }

    private static Use lock() throws Exception {
        ZooLock lock = ZooLock.open("cut");
        return () -> {
            if (lock.getHoldCount() > 0) {
                lock.unlock(); // an error kept it from that; entering again would use no memory
            }
            try (Guard guard = lock.acquire()) {
                if (guard.token() == 0) {
                    throw new IllegalStateException();
                }
            }
        };
    }

    private static Use queue() throws Exception {
        ZooQueue queue = ZooQueue.open("cut", 1 << 16);
        byte[] bytes = new byte[100];
        return () -> {
            queue.claim(100).put(0, bytes).commit();
            try (View view = queue.recvView()) {
                view.get(0, bytes, 0, bytes.length);
                view.commit();
            }
        };
    }

    private static Use array() throws Exception {
        ZooArray array = ZooArray.open("cut", DType.FLOAT64, 10_000);
        return () -> {
            if (array.addAssign(1.0).sum() < 0) {
                throw new IllegalStateException();
            }
        };
    }

    private static void close(ZooPool pool) {
        try {
            pool.close();
        } catch (InternalError e) {
            System.out.println("\nclosing: " + e);
        }
    }

    private static ZooPool pool() throws Exception {
        return ZooPool.builder()
                .workers(2)
                .jvmFlags("-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:ErrorFile=/dev/null")
                .start();
    }
}
