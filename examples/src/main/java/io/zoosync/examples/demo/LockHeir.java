package io.zoosync.examples.demo;

import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;

/** Gets the lock when its holder has died, and puts right what that one left. */
final class LockHeir {
    private LockHeir() {}

    public static void main(String[] args) throws Exception {
        Parent parent = Parent.connect();
        Accounts accounts = Accounts.open();
        try (ZooLock lock = ZooLock.open(LockPart.LOCK)) {
            parent.say("ready");
            parent.hear();
            try (Guard guard = lock.tryAcquire()) {
                parent.say(guard == null ? "refused" : "robbed");
            }
            parent.say("waits");
            try (Guard guard = lock.acquire()) {
                parent.say(state(guard), guard.token(), accounts.sum());
                accounts.repair();
                guard.markConsistent();
            }
            try (Guard guard = lock.acquire()) {
                parent.say("then", state(guard), accounts.sum());
            }
        }
    }

    private static String state(Guard guard) {
        return guard.recovered() ? "recovered" : "sound";
    }
}
