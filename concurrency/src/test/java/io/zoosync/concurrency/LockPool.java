package io.zoosync.concurrency;

import io.zoosync.lock.ZooLock;
import java.io.IOException;

/** Locks in shared memory whose names are gone. */
public final class LockPool {
    private static final Pool<ZooLock> POOL = new Pool<>(LockPool::create);

    private LockPool() {}

    /** A free lock, if its last users left it so. */
    public static ZooLock next() {
        return POOL.next();
    }

    private static ZooLock create(int number) throws IOException {
        String name = "stress-" + ProcessHandle.current().pid() + "-" + number;
        ZooLock lock = ZooLock.open(name);
        ZooLock.unlink(name);
        return lock;
    }
}
