package io.zoosync.examples.demo;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;

/** Takes the lock, does half a transfer, and is killed. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws Exception {
        Parent parent = Parent.connect();
        Accounts accounts = Accounts.open();
        try (ZooLock lock = ZooLock.open(LockPart.LOCK);
                Guard guard = lock.acquire()) {
            accounts.take(100);
            parent.say("holds, token", guard.token());
            parent.hear(); // nothing comes
        }
    }
}
