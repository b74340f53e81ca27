package io.zoosync.examples;

import io.zoosync.lock.Guard;
import io.zoosync.lock.LockRecoveredException;
import io.zoosync.lock.ZooLock;
import java.io.IOException;
import java.time.Duration;

/** A lock between processes, and what to do when its holder has died. */
public final class LockExample {
    private static int balance;

    private LockExample() {}

    /** Runs the examples one after the other. */
    public static void main(String[] args) throws IOException, InterruptedException {
        acquire();
        timed();
        handler();
        plain();
        fencing();
        ZooLock.unlink("accounts");
    }

    private static void acquire() throws IOException {
        // tag::acquire
        try (ZooLock lock = ZooLock.open("accounts");
                Guard guard = lock.acquire()) {
            if (guard.recovered()) { // the last holder died in the midst of its work
                repairAccounts();
                guard.markConsistent();
            }
            transfer(100);
        }
        // end::acquire
    }

    private static void timed() throws IOException, InterruptedException {
        try (ZooLock lock = ZooLock.open("accounts")) {
            // tag::timed
            try (Guard guard = lock.tryAcquire(Duration.ofMillis(50))) {
                if (guard == null) {
                    System.out.println("busy: " + lock); // says which process holds it
                } else {
                    transfer(100);
                }
            }
            // end::timed
        }
    }

    private static void handler() throws IOException {
        // tag::handler
        try (ZooLock lock = ZooLock.open("accounts", guard -> repairAccounts())) {
            lock.lock(); // a java.util.concurrent.locks.Lock; the handler ran if it had to
            try {
                transfer(100);
            } finally {
                lock.unlock();
            }
        }
        // end::handler
    }

    private static void plain() throws IOException {
        // tag::plain
        try (ZooLock lock = ZooLock.open("accounts")) {
            lock.lock(); // without a handler
            try {
                transfer(100);
            } finally {
                lock.unlock();
            }
        } catch (LockRecoveredException e) {
            System.err.println(e.getMessage()); // a holder died; the lock is not held
        }
        // end::plain
    }

    private static void fencing() throws IOException {
        // tag::token
        try (ZooLock lock = ZooLock.open("accounts");
                Guard guard = lock.acquire()) {
            System.out.println("transfer with fencing token " + guard.token());
        }
        // end::token
    }

    private static void transfer(int amount) {
        balance += amount;
        System.out.println("balance " + balance);
    }

    private static void repairAccounts() {
        System.out.println("accounts repaired");
    }
}
