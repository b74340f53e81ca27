package io.zoosync.examples;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import java.io.IOException;
import java.util.concurrent.locks.Condition;

/** Waiting for a condition of a lock; the two methods could as well run in two processes. */
public final class ConditionExample {
    private static boolean open;

    private ConditionExample() {}

    /** Opens a gate that a thread waits at. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Thread waiter =
                new Thread(
                        () -> {
                            try {
                                awaitGate();
                            } catch (IOException | InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        waiter.start();
        openGate();
        waiter.join();
        ZooLock.unlink("gate");
    }

    private static void awaitGate() throws IOException, InterruptedException {
        // tag::await
        try (ZooLock lock = ZooLock.open("gate");
                Guard guard = lock.acquire()) {
            Condition opened = lock.condition(0); // number 0 is the same in all processes
            while (!isOpen()) { // a wait may end for no reason
                opened.await();
            }
            System.out.println("through, with token " + guard.token());
        }
        // end::await
    }

    private static void openGate() throws IOException {
        // tag::signal
        try (ZooLock lock = ZooLock.open("gate");
                Guard guard = lock.acquire()) {
            setOpen();
            lock.condition(0).signalAll();
            System.out.println("opened, with token " + guard.token());
        }
        // end::signal
    }

    private static boolean isOpen() {
        return open;
    }

    private static void setOpen() {
        open = true;
    }
}
