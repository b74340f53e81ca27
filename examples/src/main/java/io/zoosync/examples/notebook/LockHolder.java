package io.zoosync.examples.notebook;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import java.io.IOException;

/** Takes the lock that it is told, and holds it until it is told to end, or killed. */
public final class LockHolder {
    private LockHolder() {}

    /** Holds the lock {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        try (ZooLock lock = ZooLock.open(args[0]);
                Guard guard = lock.acquire()) {
            System.out.println("holds, token " + guard.token());
            while (System.in.read() >= 0) {
                // only the end of the input matters
            }
        }
    }
}
