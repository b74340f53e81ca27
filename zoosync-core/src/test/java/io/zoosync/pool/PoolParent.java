package io.zoosync.pool;

import java.util.stream.Collectors;

/** A process with a pool, to be killed. */
final class PoolParent {
    private PoolParent() {}

    /**
     * Makes a pool and tells of its workers: before they have a task, and when they have done some.
     *
     * @param arguments what to do: {@code idle}, {@code busy}, {@code cancel}, {@code exit} with
     *     the pool open, {@code forget} it, or {@code close} it
     */
    public static void main(String[] arguments) throws Exception {
        ZooPool pool = PoolTestCase.light().workers(2).start();
        while (pool.workers().size() < 2) {
            Thread.onSpinWait();
        }
        System.out.println("starts " + workers(pool));
        PoolTestCase.checkWorks(pool);
        System.out.println("workers " + workers(pool));
        switch (arguments[0]) {
            case "idle" -> System.in.read();
            case "busy" ->
                    pool.forEach(
                            x -> {
                                while (true) {
                                    Thread.onSpinWait();
                                }
                            },
                            ZooPool.range(10_000),
                            MapOptions.options().chunk(1));
            case "cancel" -> {
                PoolFuture<Void> future = pool.submit(() -> Thread.sleep(1_000_000));
                future.cancel(true);
                System.in.read();
            }
            case "exit" -> System.out.println("exiting");
            case "forget" -> {
                pool = null;
                forget();
            }
            default -> pool.close();
        }
    }

    private static String workers(ZooPool pool) {
        return pool.workers().stream()
                .map(worker -> Long.toString(worker.pid()))
                .collect(Collectors.joining(" "));
    }

    /** Waits until the pool, which nobody can reach, has ended by itself. */
    private static void forget() {
        while (Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("zoosync-pool"))) {
            System.gc();
        }
        System.out.println("forgotten");
    }
}
